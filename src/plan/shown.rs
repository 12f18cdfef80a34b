//! A value as a plan shows it.

use crate::template::{Items, Value};
use serde::Serialize;

/// A value as a plan shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// What it is, or the function of CloudFormation that gives it.
    Value(Value<'static>),
    /// It is a secret.
    Secret,
    /// It is known only when the stack is deployed.
    Unknown,
}

impl Shown {
    /// A value that anybody may see.
    pub fn value(value: &Value<'_>) -> Self {
        Self::Value(value.clone().into_owned())
    }

    /// A value as a change set has it: a list or a map as JSON, anything else as it is.
    pub fn of_change_set(text: &str) -> Self {
        let parsed = if text.starts_with(['{', '[']) { serde_json::from_str(text).ok() } else { None };
        let plain = || Value::Text(text.to_owned().into());
        match text {
            "{{changeSet:KNOWN_AFTER_APPLY}}" => Self::Unknown,
            // What `NoEcho` hides comes as stars.
            "****" => Self::Secret,
            _ => Self::Value(parsed.map_or_else(plain, of_json)),
        }
    }
}

fn of_json(value: serde_json::Value) -> Value<'static> {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => Value::Text(text.into()),
        Json::Array(items) => Value::list(items.into_iter().map(of_json).collect::<Vec<_>>()),
        Json::Object(entries) => {
            Value::Map(Items::Owned(entries.into_iter().map(|(key, value)| (key.into(), of_json(value))).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        serde_json::to_string(&Shown::of_change_set(text)).expect("it is JSON")
    }

    #[test]
    fn values_of_change_sets() {
        assert_eq!(json("t3.micro"), r#"{"value":"t3.micro"}"#);
        assert_eq!(json(r#"[{"Key":"a","Value":1}]"#), r#"{"value":[{"Key":"a","Value":1}]}"#);
        assert_eq!(json("{not json"), r#"{"value":"{not json"}"#);
        assert_eq!(json("****"), r#""secret""#);
        assert_eq!(json("{{changeSet:KNOWN_AFTER_APPLY}}"), r#""unknown""#);
    }
}
