//! Availability zones of another region than the stack's.

use crate::catalog::regions;
use crate::diagnostic::Diagnostic;
use crate::model::{Setting, SettingValue, Stack};
use crate::schema::check::{Path, Problem, Step};
use crate::template::{Entry, Resource, Value};

/// Properties that hold a zone, or several.
const PROPERTIES: [&str; 2] = ["AvailabilityZone", "AvailabilityZones"];
/// What is said of one of another region.
const CODE: &str = "wrong-region";
/// How deep they are looked for.
const DEEPEST: usize = 4;

/// Zones of a resource that the region does not have.
pub fn check<'v>(resource: &'v Resource<'v>, region: &str) -> Vec<Problem<'v>> {
    let mut problems = Vec::new();
    entries(&resource.properties, region, &mut Path::new(), &mut problems);
    problems
}

fn entries<'v>(all: &'v [Entry<'v>], region: &str, path: &mut Path<'v>, problems: &mut Vec<Problem<'v>>) {
    for (key, value) in all {
        path.push(Step::Key(key));
        if PROPERTIES.contains(&key.as_ref()) {
            zones(value, region, path, problems);
        } else if path.len() < DEEPEST {
            below(value, region, path, problems);
        }
        path.pop();
    }
}

fn below<'v>(value: &'v Value<'v>, region: &str, path: &mut Path<'v>, problems: &mut Vec<Problem<'v>>) {
    match value {
        Value::Map(all) => entries(all, region, path, problems),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(Step::Item(at));
                below(item, region, path, problems);
                path.pop();
            }
        }
        _ => {}
    }
}

fn zones<'v>(value: &'v Value<'v>, region: &str, path: &mut Path<'v>, problems: &mut Vec<Problem<'v>>) {
    match value {
        Value::Text(zone) => problems.extend(elsewhere(zone, region).map(|mut problem| {
            problem.path.clone_from(path);
            problem
        })),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(Step::Item(at));
                zones(item, region, path, problems);
                path.pop();
            }
        }
        _ => {}
    }
}

/// What to say of a zone that is surely one of another region: a region's name, and a letter or a place behind it.
fn elsewhere<'v>(zone: &str, region: &str) -> Option<Problem<'v>> {
    let rest_in = |other: &str| zone.strip_prefix(other).filter(|rest| is_zone(rest)).is_some();
    let other = regions::names().find(|other| rest_in(other)).filter(|other| *other != region)?;
    let message = format!("`{zone}` is a zone of {other}, and the stack is meant for {region}");
    let letter = &zone[other.len()..];
    let near = format!("{region}{letter}");
    let has = regions::zones(region).is_some_and(|zones| zones.names().any(|name| name == near));
    let problem = Diagnostic::error(CODE, message);
    let example = if has { format!(", such as `{near}`") } else { String::new() };
    let help = format!("write a zone of {region}{example}, or change the region of the stack");
    Some(Problem::value(problem.help(help), "in another region"))
}

/// What is said of a zone, with the place where the region is said.
pub fn labelled(problem: Diagnostic, stack: &Stack<'_>) -> Diagnostic {
    let region = stack.settings.as_ref().and_then(|settings| settings.entries.setting("region"));
    let is_about = |region: &&Setting<'_>| match &region.value {
        SettingValue::Value(Value::Text(name)) => problem.code == CODE && problem.message.ends_with(name.as_ref()),
        _ => false,
    };
    match region.filter(is_about) {
        Some(setting) => problem.label(setting.span, "the region of the stack"),
        None => problem,
    }
}

fn is_zone(rest: &str) -> bool {
    matches!(rest.as_bytes(), [b'a'..=b'z']) || rest.len() > 1 && rest.starts_with('-')
}
