//! Dynamic references in the texts of a template: `secret(…)`, `ssm(…)` and `ssm_secure(…)` in the language.

use serde_json::Value as Json;

/// A part of a text.
pub enum Piece<'t> {
    Text(&'t str),
    /// Service, name, key and version of `{{resolve:…}}`; what is not there is empty.
    Reference([String; 4]),
}

/// The pieces of a text; `None` where a reference is not one of AWS's forms.
pub fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{resolve:") {
        let end = end(after)?;
        found.push(Piece::Text(before));
        found.push(Piece::Reference(reference(&after[..end])?));
        rest = &after[end + 2..];
    }
    found.push(Piece::Text(rest));
    Some(found)
}

/// Where `}}` is that belongs to no `${…}`.
fn end(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let (close, open) = (rest.find("}}")?, rest.find("${"));
        match open.filter(|open| *open < close) {
            Some(open) => at += open + rest[open..].find('}')? + 1,
            None => return Some(at + close),
        }
    }
}

/// The segments of a reference: colons in `${AWS::Region}` are no separators.
fn reference(inside: &str) -> Option<[String; 4]> {
    let hidden = inside.replace("::}}", "}}").replace("AWS::", "AWS\0\0");
    let segments: Vec<String> = hidden.split(':').map(|segment| segment.replace('\0', ":")).collect();
    let mut segments = segments.iter().map(String::as_str).collect::<Vec<_>>();
    while segments.last() == Some(&"") {
        segments.pop();
    }
    let made = |parts: [&str; 4]| Some(parts.map(str::to_owned));
    match segments.as_slice() {
        ["ssm" | "ssm-secure", name] => made([segments[0], name, "", ""]),
        ["ssm" | "ssm-secure", name, version] => made([segments[0], name, "", version]),
        ["secretsmanager", name] | ["secretsmanager", name, "SecretString"] => made([segments[0], name, "", ""]),
        ["secretsmanager", name, "SecretString" | "", key] => made([segments[0], name, key, ""]),
        ["secretsmanager", name, "SecretString" | "", key, version] => made([segments[0], name, key, version]),
        _ => None,
    }
}

/// The text with its references as the language writes them.
pub fn normal(text: &str) -> String {
    let Some(pieces) = pieces(text) else { return text.to_owned() };
    let shown = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Reference([service, name, key, version]) => {
            let key = if key.is_empty() { String::new() } else { format!(":SecretString:{key}") };
            let version = if version.is_empty() { String::new() } else { format!(":{version}") };
            format!("{{{{resolve:{service}:{name}{key}{version}}}}}")
        }
    });
    shown.collect()
}

/// The text of an `Fn::Sub` that says the same as an `Fn::Join` which puts a reference together.
pub fn joined(name: &str, arguments: &[Json]) -> Option<String> {
    let ("Fn::Join", [Json::String(separator), Json::Array(items)]) = (name, arguments) else { return None };
    if !separator.is_empty() || !items.iter().any(|item| item.as_str().is_some_and(|text| text.contains("{{resolve:")))
    {
        return None;
    }
    let piece = |item: &Json| match item {
        Json::String(text) => Some(text.replace("${", "${!")),
        Json::Object(entries) => match entries.iter().next()? {
            (name, Json::String(id)) if name == "Ref" => Some(format!("${{{id}}}")),
            (name, Json::Array(target)) if name == "Fn::GetAtt" => {
                Some(format!("${{{}.{}}}", target.first()?.as_str()?, target.get(1)?.as_str()?))
            }
            _ => None,
        },
        _ => None,
    };
    items.iter().map(piece).collect()
}
