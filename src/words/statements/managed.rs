//! Managed policies: of AWS by their name, others by their ARN or declared in the file.

use super::Holder;
use super::broad::{self, Of, Place};
use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::arn;

/// The managed policies that a body names, in order.
pub fn of<'s, 'a>(
    declaration: &'s Declaration<'a>,
    holder: &'static Holder,
    to: &mut Lowering<'s, 'a>,
) -> Vec<Value<'a>> {
    let mut arns: Vec<(Value<'a>, Span)> = Vec::new();
    for sentence in declaration.entries.sentences("policy") {
        for argument in &sentence.arguments {
            let span = argument.value.span;
            let condition = to.all_of([sentence.condition.clone(), condition_of(&argument.value, to)]);
            let condition = to.besides(condition, &[to.condition()]);
            let named = to.reading(|values, problems| values.policy(&argument.value, problems));
            let Some(arn) = named.and_then(|named| policy(named, span, to)) else { continue };
            broad::check(&arn, &Of { holder, declaration }, &Place::Body(sentence, argument), span, to);
            let arn = where_holds(&condition, arn, None);
            match arns.iter().find(|(other, _)| *other == arn) {
                Some((_, first)) => to.report(twice(span, *first)),
                None => arns.push((arn, span)),
            }
            check_count(arns.len(), holder, span, to);
        }
    }
    arns.into_iter().map(|(arn, _)| arn).collect()
}

/// The condition of a policy of the stack's own.
fn condition_of<'a>(value: &Expr<'a>, to: &Lowering<'_, 'a>) -> Condition<'a> {
    let ExprKind::Word(word) = value.kind else { return None };
    to.values().declaration(word, value.span)?.condition.clone()
}

/// A policy that is attached twice.
pub fn twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("set-twice", "this policy is attached twice")
        .label(span, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

/// Reports the policy with which there are more than one holder may have.
pub fn check_count(count: usize, holder: &Holder, span: Span, to: &mut Lowering<'_, '_>) {
    let (what, usual, most) = (holder.naming.what, holder.usual_policies, holder.most_policies);
    let instead = "allow what is needed without one: allow \"s3:GetObject\" on uploads";
    if count == usual + 1 && usual < most {
        let message = format!("a {what} has at most {usual} managed policies, unless the account's quota was raised");
        let problem = Diagnostic::warning("many-policies", message);
        to.report(problem.label(span, format!("policy {count}")).help(instead));
    }
    if count == most + 1 {
        let problem =
            Diagnostic::error("out-of-range", format!("a {what} never has more than {most} managed policies"));
        to.report(problem.label(span, format!("policy {count}")).help(instead));
    }
}

/// A policy, or those that the deploy chooses from.
pub fn policy<'a>(named: Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    named.changed(&mut |named| one_policy(named, span, to))
}

/// The ARN of a policy of AWS without its path, or with another one: IAM finds none there.
fn misplaced(arn: &str, span: Span) -> Option<Diagnostic> {
    let (front, path) = arn.split_once(":iam::aws:policy/")?;
    let known = managed_policies::find(path.rsplit('/').next()?).filter(|known| known.path != path)?;
    let right = format!("{front}:iam::aws:policy/{}", known.path);
    let message = format!("AWS has no policy `{path}`: `{}` has the path `{}`", known.name, known.path);
    let problem = Diagnostic::error("unknown-policy", message).label(span, "no such policy");
    Some(problem.fix(format!("write its name, {}", known.name), span, known.name).help(format!("its ARN is {right}")))
}

/// A policy by its name in AWS's catalogue, with the path that its ARN needs; or by its ARN; or by reference.
pub fn one_policy<'a>(named: &Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let Value::Text(name) = named else { return Some(named.clone()) };
    if name.starts_with("arn:") {
        if let Some(problem) = misplaced(name, span) {
            to.report(problem);
        }
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
