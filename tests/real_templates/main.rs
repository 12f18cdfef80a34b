//! Real CloudFormation templates, which lie outside the project: INFRAC_CORPUS names their folder.

mod dynamic;
mod expected;
mod names;
mod sections;
mod values;

#[path = "../support/real.rs"]
mod real;

use infrac::syntax::inspect::decode;
use infrac::{Compiled, Source, compile, template};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn a_template_in_the_place_of_a_source_is_refused_and_no_more() {
    for path in real::templates() {
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
fn real_templates_pass_through_as_they_are() {
    let (mut tried, mut equal, mut clean) = (0, 0, 0);
    let mut resources = 0;
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for path in real::templates() {
        let Some(original) = as_json(&path) else { continue };
        tried += 1;
        let source = match sections::source(&original) {
            Ok(text) => Source::new("template.infra", text),
            Err(why) => {
                *refused.entry(why.chars().take(60).collect()).or_default() += 1;
                continue;
            }
        };
        let compiled = compile(&source);
        let expected = expected::expected(&original);
        let built = built(&compiled);
        if built == expected {
            equal += 1;
            resources += compiled.template.resources.len();
            clean += usize::from(!compiled.has_errors());
        } else if std::env::var_os("INFRAC_DIFFER").is_some() {
            differ(&path, &source, &compiled, &built, &expected);
        }
    }
    println!("{tried} templates, {equal} of them pass through, {clean} without an error; {resources} resources");
    println!("cannot be written: {refused:#?}");
    assert!(tried == 0 || equal * 100 > tried * 85, "only {equal} of {tried} templates pass through");
}

/// Shows where a template became another one.
fn differ(path: &Path, source: &Source, compiled: &Compiled<'_>, built: &Json, expected: &Json) {
    println!("==== {}", path.display());
    for problem in compiled.diagnostics.iter().filter(|problem| problem.is_error()).take(3) {
        let at = source.location(problem.span().start);
        println!("  {}: {} at line {}: {}", problem.code, problem.message, at.line, source.slice(problem.span()));
    }
    first_difference("", built, expected);
}

fn first_difference(at: &str, built: &Json, expected: &Json) -> bool {
    match (built, expected) {
        (Json::Object(one), Json::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            keys.into_iter().any(|key| {
                let of = |map: &serde_json::Map<String, Json>| map.get(key).cloned().unwrap_or_default();
                of(one) != of(other) && first_difference(&format!("{at}/{key}"), &of(one), &of(other))
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .any(|(at_item, (one, other))| one != other && first_difference(&format!("{at}/{at_item}"), one, other)),
        _ => {
            let shown = |json: &Json| json.to_string().chars().take(160).collect::<String>();
            println!("  {at}: built {} expected {}", shown(built), shown(expected));
            true
        }
    }
}

/// A template, whatever its form, as JSON.
fn as_json(path: &Path) -> Option<serde_json::Map<String, Json>> {
    let bytes = fs::read(path).expect("a template can be read");
    let source = decode(&path.file_name()?.to_string_lossy(), bytes).ok()?;
    let read = template::read(&source);
    if read.has_errors() {
        return None;
    }
    let mut json = Vec::new();
    template::json(&read.template, &mut json).ok()?;
    match serde_json::from_slice(&json) {
        Ok(Json::Object(template)) => Some(template),
        _ => None,
    }
}

fn built(compiled: &Compiled<'_>) -> Json {
    let mut json = Vec::new();
    template::json(&compiled.template, &mut json).expect("a vector takes everything");
    serde_json::from_slice(&json).expect("a template is JSON")
}
