//! Real CloudFormation templates, which lie outside the project: INFRAC_CORPUS names their folder.

use infrac::syntax::inspect::decode;
use infrac::{Source, compile, template};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The templates, or nothing where there are none.
fn templates() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("INFRAC_CORPUS") else {
        println!("skipped: INFRAC_CORPUS does not name a folder of templates");
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(Path::new(&folder), &mut found);
    assert!(found.len() > 100, "INFRAC_CORPUS holds {} templates", found.len());
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ["json", "yaml", "yml", "template"].iter().any(|one| ending == *one))
        {
            found.push(path);
        }
    }
}

#[test]
fn a_template_in_the_place_of_a_source_is_refused_and_no_more() {
    for path in templates() {
        let bytes = fs::read(&path).expect("a template can be read");
        let Ok(source) = decode("template.infra", bytes) else { continue };
        let compiled = compile(&source);
        assert!(compiled.has_errors(), "{}", path.display());
        for label in compiled.diagnostics.iter().flat_map(|problem| &problem.labels) {
            assert!(source.text().get(label.span.range()).is_some(), "{}: {label:?}", path.display());
        }
    }
}

#[test]
fn real_resources_pass_through_as_they_are() {
    let mut count = 0;
    for path in templates() {
        let Ok(Json::Object(body)) = serde_json::from_slice(&fs::read(&path).expect("a template can be read")) else {
            continue;
        };
        let Some(Json::Object(resources)) = body.get("Resources") else { continue };
        for (id, resource) in resources {
            count += usize::from(passes_through(&path, id, resource));
        }
    }
    assert!(std::env::var_os("INFRAC_CORPUS").is_none() || count > 200, "only {count} resources could be tried");
    println!("{count} resources");
}

/// Writes a resource as a sentence, where the language can, and compares what it compiles to.
fn passes_through(path: &Path, id: &str, resource: &Json) -> bool {
    let (Some(kind), Some(properties)) = (resource["Type"].as_str(), resource["Properties"].as_object()) else {
        return false;
    };
    // A property in upper camel case and a type of AWS are what the form is for; functions have no words yet.
    let writable = |key: &String| key.starts_with(|first: char| first.is_ascii_uppercase());
    if !kind.starts_with("AWS::") || !properties.keys().all(writable) || !properties.values().all(is_plain) {
        return false;
    }
    let text = format!("{kind} resource was \"{id}\" {}", map(properties));
    let source = Source::new("resource.infra", text);
    let compiled = compile(&source);
    assert!(!compiled.has_errors(), "{}: {}\n{:#?}", path.display(), source.text(), compiled.diagnostics);
    let mut json = Vec::new();
    template::json(&compiled.template, &mut json).expect("a vector takes everything");
    let built: Json = serde_json::from_slice(&json).expect("a template is JSON");
    let mut built = built["Resources"][id]["Properties"].clone();
    if built.is_null() {
        built = Json::Object(Map::new());
    }
    assert_eq!(built, Json::Object(properties.clone()), "{}: {}", path.display(), source.text());
    true
}

/// Whether a value has no function of CloudFormation in it, and nothing that a template cannot hold.
fn is_plain(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(_) | Json::String(_) => true,
        Json::Number(number) => number.is_i64(),
        Json::Array(items) => items.iter().all(is_plain),
        Json::Object(entries) => entries.iter().all(|(key, value)| {
            !key.starts_with("Fn::") && !["Ref", "Condition"].contains(&key.as_str()) && is_plain(value)
        }),
    }
}

fn infra(value: &Json) -> String {
    match value {
        Json::String(text) => quoted(text),
        Json::Array(items) => format!("[{}]", items.iter().map(infra).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => map(entries),
        other => other.to_string(),
    }
}

fn map(entries: &Map<String, Json>) -> String {
    let mut text = String::from("<\n");
    for (key, value) in entries {
        let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !key.starts_with(|first: char| first.is_ascii_digit());
        let key = if bare { key.clone() } else { format!("\"{key}\"") };
        let _ = writeln!(text, "{key} = {}", infra(value));
    }
    text + ">"
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.replace('\\', "\\\\").replace("${", "$${").chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
    quoted + "\""
}
