//! Whether an entry is there once conditions are decided.

use crate::template::{Entry, Value};

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// A condition decides.
    Maybe,
}

/// The value of this key.
pub fn value<'v, 'a>(entries: &'v [Entry<'a>], key: &str) -> Option<&'v Value<'a>> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Whether an entry of this key is there.
pub fn of(entries: &[Entry<'_>], key: &str) -> Presence {
    match value(entries, key) {
        Some(value) => of_value(value),
        None if entries.iter().any(|(name, _)| is_expanded(name)) => Presence::Maybe,
        None => Presence::No,
    }
}

/// Whether a value is there: `AWS::NoValue` takes the entry away.
pub fn of_value(value: &Value<'_>) -> Presence {
    match value {
        Value::Ref(id) if id == "AWS::NoValue" => Presence::No,
        Value::Intrinsic("Fn::If", argument) => match &**argument {
            Value::List(parts) if parts.len() == 3 => match (of_value(&parts[1]), of_value(&parts[2])) {
                (one, other) if one == other => one,
                _ => Presence::Maybe,
            },
            _ => Presence::Maybe,
        },
        Value::Null | Value::Intrinsic("Fn::Transform", _) => Presence::Maybe,
        _ => Presence::Yes,
    }
}

/// Whether a key stands for entries that a function makes: a loop, a transform, or a condition around all of them.
pub fn is_expanded(key: &str) -> bool {
    key.starts_with("Fn::")
}
