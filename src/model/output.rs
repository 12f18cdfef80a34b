//! `output x = value < description, export >`: what a stack tells its caller.

use super::{Entries, Values};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::template::{self, Text, Value};

/// An output of the stack.
#[derive(Debug)]
pub struct Output<'a> {
    /// Its logical id in the template.
    pub id: Text<'a>,
    /// Its name.
    pub name: Name<'a>,
    /// `Value`, `Description`, `Export` … of the template.
    pub attributes: Vec<template::Entry<'a>>,
    /// The whole statement.
    pub span: Span,
}

/// Puts an output together.
pub fn read<'a>(
    written: &ast::Output<'a>,
    entries: Entries<'a>,
    condition: Option<Text<'a>>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Output<'a> {
    let mut attributes: Vec<template::Entry<'a>> = Vec::new();
    attributes.extend(condition.map(|condition| ("Condition".into(), Value::Text(condition))));
    attributes.extend(entries.value("description").map(|description| ("Description".into(), description.clone())));
    attributes.extend(values.any(&written.value, None, problems).map(|value| ("Value".into(), value)));
    let export = entries.value("export").map(|name| Value::map([("Name", name.clone())]));
    attributes.extend(export.map(|export| ("Export".into(), export)));
    attributes.extend(entries.properties.into_iter().map(|property| (property.name.text.into(), property.value)));
    let id = super::input::id(written.name, written.former);
    Output { id, name: written.name, attributes, span: written.span }
}
