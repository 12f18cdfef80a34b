//! What the inputs of conditions may be.

use super::Circumstance;
use super::test::literal;
use crate::template::{Entry, Items, Parameter, Value, names_in};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a variable stands for.
#[derive(Debug, PartialEq)]
pub enum Of<'t> {
    /// A parameter, or what CloudFormation knows of the stack.
    Input(&'t str),
    /// A test that is not looked into.
    Value(&'t Value<'t>),
    /// A condition that is not there, or not looked into.
    Unknown(String),
    /// A rule that is not looked into.
    Rule,
}

/// Something that is not known before the deploy: an input, or whether a test holds.
#[derive(Debug)]
pub struct Variable<'t> {
    pub of: Of<'t>,
    /// The texts that an input is compared with; its value is the position of one, or their number for any other text.
    pub texts: Vec<Cow<'t, str>>,
}

/// A value that a variable may have.
#[derive(Debug)]
pub struct Possible {
    pub value: usize,
    /// Whether it surely can.
    pub sure: bool,
}

/// How parameters are looked up.
type Lookup<'l, 't> = &'l dyn Fn(&str) -> Option<&'t Parameter<'t>>;

impl<'t> Variable<'t> {
    /// The names that it depends on.
    pub fn names(&self) -> BTreeSet<&str> {
        match &self.of {
            Of::Input(id) => BTreeSet::from([*id]),
            Of::Value(value) => super::names(value),
            Of::Unknown(_) | Of::Rule => BTreeSet::from([""]),
        }
    }

    /// What it may be.
    pub fn possible(&self, parameter: Lookup<'_, 't>, all: &[Variable<'t>]) -> Vec<Possible> {
        match self.of {
            Of::Input(id) => self.of_input(id, parameter),
            // What depends on the same things may not be as it likes.
            Of::Value(_) => {
                let names = self.names();
                let is_alone = |other: &Variable<'_>| std::ptr::eq(other, self) || other.names().is_disjoint(&names);
                both(!names.contains("") && all.iter().all(is_alone))
            }
            Of::Unknown(_) | Of::Rule => both(false),
        }
    }

    fn of_input(&self, id: &str, parameter: Lookup<'_, 't>) -> Vec<Possible> {
        let other = self.texts.len();
        let parameter = match parameter(id) {
            Some(parameter) => parameter,
            // What CloudFormation knows of the stack is never empty, and may be anything else. Another name is none.
            None => {
                let is_known = id.starts_with("AWS::") && id != "AWS::NoValue";
                let texts = self.texts.iter().enumerate().filter(|(_, text)| !(is_known && text.is_empty()));
                let values = texts.map(|(value, _)| value).chain([other]);
                return values.map(|value| Possible { value, sure: is_known }).collect();
            }
        };
        let may_be = |text: &str| may_be(parameter, text);
        let mut found: Vec<Possible> = Vec::with_capacity(other + 1);
        found.extend(self.texts.iter().enumerate().filter_map(|(value, text)| {
            let sure = may_be(text)?;
            Some(Possible { value, sure })
        }));
        match allowed(&parameter.attributes) {
            Some(allowed) if allowed.iter().all(|one| self.texts.contains(one)) => {}
            Some(_) => found.push(Possible { value: other, sure: true }),
            None => found.push(Possible { value: other, sure: has_many(parameter) }),
        }
        found
    }

    /// What it is where it has a value; none for what is no input.
    pub fn circumstance(&self, value: usize, parameter: Lookup<'_, 't>) -> Option<Circumstance> {
        let Of::Input(id) = self.of else { return None };
        let input = id.to_owned();
        if let Some(text) = self.texts.get(value) {
            return Some(Circumstance { input, texts: vec![text.to_string()], is: true });
        }
        let allowed = parameter(id).and_then(|parameter| allowed(&parameter.attributes)).unwrap_or_default();
        let others: Vec<String> =
            allowed.iter().filter(|one| !self.texts.contains(one)).map(|one| one.to_string()).collect();
        let is = !others.is_empty();
        let texts = if is { others } else { self.texts.iter().map(|text| text.to_string()).collect() };
        Some(Circumstance { input, texts, is })
    }
}

fn both(sure: bool) -> Vec<Possible> {
    [0, 1].map(|value| Possible { value, sure }).into()
}

fn attribute<'p>(attributes: &'p [Entry<'_>], name: &str) -> Option<&'p Value<'p>> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The values that a parameter is allowed to have, where that is said.
fn allowed<'p>(attributes: &'p [Entry<'_>]) -> Option<Vec<Cow<'p, str>>> {
    match attribute(attributes, "AllowedValues")? {
        Value::List(items) => items.iter().map(literal).collect(),
        _ => None,
    }
}

/// Whether a parameter may be a text: surely, maybe, or not at all.
fn may_be(parameter: &Parameter<'_>, text: &str) -> Option<bool> {
    if let Some(allowed) = allowed(&parameter.attributes) {
        return allowed.iter().any(|one| one == text).then_some(true);
    }
    if text.is_empty() && !may_be_empty(&parameter.attributes) {
        return None;
    }
    Some(attribute(&parameter.attributes, "AllowedPattern").is_none())
}

/// Whether a parameter can be left empty. CloudFormation looks up what its own types name, and numbers are numbers.
///
/// From the page "Specify existing resources at runtime with CloudFormation-supplied parameter types" of the User Guide.
pub fn may_be_empty(attributes: &[Entry<'_>]) -> bool {
    let kind = attribute(attributes, "Type").and_then(literal).unwrap_or_default();
    let least = attribute(attributes, "MinLength").and_then(literal).and_then(|least| least.parse::<i64>().ok());
    let is_allowed = allowed(attributes).is_none_or(|allowed| allowed.iter().any(|one| one.is_empty()));
    matches!(kind.as_ref(), "String" | "CommaDelimitedList" | "List<String>") && least.unwrap_or(0) < 1 && is_allowed
}

/// Whether a parameter surely may be something that it is not compared with: a pattern without a part that repeats or
/// chooses among letters may name what there is.
fn has_many(parameter: &Parameter<'_>) -> bool {
    match attribute(&parameter.attributes, "AllowedPattern") {
        Some(Value::Text(pattern)) => pattern.contains(['[', '*', '+', '{', '\\', '.']),
        Some(_) => false,
        None => true,
    }
}

/// Gathers the parameters and mappings that a value is made of; the empty name for what may be made of any.
pub fn gather<'v>(value: &'v Value<'_>, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Ref(id) => _ = found.insert(id),
        Value::GetAtt(target) => _ = found.insert(&target.0),
        Value::Sub(text) => found.extend(names_in(text)),
        Value::Dynamic(_) => _ = found.insert(""),
        Value::List(Items::Owned(items)) => items.iter().for_each(|item| gather(item, found)),
        Value::Map(Items::Owned(entries)) => entries.iter().for_each(|(_, value)| gather(value, found)),
        Value::Intrinsic(name, argument) => {
            if let (&"Fn::FindInMap", Value::List(parts)) = (name, argument.as_ref())
                && let Some(Value::Text(mapping)) = parts.first()
            {
                found.insert(mapping);
            }
            if matches!(*name, "Fn::RefAll" | "Fn::ValueOf" | "Fn::ValueOfAll" | "Condition" | "Fn::Transform") {
                found.insert("");
            }
            gather(argument, found);
        }
        Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) => {}
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
    }
}
