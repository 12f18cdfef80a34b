//! Values of parameters, from the command line and from files.

use super::args::Stack;
use super::order::did_you_mean;
use crate::cli::files;
use crate::deploy::Input;
use serde_json::Value;
use std::path::Path;

/// The values that the command line gives, by logical id; what it says itself goes before what a file says.
pub fn given(asked: &Stack, inputs: &[Input]) -> Result<Vec<(String, String)>, String> {
    let mut all = match &asked.params {
        Some(path) => of_file(path)?,
        None => Vec::new(),
    };
    for pair in &asked.parameters {
        let (name, value) =
            pair.split_once('=').ok_or_else(|| format!("`{pair}` gives no value: say -p name=value"))?;
        all.push((name.to_owned(), value.to_owned()));
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in all {
        let input = inputs.iter().find(|input| input.name == name || input.id == name);
        let input = input.ok_or_else(|| {
            let near = did_you_mean(&name, inputs.iter().map(|input| input.name.as_str()));
            format!("the file has no parameter `{name}`{near}")
        })?;
        found.retain(|(known, _)| *known != input.id);
        found.push((input.id.clone(), value));
    }
    Ok(found)
}

/// Values in a file: CloudFormation's own JSON, of the command line or of CodePipeline, or lines of `name = value`.
fn of_file(path: &Path) -> Result<Vec<(String, String)>, String> {
    let shown = path.display();
    let bytes = files::limited_file(path).map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{shown}: this is no text"))?;
    if text.trim_start().starts_with(['[', '{']) {
        let value: Value = serde_json::from_str(&text).map_err(|error| format!("{shown}: {error}"))?;
        return of_json(&value).ok_or_else(|| format!("{shown}: expected {JSON}"));
    }
    lines(&text).map_err(|line| format!("{shown}:{line}: expected name = value"))
}

const JSON: &str = "[{\"ParameterKey\": …, \"ParameterValue\": …}], {\"Parameters\": {…}}, or {\"name\": \"value\"}";

fn of_json(value: &Value) -> Option<Vec<(String, String)>> {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| Some((item.get("ParameterKey")?.as_str()?.to_owned(), plain(item.get("ParameterValue")?)?)))
            .collect(),
        Value::Object(entries) => match entries.get("Parameters") {
            Some(inner @ Value::Object(_)) => of_json(inner),
            _ => entries.iter().map(|(name, value)| Some((name.clone(), plain(value)?))).collect(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// A value as CloudFormation takes it: text; lists are separated by commas.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(items) => items.iter().map(plain).collect::<Option<Vec<_>>>().map(|items| items.join(",")),
        Value::Null | Value::Object(_) => None,
    }
}

/// Lines of `name = value`; the value may stand in quotes, and `#` begins a comment at the start of a line.
fn lines(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, value) = line.split_once('=').ok_or(at + 1)?;
        let value = value.trim();
        let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        found.push((name.trim().to_owned(), inner.unwrap_or(value).to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{lines, of_json};

    #[test]
    fn files_of_values() {
        let pairs = |text: &str| lines(text).expect("lines");
        assert_eq!(
            pairs("# a\nname = web\n\nkey=\"a b\"\n"),
            [("name".into(), "web".into()), ("key".into(), "a b".into())]
        );
        assert_eq!(lines("name = web\nnothing\n"), Err(2));
    }

    #[test]
    fn json_of_values() {
        let pairs = |text: &str| of_json(&serde_json::from_str(text).expect("JSON"));
        let name = Some(vec![("Name".to_owned(), "a,b".to_owned())]);
        assert_eq!(pairs(r#"[{"ParameterKey": "Name", "ParameterValue": "a,b"}]"#), name);
        assert_eq!(pairs(r#"{"Parameters": {"Name": "a,b"}, "Tags": {}}"#), name);
        assert_eq!(pairs(r#"{"Name": ["a", "b"]}"#), name);
        assert_eq!(pairs(r#"{"Name": {"a": 1}}"#), None);
    }
}
