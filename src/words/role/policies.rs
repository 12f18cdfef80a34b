//! The policies of a role: managed ones by name or ARN, statements of its own, and its boundary.

use super::{size, statement};
use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::{Declaration, EntrySentence, SettingValue};
use crate::source::Span;
use crate::suggest;
use crate::template::{Resource, Value};
use crate::words::{arn, policy_document};

/// Managed policies that a role may have unless its account's quota was raised, and with it raised.
///
/// From the page "IAM and AWS STS quotas" of the IAM User Guide.
const USUAL_POLICIES: usize = 10;
const MAX_POLICIES: usize = 25;
/// Characters of a role's own statements together, white space aside. From the same page.
const MAX_INLINE: usize = 10_240;

/// Sets the role's policies.
pub fn lower<'s, 'a>(declaration: &'s Declaration<'a>, role: &mut Resource<'a>, to: &mut Lowering<'s, 'a>) {
    let managed = managed(declaration, to);
    if !managed.is_empty() {
        role.set("ManagedPolicyArns", Value::list(managed));
    }
    if let Some(setting) = declaration.entries.setting("boundary")
        && let SettingValue::Value(value) = &setting.value
        && let Some(boundary) = policy(value.clone(), setting.span, to)
    {
        role.set("PermissionsBoundary", boundary);
    }
    let statements = statement::all(declaration, to);
    if !statements.is_empty() {
        // A policy without a statement is none.
        let condition = to.any_of(statements.iter().map(|statement| statement.condition.clone()));
        let statements = statements.into_iter().map(|one| {
            let besides = to.besides(one.condition, &[&condition]);
            where_holds(&besides, one.value, None)
        });
        let document = policy_document(statements.collect::<Vec<_>>());
        check_size(declaration, &document, to);
        let policy = Value::map([("PolicyName", Value::text("inline")), ("PolicyDocument", document)]);
        role.set("Policies", Value::list([where_holds(&condition, policy, None)]));
    }
}

fn managed<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Value<'a>> {
    let mut arns: Vec<(Value<'a>, Span)> = Vec::new();
    for sentence in declaration.entries.sentences("policy") {
        let condition = to.besides(sentence.condition.clone(), &[to.condition()]);
        for argument in &sentence.arguments {
            let span = argument.value.span;
            let named = to.reading(|values, problems| values.policy(&argument.value, problems));
            let Some(arn) = named.and_then(|named| policy(named, span, to)) else { continue };
            let arn = where_holds(&condition, arn, None);
            match arns.iter().find(|(other, _)| *other == arn) {
                Some((_, first)) => to.report(attached_twice(span, *first)),
                None => arns.push((arn, span)),
            }
            check_count(arns.len(), span, to);
        }
    }
    arns.into_iter().map(|(arn, _)| arn).collect()
}

fn attached_twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("set-twice", "this policy is attached twice")
        .label(span, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

fn check_count(count: usize, span: Span, to: &mut Lowering<'_, '_>) {
    if count == USUAL_POLICIES + 1 {
        to.report(
            Diagnostic::warning(
                "many-policies",
                format!("a role has at most {USUAL_POLICIES} managed policies, unless the account's quota was raised"),
            )
            .label(span, format!("policy {count}"))
            .help("allow what is needed in the role itself: allow \"s3:GetObject\" on uploads"),
        );
    }
    if count == MAX_POLICIES + 1 {
        to.report(
            Diagnostic::error("out-of-range", format!("a role never has more than {MAX_POLICIES} managed policies"))
                .label(span, format!("policy {count}"))
                .help("allow what is needed in the role itself: allow \"s3:GetObject\" on uploads"),
        );
    }
}

/// Reports statements that are too long together. What is known only at the deploy counts with its shortest form.
fn check_size(declaration: &Declaration<'_>, document: &Value<'_>, to: &mut Lowering<'_, '_>) {
    let size = size::of(document);
    if size <= MAX_INLINE {
        return;
    }
    let own = |sentence: &&EntrySentence<'_>| matches!(sentence.entry.name, "allow" | "deny");
    let first =
        declaration.entries.sentences.iter().find(own).map_or(declaration.handle.span, |sentence| sentence.span);
    to.report(
        Diagnostic::error("policy-too-long", format!("the statements of role `{}` have {size} characters, and IAM takes {MAX_INLINE}", declaration.handle.text))
            .label(declaration.handle.span, "too much for one role")
            .label(first, "its statements begin here")
            .help("join actions with wildcards such as \"s3:Get*\", or put some into a policy of its own: AWS::IAM::ManagedPolicy"),
    );
}

/// A policy, or those that the deploy chooses from.
fn policy<'a>(named: Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    named.changed(&mut |named| one_policy(named, span, to))
}

/// A policy by its name in AWS's catalogue, with the path that its ARN needs; or by its ARN; or by reference.
fn one_policy<'a>(named: &Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let Value::Text(name) = named else { return Some(named.clone()) };
    if name.starts_with("arn:") {
        return Some(named.clone());
    }
    let Some(policy) = managed_policies::find(name) else {
        to.report(unknown(name, span));
        return None;
    };
    if !policy.attachable() {
        to.report(
            Diagnostic::error(
                "policy-not-attachable",
                format!("`{}` belongs to a service-linked role and cannot be attached", policy.name),
            )
            .label(span, "cannot be attached")
            .help("remove it: AWS makes that role itself, with this policy, when the service needs it"),
        );
    }
    Some(arn(&format!("iam::aws:policy/{}", policy.path)))
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-policy", format!("`{name}` is not a managed policy of AWS that infrac knows"))
            .label(span, "unknown policy");
    let without_path = name.rsplit('/').next().and_then(managed_policies::find).map(|policy| policy.name);
    match without_path.or_else(|| suggest::nearest(name, managed_policies::names())) {
        // A policy that is only somewhat alike permits something else, so nothing but a slip is mended.
        Some(near) if without_path.is_none() && !suggest::is_slip(name, near) => {
            problem.help(format!("did you mean `{near}`?"))
        }
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => {
            problem.help("a policy of your own is given by its ARN: \"arn:aws:iam::123456789012:policy/my-policy\"")
        }
    }
}
