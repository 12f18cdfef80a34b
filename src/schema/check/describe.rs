//! Values and types in words.

use crate::schema::{Place, Types};
use crate::suggest;
use crate::template::Value;

/// The longest text that a message repeats.
const LONGEST: usize = 60;

/// What a value is.
pub fn value<'v>(value: &'v Value<'_>, called: impl Fn(&'v str) -> &'v str) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(on) => format!("`{on}`"),
        Value::Int(number) => format!("the number {number}"),
        Value::Float(number) => format!("the number {number}"),
        Value::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Value::Text(text) => format!("the text `{}`", shortened(text)),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
        Value::Ref(id) => format!("a reference to `{}`", called(id)),
        Value::GetAtt(target) => format!("`{}.{}`", called(&target.0), target.1),
        Value::Sub(_) | Value::Dynamic(_) => "a text".to_owned(),
        Value::Intrinsic(name, _) => format!("what `{name}` gives"),
    }
}

/// The start of a text that is long.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text as it stands in a message.
pub fn quoted(text: &str) -> String {
    if text.is_empty() { "an empty text".to_owned() } else { format!("`{}`", shortened(text)) }
}

/// What a place accepts.
pub fn wanted(place: Place) -> String {
    let choices = place.choices();
    if !choices.is_empty() {
        return suggest::one_of(choices.iter().copied());
    }
    types(place.types())
}

/// Types of JSON, with their articles.
pub fn types(types: Types) -> String {
    let named: Vec<&str> = types
        .names()
        .map(|name| match name {
            "string" => "a text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "`true` or `false`",
            "object" => "a map",
            "array" => "a list",
            _ => "nothing",
        })
        .collect();
    if named.is_empty() { "nothing".to_owned() } else { named.join(" or ") }
}
