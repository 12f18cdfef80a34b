//! What a plan does not show: secrets that stand in a template as they are.

use super::path::{Path, Step};
use super::shown::Shown;
use crate::template::{Entry, Value};

/// Words in the name of a place that holds a secret.
const SECRETS: [&str; 10] = [
    "password",
    "passwd",
    "secret",
    "token",
    "credential",
    "privatekey",
    "apikey",
    "accesskey",
    "passphrase",
    "authkey",
];
/// Endings of names that are about a secret and hold none.
const ABOUT: [&str; 18] = [
    "arn", "arns", "id", "ids", "name", "version", "length", "type", "enabled", "days", "lifetime", "period", "policy",
    "validity", "units", "endpoint", "url", "schedule",
];

/// Whether entries are a name and a value, and the name says that the value is a secret.
pub(super) fn is_secret_pair(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|(key, name)| {
        matches!(key.as_ref(), "Name" | "Key") && matches!(name, Value::Text(name) if is_secret(name))
    })
}

/// A value as it may be shown at this place.
pub(super) fn shown(path: &Path, is_secret: bool, value: &Value<'_>) -> Shown {
    if (is_secret || path.0.iter().any(is_about_secret)) && has_text(value) {
        return Shown::Secret;
    }
    Shown::Value(without(value))
}

/// The same for what somebody else says of this place.
pub fn concealed(path: &Path, said: Shown) -> Shown {
    match said {
        Shown::Value(value) => shown(path, false, &value),
        Shown::Secret | Shown::Unknown => said,
    }
}

fn is_about_secret(step: &Step) -> bool {
    match step {
        Step::Key(key) => is_secret(key),
        Step::Item(_) => false,
    }
}

fn is_secret(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    SECRETS.iter().any(|word| plain.contains(word)) && !ABOUT.iter().any(|ending| plain.ends_with(ending))
}

/// Whether a value has a text of its own: one that names where a secret lies may be shown.
fn has_text(value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => !text.starts_with("{{resolve:"),
        Value::List(items) => items.iter().any(has_text),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_text(value)),
        Value::Intrinsic(_, argument) => has_text(argument),
        Value::Sub(_) => true,
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => false,
        Value::Dynamic(_) | Value::Ref(_) | Value::GetAtt(_) => false,
    }
}

/// The same value with stars in the place of secrets deeper inside, such as in the pair of a name and a value.
fn without(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::List(items) => Value::list(items.iter().map(without).collect::<Vec<_>>()),
        Value::Map(entries) => {
            let named = is_secret_pair(entries);
            let hidden =
                |key: &str, value: &Value<'_>| (is_secret(key) || named && matches!(key, "Value")) && has_text(value);
            let entries = entries.iter().map(|(key, value)| {
                let value = if hidden(key, value) { Value::text("****") } else { without(value) };
                (key.to_string().into(), value)
            });
            Value::Map(crate::template::Items::Owned(entries.collect()))
        }
        other => other.clone().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_place() {
        let text = Value::text("hunter2");
        for path in ["MasterUserPassword", "SecretString", "Environment.Variables.API_KEY", "AuthToken"] {
            assert_eq!(shown(&Path::of(path), false, &text), Shown::Secret, "{path}");
        }
        for path in ["SecretArn", "KeyName", "PasswordLength", "TokenValidity.Days", "KmsKeyId"] {
            assert_ne!(shown(&Path::of(path), false, &text), Shown::Secret, "{path}");
        }
        let reference = Value::Dynamic("{{resolve:secretsmanager:db}}".into());
        assert_eq!(shown(&Path::of("MasterUserPassword"), false, &reference), Shown::Value(reference));
    }

    #[test]
    fn secrets_inside_are_starred() {
        let pair = Value::map([("Name", Value::text("DB_PASSWORD")), ("Value", Value::text("hunter2"))]);
        let starred = Value::map([("Name", Value::text("DB_PASSWORD")), ("Value", Value::text("****"))]);
        assert_eq!(shown(&Path::of("Environment"), false, &pair), Shown::Value(starred));
    }
}
