//! What may stand in a place.

use super::limits::{self, Limit};
use super::listed;
use super::property::Property;
use super::rules::{self, Rule};
use super::wants::{self, Wants};
use crate::schema::{Place, Types, Values};
use serde::Serialize;

/// How many lists, maps and alternatives within each other are described.
const DEEPEST: usize = 4;

/// So many types are as good as all.
const MANY: usize = 5;

/// What a property, an item or a value accepts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Accepts {
    /// Its type in words: `text`, `whole number`, `list of Tag`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of its definition.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub definition: &'static str,
    /// The only values, when there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
    /// What holds without it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub default: &'static str,
    /// Lengths and ranges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// What a text looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// Which kind of thing is wanted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Wants>,
    /// What each item of a list is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Accepts>>,
    /// What each value of a map is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map_values: Option<Box<Accepts>>,
    /// What the keys of a map look like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<Pattern>,
    /// Forms, one of which it has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<Accepts>,
    /// What must be there together, and what must not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The properties inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
}

/// A pattern of ECMAScript that a text must contain a match of.
pub type Pattern = &'static str;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The properties inside too.
    Whole,
    /// Only what the place itself is.
    Brief,
}

/// What may stand in a place. `way` is the path that leads there, for what is marked by paths.
pub fn of(place: Place, way: &str, detail: Detail) -> Accepts {
    at(place, way, detail, 0)
}

fn at(place: Place, way: &str, detail: Detail, depth: usize) -> Accepts {
    let deeper = |inner: Place| (depth < DEEPEST).then(|| Box::new(at(inner, way, detail, depth + 1)));
    let (keys, value) = map_of(place).unwrap_or_default();
    let types = place.types();
    Accepts {
        kind: words(place, 0),
        definition: place.layers().map(|layer| layer.node.name).find(|name| !name.is_empty()).unwrap_or_default(),
        values: place.choices().to_vec(),
        default: first(place, |layer| layer.node.default),
        limits: limits::of(place),
        pattern: place.layers().find_map(|layer| layer.node.pattern.as_ref()).map(crate::schema::Pattern::text),
        wants: wants::of(place),
        items: place.items().filter(|_| types.accepts(Types::ARRAY)).and_then(deeper),
        map_values: value.and_then(deeper),
        keys,
        forms: rules::forms(place).into_iter().filter_map(deeper).map(|form| *form).collect(),
        rules: rules::of(place),
        properties: match detail {
            Detail::Whole => listed::properties(place).iter().map(|one| Property::brief(place.of, one, way)).collect(),
            Detail::Brief => Vec::new(),
        },
    }
}

fn first(place: Place, get: fn(Place) -> &'static str) -> &'static str {
    place.layers().map(get).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The keys and values of a map whose keys are free.
pub fn map_of(place: Place) -> Option<(Option<Pattern>, Option<Place>)> {
    place.layers().find_map(|layer| match &layer.node.values {
        Values::Typed(entries) => {
            entries.first().map(|(pattern, id)| (pattern.as_ref().map(|one| one.text()), Some(layer.at(*id))))
        }
        Values::Closed | Values::Empty | Values::Open => None,
    })
}

/// The type of a place in words.
pub fn words(place: Place, depth: usize) -> String {
    let forms = rules::forms(place);
    if !forms.is_empty() && depth < DEEPEST && !place.layers().any(|layer| !layer.node.types.is_any()) {
        return joined(forms.into_iter().map(|form| words(form, depth + 1)));
    }
    let types = place.types();
    match first(place, |layer| layer.node.form) {
        "date-time" => return "point in time".to_owned(),
        "ipv4-network" => return "CIDR block".to_owned(),
        "ipv6-network" => return "IPv6 CIDR block".to_owned(),
        "uri" => return "URL".to_owned(),
        "json" => return "JSON".to_owned(),
        _ => {}
    }
    if types.is_any() {
        return if listed::properties(place).is_empty() { "anything" } else { "map" }.to_owned();
    }
    joined(types.names().map(|name| named(name, place, depth)))
}

/// One of the types of a place in words.
fn named(name: &str, place: Place, depth: usize) -> String {
    let is_shallow = depth < DEEPEST;
    match name {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "object" => match map_of(place).and_then(|(_, value)| value).filter(|_| is_shallow) {
            Some(value) => format!("map of {}", called(value, depth)),
            None => "map".to_owned(),
        },
        "array" => match place.items().filter(|_| is_shallow) {
            Some(items) => format!("list of {}", called(items, depth)),
            None => "list".to_owned(),
        },
        _ => "nothing".to_owned(),
    }
}

/// Items and values by the name of their definition, where that says more than `map`.
fn called(place: Place, depth: usize) -> String {
    let words = words(place, depth + 1);
    let name = first(place, |layer| layer.node.name);
    match words.as_str() {
        "map" if name.is_empty() => "maps".to_owned(),
        "map" => name.to_owned(),
        _ => words,
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts.filter(|part| part != "nothing") {
        if !all.contains(&part) {
            all.push(part);
        }
    }
    // Whoever reads that all of them are possible has learnt nothing.
    match all.len() {
        0 => "nothing".to_owned(),
        few if few < MANY => all.join(" or "),
        _ => "anything".to_owned(),
    }
}
