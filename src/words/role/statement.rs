//! `allow …` and `deny …` in the body of a role.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind};
use crate::template::Value;
use crate::words::{arn, together};

/// The role's own statements, in order.
pub fn all<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Value<'a>> {
    let sentences =
        declaration.entries.sentences.iter().filter(|sentence| matches!(sentence.entry.name, "allow" | "deny"));
    sentences.filter_map(|sentence| statement(sentence, to)).collect()
}

fn statement<'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let on = sentence
        .arguments
        .iter()
        .position(|argument| matches!(argument.value.kind, ExprKind::Word("on")) && !argument.after_comma);
    let (actions, resources) = match on {
        Some(on) if on > 0 && on + 1 < sentence.arguments.len() => {
            (&sentence.arguments[..on], &sentence.arguments[on + 1..])
        }
        _ => {
            to.report(
                Diagnostic::error(
                    "sentence-expected",
                    format!("`{}` says which actions, `on`, and which resources", sentence.entry.name),
                )
                .label(
                    sentence.span,
                    if on.is_some() { "something is missing beside `on`" } else { "`on …` is missing" },
                )
                .help(format!("write: {} \"s3:GetObject\" on uploads", sentence.entry.name)),
            );
            return None;
        }
    };
    let actions: Vec<_> = actions.iter().filter_map(|argument| action(argument, to)).collect();
    let resources: Vec<_> = resources.iter().flat_map(|argument| targets(&argument.value, to)).collect();
    let effect = if sentence.entry.name == "deny" { "Deny" } else { "Allow" };
    (!actions.is_empty() && !resources.is_empty()).then(|| {
        Value::map([
            ("Effect", Value::text(effect)),
            ("Action", Value::list(actions)),
            ("Resource", Value::list(resources)),
        ])
    })
}

/// An action is `service:Name`, with wildcards, or `*`.
fn action<'a>(argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let ExprKind::Text(text) = &argument.value.kind
        && (text == "*" || text.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty()))
    {
        return Some(Value::Text(text.clone()));
    }
    to.report(
        Diagnostic::error("wrong-type", "expected an action such as \"s3:GetObject\"")
            .label(argument.value.span, "not an action")
            .help("an action is the service, a colon and the action's name, in quotes: \"s3:GetObject\", or \"s3:*\" for all of S3"),
    );
    None
}

/// An ARN as a text, or what a name's attribute gives.
fn plain<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let ExprKind::Word(name) = value.kind
        && !name.contains('.')
        && !to.values().is_lost(name, value.span)
        && to.values().look_up(name, value.span).meaning.is_none()
    {
        to.report(to.values().undeclared(name, value.span));
        return None;
    }
    let resource = to.reading(|values, problems| values.text(value, problems));
    if let Some(Value::Text(text)) = &resource
        && !(text == "*" || text.starts_with("arn:"))
    {
        to.report(not_a_resource(text, value.span));
    }
    resource
}

fn not_a_resource(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", "expected a resource of this file, an ARN or \"*\"").label(span, "not an ARN").help(
        format!("an ARN looks like \"arn:aws:s3:::{text}\"; what exists already can be named: existing bucket {text}"),
    )
}

/// What a statement is about. A bucket stands for itself and for the objects in it.
fn targets<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let declaration = match value.kind {
        ExprKind::Word(word) => to.values().declaration(word, value.span),
        _ => None,
    };
    let Some(declaration) = declaration else {
        return plain(value, to).into_iter().collect();
    };
    if declaration.resource_type() == "AWS::EC2::Instance" {
        return instance(declaration, value, to).into_iter().collect();
    }
    let Some(arn) = to.reading(|values, problems| values.attribute(declaration, Some("Arn"), value.span, problems))
    else {
        return Vec::new();
    };
    if declaration.resource_type() != "AWS::S3::Bucket" {
        return vec![arn];
    }
    let objects = together(vec![arn.clone(), Value::text("/*")]);
    vec![arn, objects]
}

/// An instance gives no ARN, but its id makes one.
fn instance<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if declaration.existing {
        return to.reading(|values, problems| values.attribute(declaration, Some("Arn"), value.span, problems));
    }
    let id = to.reading(|values, problems| values.attribute(declaration, None, value.span, problems))?;
    Some(together(vec![arn("ec2:${AWS::Region}:${AWS::AccountId}:instance/"), id]))
}
