//! The policy of a key: without one nobody could use or change it.
//!
//! From the pages "Default key policy" and "Key policies in AWS KMS" of the AWS KMS Developer Guide.

use crate::catalog::service_principals;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::{arn, encryption, policy_document, resource_policy};

/// What somebody does who looks after a key.
const ADMINISTER: &[&str] = &[
    "kms:CancelKeyDeletion",
    "kms:Create*",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:Revoke*",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
];

/// Leaves the key to the account's own policies, and says what the body does.
pub fn document<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Value<'a> {
    let account = arn("iam::${AWS::AccountId}:root");
    let mut statements = vec![people("AllowAccount", account, Value::text("kms:*"))];
    if let Some(admins) = declaration.entries.value("admins") {
        let actions: Vec<Value<'a>> = ADMINISTER.iter().map(|action| Value::text(*action)).collect();
        statements.push(people("AllowAdmins", admins.clone(), Value::list(actions)));
    }
    let services: Vec<&'static str> = declaration
        .entries
        .sentences("allow")
        .flat_map(|sentence| &sentence.arguments)
        .filter_map(|one| service(&one.value, declaration.handle.text, to))
        .collect();
    let (logs, others): (Vec<_>, Vec<_>) = services.into_iter().partition(|service| *service == encryption::LOGS);
    if !others.is_empty() {
        let others: Vec<Value<'a>> = others.into_iter().map(Value::text).collect();
        statements.push(encryption::statement("AllowServices", Value::list(others), resource_policy::of_own_account()));
    }
    if !logs.is_empty() {
        statements.push(encryption::for_logs());
    }
    policy_document(statements)
}

fn people<'a>(sid: &'static str, who: Value<'a>, actions: Value<'a>) -> Value<'a> {
    Value::map([
        ("Sid", Value::text(sid)),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("AWS", who)])),
        ("Action", actions),
        ("Resource", Value::text("*")),
    ])
}

/// A service by its short name.
fn service<'a>(value: &Expr<'a>, key: &str, to: &mut Lowering<'_, 'a>) -> Option<&'static str> {
    let settled = to.values().settled(value).into_owned();
    let written = match &settled.kind {
        ExprKind::Word(word) => (*word).to_owned(),
        ExprKind::Text(text) => text.to_string(),
        _ => String::new(),
    };
    if let Some(found) = service_principals::find(&written) {
        return Some(found);
    }
    let declared = to.values().declaration(&written, value.span);
    let shown = if written.is_empty() { "no name".to_owned() } else { format!("`{written}`") };
    let problem = Diagnostic::error("wrong-type", format!("expected a service of AWS, found {shown}"))
        .label(value.span, "not a service");
    to.report(match (declared, suggest::nearest(&written, service_principals::common_names())) {
        (Some(_), _) => problem.help(format!("who uses the key is granted that: grant {written} use on {key}")),
        (None, Some(near)) => {
            problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), value.span, near)
        }
        (None, None) => problem.help("write the short name of its principal, such as logs for logs.amazonaws.com"),
    });
    None
}
