//! How long a policy is as IAM counts it: JSON without white space.

use crate::template::Value;

/// The characters of a document. A reference counts as nothing, because nobody knows its length before the deploy.
pub fn of(value: &Value<'_>) -> usize {
    match value {
        Value::Null => 4,
        Value::Bool(on) => on.to_string().len(),
        Value::Int(number) => number.to_string().len(),
        Value::Float(number) => number.to_string().len(),
        Value::Text(text) => text_of(text),
        Value::Sub(text) => text_of(&without_references(text)),
        Value::List(items) => items.iter().map(|item| of(item) + 1).sum::<usize>() + 1 + usize::from(items.is_empty()),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| text_of(key) + of(value) + 2).sum::<usize>()
                + 1
                + usize::from(entries.is_empty())
        }
        Value::Dynamic(_) | Value::Ref(_) | Value::GetAtt(_) | Value::Intrinsic(..) => 2,
    }
}

/// A text with its quotes; `"` and `\` take a backslash. White space is not counted.
fn text_of(text: &str) -> usize {
    let length = |c: char| match c {
        '"' | '\\' => 2,
        c if c.is_whitespace() => 0,
        _ => 1,
    };
    2 + text.chars().map(length).sum::<usize>()
}

fn without_references(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split("${");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('}') {
            Some((reference, rest)) if !reference.starts_with('!') => out.push_str(rest),
            _ => {
                out.push_str("${");
                out.push_str(part.trim_start_matches('!'));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_compact_json_has() {
        let statement = Value::map([
            ("Action", Value::list([Value::text("s3:Get*"), Value::text("a \"b\"")])),
            ("Deny", Value::Bool(false)),
        ]);
        let json = r#"{"Action":["s3:Get*","a\"b\""],"Deny":false}"#;
        assert_eq!(of(&statement), json.len());
        assert_eq!(of(&Value::list([])), "[]".len());
        assert_eq!(of(&Value::map([])), "{}".len());
    }

    #[test]
    fn references_count_as_nothing() {
        assert_eq!(of(&Value::sub("${Uploads.Arn}/*")), "\"/*\"".len());
        assert_eq!(of(&Value::sub("${!kept}/*")), "\"${kept}/*\"".len());
    }
}
