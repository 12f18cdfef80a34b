//! `output x = value < description, export >`: what a stack tells its caller.

use super::{Entries, Values, wrong_type};
use crate::diagnostic::{Diagnostic, Edit};
use crate::lower::MAX_DESCRIPTION;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Name};
use crate::template::{self, Text, Value};
use crate::words::existing::exports;

/// An output of the stack.
#[derive(Debug)]
pub struct Output<'a> {
    /// Its logical id in the template.
    pub id: Text<'a>,
    /// Its name.
    pub name: Name<'a>,
    /// The whole statement.
    pub span: Span,
    /// Its value as written.
    pub value: Span,
    /// The name by which others import it, and where that is said.
    pub export: Option<(Value<'a>, Span)>,
    /// `Value`, `Description` … of the template; the export comes behind them.
    pub attributes: Vec<template::Entry<'a>>,
}

/// Puts an output together.
pub fn read<'a>(
    written: &ast::Output<'a>,
    entries: Entries<'a>,
    condition: Option<Text<'a>>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Output<'a> {
    let id = super::input::id(written.name, written.former, values.stack.scopes.prefix(written.name.span));
    let mut attributes: Vec<template::Entry<'a>> = Vec::new();
    attributes.extend(condition.map(|condition| ("Condition".into(), Value::Text(condition))));
    attributes.extend(entries.value("description").map(|description| ("Description".into(), description.clone())));
    attributes.extend(one_value(&written.value, values, problems).map(|value| ("Value".into(), value)));
    problems.extend(long_description(&entries));
    let export = export(&id, &entries);
    attributes.extend(entries.properties.into_iter().map(|property| (property.name.text.into(), property.value)));
    Output { id, name: written.name, span: written.span, value: written.value.span, export, attributes }
}

/// CloudFormation's outputs are texts.
fn one_value<'a>(expr: &Expr<'a>, values: Values<'_, 'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let value = values.any(expr, None, problems)?;
    if matches!(value, Value::List(_)) || values.is_list(expr) {
        problems.push(list(expr));
        return None;
    }
    if let Value::Map(_) = value {
        problems.push(wrong_type("a text", expr).help("an output is one text: write json(…) around the map"));
        return None;
    }
    Some(value)
}

fn list(expr: &Expr<'_>) -> Diagnostic {
    let problem = Diagnostic::error("wrong-type", "expected a text, found a list: an output is one text")
        .label(expr.span, "expected a text")
        .help("put its items together: join(\",\", …)");
    if let ExprKind::Word(word) = expr.kind {
        let joined = format!("join(\",\", {word})");
        return problem.fix(format!("write `{joined}`"), expr.span, joined);
    }
    let around = [(expr.span.start, "join(\",\", "), (expr.span.end, ")")];
    let edits = around.map(|(at, text)| Edit { span: Span { start: at, end: at }, text: text.to_owned() });
    problem.fix_edits("put the items together", edits.into())
}

fn long_description(entries: &Entries<'_>) -> Option<Diagnostic> {
    let length = entries.text("description")?.len();
    let setting = entries.setting("description").filter(|_| length > MAX_DESCRIPTION)?;
    let message = format!("an output's description has at most {MAX_DESCRIPTION} bytes, found {length}");
    let problem = Diagnostic::error("out-of-range", message).label(setting.span, "too long");
    Some(problem.help("say the rest in a comment; letters outside of ASCII take two to four bytes each"))
}

/// The name that is given, or the stack's with the output's own.
fn export<'a>(id: &Text<'a>, entries: &Entries<'a>) -> Option<(Value<'a>, Span)> {
    let setting = entries.setting("export")?;
    match entries.value("export")? {
        Value::Bool(false) => None,
        Value::Bool(true) => Some((exports::name(Value::reference("AWS::StackName"), id), setting.span)),
        name => Some((name.clone(), setting.span)),
    }
}
