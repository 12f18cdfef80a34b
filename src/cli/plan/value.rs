//! A value in one line.

use super::lines::fitting;
use crate::format::width;
use crate::plan::Shown;
use crate::template::Value;

/// What is shown of a value at most.
const LONGEST: usize = 160;

/// A value as people read it, in at most so many columns.
pub fn text(shown: &Shown, room: usize) -> String {
    let text = match shown {
        Shown::Value(value) => plain(value),
        Shown::Secret => "(secret)".to_owned(),
        Shown::Unknown => "(not known yet)".to_owned(),
    };
    let clean = crate::cli::render::line(&text);
    let room = room.min(LONGEST);
    if width(&clean) <= room { clean } else { format!("{}…", fitting(&clean, room.saturating_sub(1))) }
}

/// References stand as people write them; functions and what holds several stand as JSON.
fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Ref(id) => id.to_string(),
        Value::GetAtt(target) => format!("{}.{}", target.0, target.1),
        Value::Sub(text) => format!("{text:?}"),
        Value::Text(text) | Value::Dynamic(text) => format!("{text:?}"),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Intrinsic(function, argument) => {
            let inner = plain(argument);
            let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(&inner);
            format!("{}({inner})", function.trim_start_matches("Fn::"))
        }
    }
}
