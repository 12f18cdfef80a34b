//! Whole templates as sources: a statement for each member of a section.

use super::names::{Names, Refused};
use super::values::{condition, map, quoted, value};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// Attributes of a resource, with the entries that set them.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("CreationPolicy", "creation_policy"),
    ("DeletionPolicy", "deletion_policy"),
    ("Metadata", "metadata"),
    ("UpdatePolicy", "update_policy"),
    ("UpdateReplacePolicy", "update_replace_policy"),
];
/// Sections that are entries of the stack.
const STACK: &[(&str, &str)] = &[
    ("Description", "description"),
    ("Globals", "globals"),
    ("Hooks", "hooks"),
    ("Metadata", "metadata"),
    ("Transform", "transform"),
];

/// The source of a template.
pub fn source(template: &Map<String, Json>) -> Result<String, Refused> {
    let names = Names::new(template);
    let mut text = stack(template, &names)?;
    let known = ["AWSTemplateFormatVersion", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"];
    if let Some(other) =
        template.keys().find(|key| !known.contains(&key.as_str()) && !STACK.iter().any(|(name, _)| name == key))
    {
        return Err(format!("the section {other}"));
    }
    for (section, write) in [
        ("Parameters", parameter as Writer),
        ("Mappings", mapping),
        ("Conditions", named_condition),
        ("Resources", resource),
        ("Outputs", output),
    ] {
        let Some(members) = template.get(section).and_then(Json::as_object) else { continue };
        for (id, member) in members {
            let name = names.of(section, id)?;
            text += &write(&name, id, member, &names)?;
        }
    }
    Ok(text)
}

type Writer = fn(&str, &str, &Json, &Names<'_>) -> Result<String, Refused>;

fn stack(template: &Map<String, Json>, names: &Names<'_>) -> Result<String, Refused> {
    let mut text = String::from("stack s <\n");
    for (section, entry) in STACK {
        if let Some(json) = template.get(*section) {
            let _ = writeln!(text, "{entry} = {}", value(json, names)?);
        }
    }
    if let Some(Json::Object(all)) = template.get("Rules") {
        text += "rules = <\n";
        for (name, rule) in all {
            let _ = writeln!(text, "{name} = {}", value(rule, names)?);
        }
        text += ">\n";
    }
    Ok(text + ">\n")
}

fn parameter(name: &str, id: &str, json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let Some(attributes) = json.as_object() else { return Err("a parameter".to_owned()) };
    let mut entries = String::new();
    for (key, json) in attributes {
        let key = match key.as_str() {
            "Default" => continue,
            "AllowedPattern" => "pattern",
            "AllowedValues" => "allowed",
            "Description" => "description",
            other => other,
        };
        let json = if key == "allowed" { typed(attributes, json) } else { json.clone() };
        let _ = writeln!(entries, "{key} = {}", value(&json, names)?);
    }
    let default = match attributes.get("Default") {
        Some(json) => format!(" = {}", value(&typed(attributes, json), names)?),
        None => String::new(),
    };
    let kind = match attributes.get("Type").and_then(Json::as_str) {
        Some("CommaDelimitedList") => "list<string>",
        Some("Number") => "number",
        _ => "string",
    };
    Ok(format!("param {name} was \"{id}\": {kind}{default} <\n{entries}>\n"))
}

/// Values of a parameter, spelled as its type has them.
pub fn typed(attributes: &Map<String, Json>, json: &Json) -> Json {
    let is_number = attributes.get("Type").is_some_and(|kind| kind == "Number");
    match json {
        Json::Array(items) => items.iter().map(|item| typed(attributes, item)).collect(),
        Json::String(text) if is_number => text.parse::<i64>().map_or_else(|_| json.clone(), Json::from),
        Json::Number(_) | Json::Bool(_) if !is_number => Json::String(json.to_string()),
        _ => json.clone(),
    }
}

fn mapping(name: &str, id: &str, json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let Some(rows) = json.as_object() else { return Err("a mapping".to_owned()) };
    Ok(format!("let {name} was \"{id}\" = {}\n", map(rows, names)?))
}

fn named_condition(name: &str, id: &str, json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    Ok(format!("let {name} was \"{id}\" = {}\n", condition(json, names)?))
}

fn resource(name: &str, id: &str, json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let (Some(members), Some(kind)) = (json.as_object(), json["Type"].as_str()) else {
        return Err(format!("the resource {id}"));
    };
    let mut entries = String::new();
    for (key, json) in members {
        match key.as_str() {
            "Type" | "Condition" => {}
            "Properties" => match json.as_object() {
                Some(properties) => entries += &of_properties(properties, names)?,
                None => return Err("the properties of a resource".to_owned()),
            },
            "DependsOn" => {
                let _ = writeln!(entries, "depends_on = {}", dependencies(json, names)?);
            }
            other => match ATTRIBUTES.iter().find(|(name, _)| *name == other) {
                Some((_, entry)) => {
                    let _ = writeln!(entries, "{entry} = {}", value(json, names)?);
                }
                None => return Err(format!("the attribute {other} of a resource")),
            },
        }
    }
    under(json, names, format!("{kind} {name} was \"{id}\" <\n{entries}\n>\n"))
}

/// Properties as entries; those of a custom resource may start with a lowercase letter, and stand in quotes then.
fn of_properties(properties: &Map<String, Json>, names: &Names<'_>) -> Result<String, Refused> {
    let text = map(properties, names)?;
    let mut entries = String::new();
    for (key, json) in properties {
        let quoted = format!("{key:?}");
        let lowercase = key.starts_with(|first: char| !first.is_ascii_uppercase());
        let _ = writeln!(
            entries,
            "{} = {}",
            if lowercase || text.contains(&format!("\n{quoted} =")) { &quoted } else { key },
            value(json, names)?
        );
    }
    Ok(entries)
}

fn dependencies(json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let id = |json: &Json| names.of("Resources", json.as_str().unwrap_or_default());
    match json {
        Json::Array(ids) => {
            let ids: Result<Vec<_>, _> = ids.iter().map(id).collect();
            Ok(format!("[{}]", ids?.join(", ")))
        }
        one => id(one),
    }
}

fn output(name: &str, id: &str, json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let Some(members) = json.as_object() else { return Err("an output".to_owned()) };
    let mut entries = String::new();
    for (key, json) in members.iter().filter(|(key, _)| !["Value", "Condition"].contains(&key.as_str())) {
        let _ = writeln!(entries, "{key} = {}", value(json, names)?);
    }
    let shown = value(members.get("Value").unwrap_or(&Json::Null), names)?;
    under(json, names, format!("output {name} was \"{id}\" = {shown} <\n{entries}>\n"))
}

/// A statement under the condition of its member.
fn under(json: &Json, names: &Names<'_>, statement: String) -> Result<String, Refused> {
    match json.get("Condition") {
        None => Ok(statement),
        Some(Json::String(id)) => Ok(format!("if {} <\n{statement}>\n", names.of("Conditions", id)?)),
        Some(other) => Err(format!("the condition {}", quoted(&other.to_string()))),
    }
}
