//! The policies of a role: managed ones by name or ARN, statements of its own, and its boundary.

use super::statement;
use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Resource, Value};
use crate::words::{arn, policy_document};

/// Managed policies that a role may have unless its account's quota was raised, and with it raised.
///
/// From the page "IAM and AWS STS quotas" of the IAM User Guide.
const USUAL_POLICIES: usize = 10;
const MAX_POLICIES: usize = 25;

/// Sets the role's policies.
pub fn lower<'s, 't, 'a>(declaration: &'s Declaration<'t, 'a>, role: &mut Resource<'a>, to: &mut Lowering<'s, 't, 'a>) {
    let managed = managed(declaration, to);
    if !managed.is_empty() {
        role.set("ManagedPolicyArns", Value::list(managed));
    }
    if let Some(setting) = declaration.entries.setting("boundary")
        && let Some(Value::Text(text)) = declaration.entries.value("boundary")
        && let Some(boundary) = named(text, setting.span, to)
    {
        role.set("PermissionsBoundary", boundary);
    }
    let statements = statement::all(declaration, to);
    if !statements.is_empty() {
        let policy =
            Value::map([("PolicyName", Value::text("inline")), ("PolicyDocument", policy_document(statements))]);
        role.set("Policies", Value::list([policy]));
    }
}

fn managed<'s, 't, 'a>(declaration: &'s Declaration<'t, 'a>, to: &mut Lowering<'s, 't, 'a>) -> Vec<Value<'a>> {
    let mut arns: Vec<Value<'a>> = Vec::new();
    for sentence in declaration.entries.sentences("policy") {
        for argument in sentence.arguments {
            let Some(arn) = policy(&argument.value, to) else { continue };
            if arns.contains(&arn) {
                to.report(
                    Diagnostic::error("set-twice", "this policy is attached twice")
                        .label(argument.value.span, "again here")
                        .help("name each policy once"),
                );
            } else {
                arns.push(arn);
            }
            check_count(arns.len(), sentence, to);
        }
    }
    arns
}

fn check_count(count: usize, sentence: &EntrySentence<'_, '_>, to: &mut Lowering<'_, '_, '_>) {
    if count == USUAL_POLICIES + 1 {
        to.report(
            Diagnostic::warning(
                "many-policies",
                format!("a role has at most {USUAL_POLICIES} managed policies, unless the account's quota was raised"),
            )
            .label(sentence.span, format!("policy {count}"))
            .help("allow what is needed in the role itself: allow \"s3:GetObject\" on uploads"),
        );
    }
    if count == MAX_POLICIES + 1 {
        to.report(
            Diagnostic::error("out-of-range", format!("a role never has more than {MAX_POLICIES} managed policies"))
                .label(sentence.span, format!("policy {count}"))
                .help("allow what is needed in the role itself: allow \"s3:GetObject\" on uploads"),
        );
    }
}

fn policy<'a>(value: &Expr<'a>, to: &mut Lowering<'_, '_, 'a>) -> Option<Value<'a>> {
    match &value.kind {
        ExprKind::Word(word) => named(word, value.span, to),
        ExprKind::Text(text) => named(text, value.span, to),
        _ => to.reading(|values, problems| values.text(value, problems)),
    }
}

/// A policy by its name in AWS's catalogue, with the path that its ARN needs; or by its ARN.
fn named<'a>(name: &str, span: Span, to: &mut Lowering<'_, '_, 'a>) -> Option<Value<'a>> {
    if name.starts_with("arn:") {
        return Some(Value::text(name.to_owned()));
    }
    if let Some(policy) = managed_policies::find(name) {
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
        return Some(arn(&format!("iam::aws:policy/{}", policy.path)));
    }
    let problem =
        Diagnostic::error("unknown-policy", format!("`{name}` is not a managed policy of AWS that infrac knows"))
            .label(span, "unknown policy");
    to.report(match suggest::nearest(name, managed_policies::names()) {
        // A policy that is only somewhat alike permits something else, so nothing but a slip is mended.
        Some(near) if suggest::is_slip(name, near) => {
            problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near)
        }
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem
            .help("a policy of your own is given by its ARN: policy \"arn:aws:iam::123456789012:policy/my-policy\""),
    });
    None
}
