//! What a template becomes on the way through the language: the same, without what means nothing.

use super::dynamic;
use super::sections::typed;
use super::values::is_function;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The template without conditions and mappings that nothing uses, and with what is known at build worked out.
pub fn expected(template: &Map<String, Json>) -> Json {
    let mut expected = Json::Object(template.clone());
    let mappings = template.get("Mappings").cloned().unwrap_or(Json::Null);
    fold(&mut expected, &mappings);
    let names = other_names(&expected["Conditions"]);
    rename(&mut expected, &names);
    let Json::Object(all) = &mut expected else { return expected };
    all.insert("AWSTemplateFormatVersion".to_owned(), "2010-09-09".into());
    if let Some(resources) = all.get_mut("Resources").and_then(Json::as_object_mut) {
        resources.values_mut().filter_map(Json::as_object_mut).for_each(|one| remove_empty(one, "Properties"));
    }
    for parameter in all.get_mut("Parameters").and_then(Json::as_object_mut).into_iter().flat_map(Map::values_mut) {
        let Json::Object(attributes) = parameter else { continue };
        if let Some(value) = attributes.get("Default").map(as_text) {
            attributes.insert("Default".to_owned(), value);
        }
        if let Some(values) = attributes.get("AllowedValues").map(|values| typed(attributes, values)) {
            attributes.insert("AllowedValues".to_owned(), values);
        }
    }
    for (section, of) in [("Conditions", conditions as fn(&Json, &mut BTreeSet<String>)), ("Mappings", maps)] {
        let Some(Json::Object(members)) = all.remove(section) else { continue };
        let mut used = BTreeSet::new();
        all.values().for_each(|section| of(section, &mut used));
        let mut before = 0;
        // What is used by something that is used is used too.
        while used.len() > before || before == 0 && section == "Conditions" {
            before = used.len();
            for (id, member) in &members {
                if used.contains(id) {
                    of(member, &mut used);
                }
            }
            if before == used.len() {
                break;
            }
        }
        let kept: Map<String, Json> = members.into_iter().filter(|(id, _)| used.contains(id)).collect();
        all.insert(section.to_owned(), Json::Object(kept));
    }
    for section in ["Parameters", "Mappings", "Conditions", "Outputs", "Rules", "Metadata", "Globals"] {
        remove_empty(all, section);
    }
    expected
}

fn remove_empty(members: &mut Map<String, Json>, key: &str) {
    if members.get(key).and_then(Json::as_object).is_some_and(Map::is_empty) {
        members.remove(key);
    }
}

/// The conditions that a value chooses by.
fn conditions(json: &Json, used: &mut BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| conditions(item, used)),
        Json::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("Condition", Json::String(id)) => _ = used.insert(id.clone()),
                    ("Fn::If", Json::Array(parts)) => {
                        used.extend(parts.first().and_then(Json::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                conditions(value, used);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// The mappings that a value is found in.
fn maps(json: &Json, used: &mut BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| maps(item, used)),
        Json::Object(entries) => {
            for (key, value) in entries {
                if key == "Fn::FindInMap" {
                    used.extend(value[0].as_str().map(str::to_owned));
                }
                maps(value, used);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Works out what the build knows.
fn fold(json: &mut Json, mappings: &Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(|item| fold(item, mappings)),
        Json::Object(entries) => {
            entries.values_mut().for_each(|value| fold(value, mappings));
            if let (1, Some((name, argument))) = (entries.len(), entries.iter().next())
                && is_function(name)
                && let Some(known) = known(name, argument, mappings)
            {
                *json = known;
            }
        }
        Json::String(text) => *text = dynamic::normal(text),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn known(name: &str, argument: &Json, mappings: &Json) -> Option<Json> {
    let text = |json: &Json| match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    if let ("Fn::Sub", Json::String(text)) = (name, argument) {
        return substituted(text);
    }
    if let Some(text) = dynamic::joined(name, argument.as_array()?) {
        return Some(json!({ "Fn::Sub": dynamic::normal(&text) }));
    }
    match (name, argument.as_array()?.as_slice()) {
        ("Fn::Sub", [Json::String(text), Json::Object(none)]) if none.is_empty() => {
            Some(substituted(text).unwrap_or_else(|| json!({ "Fn::Sub": text })))
        }
        ("Fn::Join", [separator, Json::Array(items)]) => {
            if let Some(texts) = items.iter().map(text).collect::<Option<Vec<_>>>() {
                return Some(Json::String(texts.join(separator.as_str()?)));
            }
            // What is joined is a text.
            let texts = items.iter().map(|item| text(item).map_or_else(|| item.clone(), Json::String));
            Some(json!({ "Fn::Join": [separator, texts.collect::<Vec<_>>()] }))
        }
        ("Fn::Split", [separator, whole]) => {
            let parts = whole.as_str()?.split(separator.as_str()?);
            Some(parts.map(Json::from).collect::<Vec<_>>().into())
        }
        ("Fn::Select", [index, Json::Array(items)]) => items.get(text(index)?.parse::<usize>().ok()?).cloned(),
        ("Fn::Length", items) => Some(items.len().into()),
        ("Fn::FindInMap", [map, key, inner]) => {
            Some(mappings.get(map.as_str()?)?.get(text(key)?)?.get(text(inner)?)?.clone())
        }
        _ => None,
    }
}

/// An `Fn::Sub` that something smaller says as well: a text without a reference, or nothing but one.
fn substituted(text: &str) -> Option<Json> {
    if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
        && !name.contains(['{', '}', '!'])
    {
        return Some(match name.trim().split_once('.') {
            Some((id, attribute)) => json!({ "Fn::GetAtt": [id, attribute] }),
            None => json!({ "Ref": name.trim() }),
        });
    }
    let trimmed = trimmed(text);
    if trimmed != text {
        return Some(json!({ "Fn::Sub": trimmed }));
    }
    let has_reference = text.match_indices("${").any(|(at, _)| !text[at + 2..].starts_with('!'));
    (!has_reference).then(|| Json::String(text.replace("${!", "${")))
}

/// The text without white space around its names, which means nothing.
fn trimmed(text: &str) -> String {
    let mut parts = text.split("${");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        whole.push_str(&format!("${{{}}}{rest}", name.trim()));
    }
    whole
}

/// Conditions that are another one by a name of their own, with that one.
fn other_names(conditions: &Json) -> BTreeMap<String, String> {
    let Json::Object(conditions) = conditions else { return BTreeMap::new() };
    let target = |json: &Json| match json.as_object() {
        Some(entries) if entries.len() == 1 => entries.get("Condition")?.as_str().map(str::to_owned),
        _ => None,
    };
    let direct: BTreeMap<String, String> =
        conditions.iter().filter_map(|(id, test)| Some((id.clone(), target(test)?))).collect();
    let last = |id: &String| {
        let mut last = id;
        for _ in 0..direct.len() {
            last = direct.get(last).unwrap_or(last);
        }
        last.clone()
    };
    direct.keys().map(|id| (id.clone(), last(id))).collect()
}

/// Takes every condition by the name of what it is.
fn rename(json: &mut Json, names: &BTreeMap<String, String>) {
    let renamed = |value: &mut Json| {
        if let Some(name) = value.as_str().and_then(|id| names.get(id)) {
            *value = name.as_str().into();
        }
    };
    match json {
        Json::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        Json::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("Condition", value) => renamed(value),
                    ("Fn::If", Json::Array(parts)) => {
                        parts.first_mut().into_iter().for_each(renamed);
                        parts.iter_mut().skip(1).for_each(|part| rename(part, names));
                    }
                    (_, value) => rename(value, names),
                }
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// A default, which is a text for CloudFormation.
fn as_text(json: &Json) -> Json {
    match json {
        Json::Number(_) | Json::Bool(_) => Json::String(json.to_string()),
        Json::Null | Json::String(_) | Json::Array(_) | Json::Object(_) => json.clone(),
    }
}
