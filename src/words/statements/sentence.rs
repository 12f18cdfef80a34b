//! `allow …` and `deny …` in bodies.

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind};
use crate::template::Value;
use crate::words::together;

/// A statement of a policy.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// The statement.
    pub value: Value<'a>,
    /// The condition that it is about anything under, besides that of its holder.
    pub condition: Condition<'a>,
}

/// What a statement is about: values, all of them there under one condition.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// Its ARNs.
    pub values: Vec<Value<'a>>,
    /// The condition.
    pub condition: Condition<'a>,
}

/// The statements of a body, in order.
pub fn all<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Statement<'a>> {
    let sentences =
        declaration.entries.sentences.iter().filter(|sentence| matches!(sentence.entry.name, "allow" | "deny"));
    sentences.filter_map(|sentence| statement(sentence, to)).collect()
}

fn statement<'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) -> Option<Statement<'a>> {
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
    let targets: Vec<Target<'a>> = resources.iter().map(|argument| target(&argument.value, to)).collect();
    let (resources, condition) = there(targets, sentence.condition.clone(), to);
    let effect = if sentence.entry.name == "deny" { "Deny" } else { "Allow" };
    (!actions.is_empty() && !resources.is_empty()).then(|| {
        let entries =
            [("Effect", Value::text(effect)), ("Action", Value::list(actions)), ("Resource", Value::list(resources))];
        Statement { value: Value::map(entries), condition }
    })
}

/// The resources of a statement, each where it is there, and the condition under which any is: nobody is allowed
/// anything on what does not exist.
pub fn there<'a>(
    targets: Vec<Target<'a>>,
    own: Condition<'a>,
    to: &Lowering<'_, 'a>,
) -> (Vec<Value<'a>>, Condition<'a>) {
    let own = to.besides(own, &[to.condition()]);
    let conditions: Vec<Condition<'a>> =
        targets.iter().map(|target| to.besides(target.condition.clone(), &[to.condition(), &own])).collect();
    let any = to.any_of(conditions.iter().cloned());
    let resources = targets.into_iter().zip(conditions).flat_map(|(target, condition)| {
        let condition = to.besides(condition, &[&any]);
        target.values.into_iter().map(move |value| where_holds(&condition, value, None))
    });
    (resources.collect(), to.all_of([own, any]))
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
        // Nobody is allowed anything on what is there in no case.
        if to.values().dropped(name, value.span).is_some() {
            return None;
        }
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

/// What a statement is about.
fn target<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Target<'a> {
    let ExprKind::Word(word) = value.kind else {
        return Target { values: plain(value, to).into_iter().collect(), condition: None };
    };
    let found = to.values().look_up(word, value.span);
    let declaration = to.values().declaration(word, value.span).or(to.values().declared(found.meaning));
    let values = match declaration.filter(|_| found.rest.is_none()) {
        Some(declaration) => declared(declaration, value, to),
        None => plain(value, to).into_iter().collect(),
    };
    Target { values, condition: declaration.and_then(|declaration| declaration.condition.clone()) }
}

/// A bucket stands for itself and for the objects in it.
fn declared<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let mut arns = super::arns::of(declaration, value.span, to);
    if declaration.resource_type() == "AWS::S3::Bucket" {
        let objects: Vec<_> = arns.iter().map(|arn| together(vec![arn.clone(), Value::text("/*")])).collect();
        arns.extend(objects);
    }
    arns
}
