//! `param x: type = default < … >`: what is asked for when the stack is deployed.

mod check;
mod constraints;
mod kind;
mod types;

pub use check::{Accepted, check_value};
pub use kind::Kind;
pub use types::{Form, Identifier, TYPES};

use super::body::Reader;
use super::{Entries, SettingValue};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::template::{self, Text, Value};

/// An input of the stack.
#[derive(Debug)]
pub struct Input<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// The whole statement.
    pub span: Span,
    /// Its logical id in the template.
    pub id: Text<'a>,
    /// What it may be.
    pub kind: Kind,
    /// `Type`, `Default`, `Description` … of the template.
    pub attributes: Vec<template::Entry<'a>>,
}

impl Input<'_> {
    /// Whether nobody is to see its value.
    pub fn is_secret(&self) -> bool {
        self.attributes.iter().any(|(name, value)| name == "NoEcho" && matches!(value, Value::Bool(true)))
    }
}

/// The logical id: the one that `was "…"` gives, or the name in PascalCase behind the prefix of its file, the former one
/// if `was` gives that.
pub fn id<'a>(name: Name<'a>, former: Option<Name<'a>>, prefix: &str) -> Text<'a> {
    match former {
        Some(exact) if exact.is_quoted() => exact.text.into(),
        former => (prefix.to_owned() + &super::logical_id(former.unwrap_or(name).text)).into(),
    }
}

/// The type of a parameter, where nothing is to be said of it.
pub fn kind_of(parameter: &ast::Parameter<'_>) -> Kind {
    begin(parameter, &mut Vec::new()).kind
}

/// Reads a parameter's type; its body waits until all names are known.
pub fn begin<'a>(parameter: &ast::Parameter<'a>, problems: &mut Vec<Diagnostic>) -> Input<'a> {
    let kind = match (&parameter.kind, &parameter.default) {
        (Some(written), _) => kind::read(written, problems),
        (None, Some(default)) => kind::of_default(default),
        (None, None) => Kind::STRING,
    };
    let id = id(parameter.name, parameter.former, "");
    Input { name: parameter.name, span: parameter.span, id, kind, attributes: Vec::new() }
}

/// The attributes of a parameter in the template.
pub fn attributes<'a>(
    parameter: &ast::Parameter<'a>,
    kind: Kind,
    reader: Reader<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<template::Entry<'a>> {
    let entries = parameter.body.as_ref().map(|body| reader.read(body, problems)).unwrap_or_default();
    let mut attributes = vec![("Type".into(), Value::text(kind.name()))];
    // A type of CloudFormation's own is checked by CloudFormation alone.
    let kind = entries.property("Type").map_or(kind, |_| Kind::STRING);
    let accepted = Accepted { name: parameter.name, kind, constraints: &entries };
    constraints::check(accepted, problems);
    let default = parameter.default.as_ref().and_then(|default| default_of(accepted, default, reader, problems));
    attributes.extend(default.map(|default| ("Default".into(), default)));
    describe(&entries, kind, &mut attributes);
    for property in entries.properties {
        set(&mut attributes, property.name.text, property.value);
    }
    attributes
}

fn default_of<'a>(
    accepted: Accepted<'_, 'a>,
    default: &ast::Expr<'a>,
    reader: Reader<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let value = check_value(accepted, default, reader.values, problems)?;
    if !is_known(&value) {
        problems.push(super::value::known_at_build("a default", default));
        return None;
    }
    problems.extend(secret_in_source(accepted, &value, default.span));
    Some(match value {
        list @ Value::List(_) => joined(list),
        Value::Bool(on) => Value::text(if on { "true" } else { "false" }),
        value => value,
    })
}

/// A secret whose value is known at build; an empty one is none.
pub fn secret_in_source(accepted: Accepted<'_, '_>, value: &Value<'_>, span: Span) -> Option<Diagnostic> {
    if !accepted.is_secret() || !is_known(value) || *value == Value::text("") {
        return None;
    }
    let message = format!("the value of `{}` is in the template, where everybody can read it", accepted.name.text);
    let problem = Diagnostic::warning("secret-in-source", message)
        .label(span, "no secret any more")
        .label(accepted.name.span, "declared as a secret");
    Some(problem.help("ask for it with a `param` that has no default, and give the value when the stack is deployed"))
}

/// What the template says of the values, besides the default.
fn describe<'a>(entries: &Entries<'a>, kind: Kind, attributes: &mut Vec<template::Entry<'a>>) {
    if kind.is_secret() {
        set(attributes, "NoEcho", Value::Bool(true));
    }
    if let Some(allowed) = kind.allowed() {
        set(attributes, "AllowedValues", Value::list(allowed.map(Value::text)));
    }
    if let Some((pattern, said)) = kind.form().pattern()
        && entries.setting("allowed").is_none()
        && entries.setting("pattern").is_none()
    {
        set(attributes, "AllowedPattern", Value::text(pattern));
        set(attributes, "ConstraintDescription", Value::text(said));
    }
    for setting in &entries.settings {
        let SettingValue::Value(value) = &setting.value else { continue };
        let attribute = match (setting.entry.name, kind.is_number()) {
            ("min", true) => "MinValue",
            ("min", false) => "MinLength",
            ("max", true) => "MaxValue",
            ("max", false) => "MaxLength",
            _ => setting.entry.property,
        };
        set(attributes, attribute, value.clone());
    }
}

fn set<'a>(attributes: &mut Vec<template::Entry<'a>>, name: &'a str, value: Value<'a>) {
    match attributes.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => attributes.push((name.into(), value)),
    }
}

/// A list as CloudFormation takes it for a default: its items with commas between.
fn joined(value: Value<'_>) -> Value<'_> {
    let Value::List(items) = &value else { return value };
    let texts = items.iter().map(|item| match item {
        Value::Text(text) | Value::Dynamic(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => String::new(),
    });
    Value::text(texts.collect::<Vec<_>>().join(","))
}

/// Whether a value holds no intrinsic function.
pub fn is_known(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => true,
        Value::List(items) => items.iter().all(is_known),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    }
}
