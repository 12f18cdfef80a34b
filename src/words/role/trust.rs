//! Who may take a role: its trust policy.

use crate::catalog::service_principals;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Text, Value};
use crate::words::{arn, policy_document};

/// Whether a service is misspelled among those who may take the role: then it may have been meant for EC2.
pub fn has_unknown_service(declaration: &Declaration<'_>) -> bool {
    declaration.relation("trusts").iter().any(|value| match &value.kind {
        ExprKind::Word(text) => service_principals::find(text).is_none(),
        _ => false,
    })
}

/// Whether EC2 is among those who may take the role.
pub fn trusts_ec2(declaration: &Declaration<'_>) -> bool {
    declaration.relation("trusts").iter().any(|value| match &value.kind {
        ExprKind::Word(text) => matches!(*text, "ec2" | "ec2.amazonaws.com"),
        ExprKind::Text(text) => matches!(text.as_ref(), "ec2" | "ec2.amazonaws.com"),
        _ => false,
    })
}

/// One that is trusted.
enum Trusted<'a> {
    Service(Text<'a>),
    Account(Text<'a>),
    Principal(Value<'a>),
    Provider(Text<'a>, Span),
}

/// The trust policy: a statement for services, one for accounts, one for each provider.
pub fn document<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Value<'a> {
    let trusted: Vec<_> = declaration.relation("trusts").iter().filter_map(|value| read(value, to)).collect();
    check_twice(declaration, to);
    let mut services = Vec::new();
    let mut accounts = Vec::new();
    let mut providers = Vec::new();
    for one in trusted {
        match one {
            Trusted::Service(principal) => services.push(Value::Text(principal)),
            Trusted::Account(number) => accounts.push(arn(&format!("iam::{number}:root"))),
            Trusted::Principal(arn) => accounts.push(arn),
            Trusted::Provider(host, span) => providers.push(provider(declaration, &host, span, to)),
        }
    }
    check_provider_entries(declaration, providers.is_empty(), to);
    let mut statements = Vec::new();
    for (kind, principals) in [("Service", services), ("AWS", accounts)] {
        if !principals.is_empty() {
            statements.push(statement("sts:AssumeRole", kind, one_or_list(principals), None));
        }
    }
    statements.extend(providers);
    policy_document(statements)
}

/// The trust policy of a service alone.
pub fn by_service<'a>(service: &'static str) -> Value<'a> {
    policy_document([statement("sts:AssumeRole", "Service", Value::text(service), None)])
}

fn one_or_list(mut values: Vec<Value<'_>>) -> Value<'_> {
    if values.len() == 1 { values.remove(0) } else { Value::list(values) }
}

fn statement<'a>(
    action: &'static str,
    kind: &'static str,
    principal: Value<'a>,
    condition: Option<Value<'a>>,
) -> Value<'a> {
    let entries = [
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([(kind, principal)])),
        ("Action", Value::text(action)),
    ];
    Value::map(entries.into_iter().chain(condition.map(|condition| ("Condition", condition))))
}

fn read<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Trusted<'a>> {
    match &value.kind {
        ExprKind::Word(word) => service_or_name(word, value.span, to),
        ExprKind::Number(number) => account(number, value.span, to),
        ExprKind::Text(text) if text.starts_with("https://") => {
            let host = text.trim_start_matches("https://").trim_end_matches('/').to_owned();
            Some(Trusted::Provider(host.into(), value.span))
        }
        ExprKind::Text(text) if text.starts_with("arn:") => Some(Trusted::Principal(Value::Text(text.clone()))),
        ExprKind::Text(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
            account(text, value.span, to)
        }
        ExprKind::Text(text) => service(text, value.span, to),
        ExprKind::Template(_) => to.reading(|values, problems| values.text(value, problems)).map(Trusted::Principal),
        kind => {
            let problem = Diagnostic::error("wrong-type", "expected a service, an account or a provider")
                .label(value.span, "cannot be trusted");
            to.report(match kind {
                ExprKind::List(_) => problem.help("several stand without brackets: trusts ec2, lambda"),
                _ => problem.help("for example: trusts ec2, or: trusts 123456789012, or: trusts \"https://token.actions.githubusercontent.com\""),
            });
            None
        }
    }
}

/// A service, or something declared that has an ARN: another role, a user.
fn service_or_name<'a>(word: &'a str, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Trusted<'a>> {
    let found = to.values().look_up(word, span);
    let declared = match found.rest {
        None => to.values().declaration(word, span),
        Some(_) => to.values().declared(found.meaning),
    };
    let declared = declared.filter(|_| service_principals::find(word).is_none());
    let Some(declaration) = declared else { return service(word, span, to) };
    let (name, attribute) = (found.name, found.rest.unwrap_or("Arn"));
    if !matches!(declaration.resource_type(), "AWS::IAM::Role" | "AWS::IAM::User") {
        to.report(
            Diagnostic::error("wrong-kind", format!("`{name}` is {}, which takes no role", declaration.a_kind()))
                .label(span, "cannot be trusted")
                .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind())),
        );
        return None;
    }
    to.reading(|values, problems| values.attribute(declaration, Some(attribute), span, problems))
        .map(Trusted::Principal)
}

/// Who is trusted twice.
fn check_twice(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let values = declaration.relation("trusts");
    for (index, value) in values.iter().enumerate() {
        if let Some(first) = values[..index].iter().find(|other| other.kind == value.kind) {
            let problem = Diagnostic::error("set-twice", "this is trusted twice").label(value.span, "again here");
            to.report(problem.label(first.span, "first here").help("keep one of them"));
        }
    }
}

fn service<'a>(word: &str, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Trusted<'a>> {
    if let Some(principal) = service_principals::find(word) {
        return Some(Trusted::Service(principal.into()));
    }
    let near = suggest::nearest(word, service_principals::common_names())
        .or_else(|| suggest::nearest(word, service_principals::names()));
    let shaped = word.ends_with(".amazonaws.com");
    let message = format!("`{word}` is not a service that is known to take roles");
    // No list of services is complete, so a name of the right form is let through.
    let problem = if shaped {
        Diagnostic::warning("unknown-service", message)
    } else {
        Diagnostic::error("unknown-service", message)
    };
    let problem = problem.label(span, "unknown service");
    to.report(match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None if shaped => problem.help("check its spelling: the service's own documentation names its principal"),
        None => problem.help("for example: trusts ec2, or the service's principal in quotes: \"ec2.amazonaws.com\"; an account is its 12 digits"),
    });
    shaped.then(|| Trusted::Service(word.to_owned().into()))
}

fn account<'a>(number: &str, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Trusted<'a>> {
    if number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Trusted::Account(number.to_owned().into()));
    }
    let digits = number.replace('-', "");
    let found = if digits.len() == 12 { "hyphens between them".to_owned() } else { digits.len().to_string() };
    let problem = Diagnostic::error("invalid-account", format!("an account is 12 digits, found {found}"))
        .label(span, "expected 12 digits")
        .help("the console shows the account's number in the menu at the top right; write it without hyphens");
    to.report(if digits.len() == 12 { problem.fix("leave the hyphens out", span, digits) } else { problem });
    None
}

/// The trust of an OIDC provider. Without a subject anybody's token would do.
fn provider<'a>(declaration: &Declaration<'a>, host: &str, span: Span, to: &mut Lowering<'_, 'a>) -> Value<'a> {
    let entries = &declaration.entries;
    let Some(subject) = entries.value("subject") else {
        to.report(
            Diagnostic::error("provider-without-subject", format!("every token of {host} could take this role"))
                .label(span, "trusted without a subject")
                .help("say whose tokens are accepted: subject = \"repo:my-org/my-repo:*\""),
        );
        return statement("sts:AssumeRoleWithWebIdentity", "Federated", Value::text(host.to_owned()), None);
    };
    let audience =
        entries.value("audience").cloned().unwrap_or_else(|| Value::list([Value::text("sts.amazonaws.com")]));
    let with_key = |key: &str, value: Value<'a>| {
        Value::Map(crate::template::Items::Owned(vec![(format!("{host}:{key}").into(), value)]))
    };
    let condition =
        Value::map([("StringEquals", with_key("aud", audience)), ("StringLike", with_key("sub", subject.clone()))]);
    let federated = arn(&format!("iam::${{AWS::AccountId}}:oidc-provider/{host}"));
    statement("sts:AssumeRoleWithWebIdentity", "Federated", federated, Some(condition))
}

fn check_provider_entries<'a>(declaration: &Declaration<'a>, none: bool, to: &mut Lowering<'_, 'a>) {
    for setting in declaration
        .entries
        .settings
        .iter()
        .filter(|setting| none && matches!(setting.entry.name, "subject" | "audience"))
    {
        to.report(
            Diagnostic::error(
                "no-effect",
                format!("`{}` is about an OIDC provider, and this role trusts none", setting.entry.name),
            )
            .label(setting.key, "has no effect")
            .help("trust a provider: trusts \"https://token.actions.githubusercontent.com\""),
        );
    }
}
