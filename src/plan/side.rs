//! A template with what is known of it before it is deployed: values of parameters, and the conditions that follow.

use super::fold;
use crate::template::{Resource, Template, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// Conditions that are made of others deeper than this are not known.
const DEEPEST: usize = 64;

/// One of the two templates that a plan compares.
pub struct Side<'t> {
    /// The template.
    pub template: &'t Template<'t>,
    /// The values of parameters, by logical id, as far as they are known.
    pub values: FxHashMap<String, String>,
}

impl<'t> Side<'t> {
    /// A template of which no values are known.
    pub fn new(template: &'t Template<'t>) -> Self {
        Self { template, values: FxHashMap::default() }
    }

    /// The same with the values of parameters, by logical id.
    #[must_use]
    pub fn with(mut self, values: impl IntoIterator<Item = (String, String)>) -> Self {
        self.values.extend(values);
        self
    }
}

/// Whether a resource is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence<'t> {
    /// It is.
    There,
    /// It is under this condition, of which nobody knows whether it holds.
    Perhaps(&'t str),
    /// It is not.
    Absent,
}

/// A side whose values and conditions are worked out.
pub(super) struct View<'t> {
    pub template: &'t Template<'t>,
    /// The values of parameters that are known and may be shown.
    pub known: FxHashMap<&'t str, Value<'t>>,
    /// The parameters that are secrets.
    pub secret: FxHashSet<&'t str>,
    /// The conditions of which it is known whether they hold.
    holds: FxHashMap<&'t str, bool>,
    conditions: FxHashMap<&'t str, &'t Value<'t>>,
    mappings: FxHashMap<&'t str, &'t Value<'t>>,
}

impl<'t> View<'t> {
    /// Works out what follows from the values that are known.
    pub fn new(template: &'t Template<'t>, values: &FxHashMap<String, String>) -> Self {
        let mut view = Self {
            template,
            known: FxHashMap::default(),
            secret: FxHashSet::default(),
            holds: FxHashMap::default(),
            conditions: template.conditions.iter().map(|(name, value)| (name.as_ref(), value)).collect(),
            mappings: template.mappings.iter().map(|(name, value)| (name.as_ref(), value)).collect(),
        };
        for parameter in &template.parameters {
            let kind = attribute(&parameter.attributes, "Type").and_then(text).unwrap_or("String");
            if is_secret(&parameter.attributes) {
                view.secret.insert(&parameter.id);
            } else if let Some(value) = values.get(parameter.id.as_ref())
                && !kind.starts_with("AWS::SSM::Parameter::Value")
            {
                view.known.insert(&parameter.id, typed(kind, value));
            }
        }
        view.holds = view.conditions.keys().filter_map(|name| Some((*name, view.condition(name, 0)?))).collect();
        view
    }

    /// Whether a condition holds, where that is known.
    pub fn holds(&self, name: &str) -> Option<bool> {
        self.holds.get(name).copied()
    }

    /// What a condition is made of.
    pub fn definition(&self, name: &str) -> Option<&'t Value<'t>> {
        self.conditions.get(name).copied()
    }

    /// A whole mapping.
    pub fn mapping(&self, name: &str) -> Option<&'t Value<'t>> {
        self.mappings.get(name).copied()
    }

    /// Whether a resource is there.
    pub fn presence(&self, resource: &'t Resource<'t>) -> Presence<'t> {
        let Some(name) = attribute(&resource.attributes, "Condition").and_then(text) else { return Presence::There };
        match self.holds(name) {
            Some(true) => Presence::There,
            Some(false) => Presence::Absent,
            None => Presence::Perhaps(name),
        }
    }

    fn condition(&self, name: &str, depth: usize) -> Option<bool> {
        if depth > DEEPEST { None } else { self.truth(self.definition(name)?, depth) }
    }

    fn truth(&self, value: &Value<'t>, depth: usize) -> Option<bool> {
        let Value::Intrinsic(function, argument) = value else { return None };
        let parts = match argument.as_ref() {
            Value::List(parts) => &**parts,
            one => std::slice::from_ref(one),
        };
        match (*function, parts) {
            ("Condition", [Value::Text(name)]) => self.condition(name, depth + 1),
            ("Fn::Not", [one]) => self.truth(one, depth + 1).map(|holds| !holds),
            ("Fn::And", all) => decided(all.iter().map(|one| self.truth(one, depth + 1)), false),
            ("Fn::Or", all) => decided(all.iter().map(|one| self.truth(one, depth + 1)), true),
            ("Fn::Equals", [one, other]) => self.equal(one, other),
            (_, _) => None,
        }
    }

    fn equal(&self, one: &Value<'t>, other: &Value<'t>) -> Option<bool> {
        let (one, other) = (fold::value(self, one)?, fold::value(self, other)?);
        if fold::is_same(&one, &other) {
            return Some(true);
        }
        (fold::is_literal(&one) && fold::is_literal(&other)).then_some(false)
    }
}

/// What some answers come to together: one that decides decides, and one that is not known leaves it open.
fn decided(answers: impl Iterator<Item = Option<bool>>, decides: bool) -> Option<bool> {
    let mut open = false;
    for answer in answers {
        match answer {
            Some(holds) if holds == decides => return Some(decides),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!decides) }
}

/// An attribute of a parameter, a resource or an output.
pub(super) fn attribute<'v, 't>(
    all: &'v [(crate::template::Text<'t>, Value<'t>)],
    name: &str,
) -> Option<&'v Value<'t>> {
    all.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A text, where a value is one.
pub(super) fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether nobody is to see the value of a parameter.
pub(super) fn is_secret(attributes: &[(crate::template::Text<'_>, Value<'_>)]) -> bool {
    let said = attribute(attributes, "NoEcho").and_then(fold::scalar);
    said.is_some_and(|said| said.eq_ignore_ascii_case("true"))
}

/// A value as a parameter of this type gives it.
fn typed<'t>(kind: &str, value: &str) -> Value<'t> {
    if kind == "CommaDelimitedList" || kind.starts_with("List<") {
        let items = value.split(',').map(|item| Value::text(item.trim().to_owned()));
        return Value::list(items.collect::<Vec<_>>());
    }
    Value::text(value.to_owned())
}
