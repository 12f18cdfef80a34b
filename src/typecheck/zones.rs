//! Availability zones that the stack's region does not have.

use crate::catalog::{regions, zones};
use crate::diagnostic::Diagnostic;
use crate::model::{Setting, SettingValue, Stack};
use crate::schema::check::{Path, Problem, Step};
use crate::suggest;
use crate::template::{Entry, Resource, Value};
use std::collections::BTreeSet;

/// Properties that hold a zone, or several.
const PROPERTIES: [&str; 2] = ["AvailabilityZone", "AvailabilityZones"];
/// What is said of one of another region.
const CODE: &str = "wrong-region";
/// What is said of a zone.
const CODES: [&str; 2] = [CODE, "unknown-zone"];
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
            in_value(value, region, path, problems);
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

fn in_value<'v>(value: &'v Value<'v>, region: &str, path: &mut Path<'v>, problems: &mut Vec<Problem<'v>>) {
    match value {
        Value::Text(zone) => problems.extend(problem(zone, region).map(|problem| at(problem, path))),
        Value::Sub(zone) => {
            let letter = zone.strip_prefix("${AWS::Region}");
            problems.extend(letter.and_then(|letter| absent(letter, region)).map(|problem| at(problem, path)));
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(Step::Item(at));
                in_value(item, region, path, problems);
                path.pop();
            }
        }
        _ => {}
    }
}

fn at<'v>(problem: Problem<'v>, path: &Path<'v>) -> Problem<'v> {
    Problem { path: path.clone(), ..problem }
}

/// What to say of a zone that is surely one of another region, or that the region is not known to have.
fn problem<'v>(zone: &str, region: &str) -> Option<Problem<'v>> {
    let (other, rest) = zones::parts(zone)?;
    if other != region {
        return Some(elsewhere(zone, other, rest, region));
    }
    absent(rest, region)
}

fn elsewhere<'v>(zone: &str, other: &str, rest: &str, region: &str) -> Problem<'v> {
    let message = format!("`{zone}` is a zone of {other}, and the stack is meant for {region}");
    let near = format!("{region}{rest}");
    let has = regions::zones(region).is_some_and(|zones| zones.names().any(|name| name == near));
    let problem = Diagnostic::error(CODE, message);
    let example = if has { format!(", such as `{near}`") } else { String::new() };
    let help = format!("write a zone of {region}{example}, or change the region of the stack");
    Problem::value(problem.help(help), "in another region")
}

/// A letter that no account was seen to have there. New zones come, so that this is not wrong for sure.
fn absent<'v>(letter: &str, region: &str) -> Option<Problem<'v>> {
    let known = regions::zones(region).filter(|_| zones::is_letter(letter))?;
    let letters: BTreeSet<&str> = known.names().filter_map(|name| name.strip_prefix(region)).collect();
    if letters.contains(letter) {
        return None;
    }
    let problem = Diagnostic::warning("unknown-zone", format!("{region} has no zone `{letter}` that infrac knows"))
        .help(format!("it has {}", suggest::all_of(letters)));
    Some(Problem::value(problem, "unknown zone"))
}

/// What is said of a zone, with the place where the region is said.
pub fn labelled(problem: Diagnostic, stack: &Stack<'_>) -> Diagnostic {
    let region = stack.settings.as_ref().and_then(|settings| settings.entries.setting("region"));
    // What is said of a region says its name first or last.
    let names = |message: &str, name: &str| message.starts_with(name) || message.ends_with(name);
    let is_about = |region: &&Setting<'_>| match &region.value {
        SettingValue::Value(Value::Text(name)) => CODES.contains(&problem.code) && names(&problem.message, name),
        _ => false,
    };
    match region.filter(is_about) {
        Some(setting) => problem.label(setting.span, "the region of the stack"),
        None => problem,
    }
}
