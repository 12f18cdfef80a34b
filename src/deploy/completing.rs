//! What a change set does not tell of its plan: outputs, values, causes, and what is lost. The two templates tell it; where the
//! service says something of its own, that holds.

use super::order::Parameter;
use crate::plan::{self, Action, Attribute, Certainty, Change, Fate, Path, Plan, PropertyChange, Side};
use crate::source::Source;
use crate::template::{self, Resource, Template};
use aws_sdk_cloudformation::types::Stack;

/// Completes the plan of a change set by what is predicted of the template that is deployed and the new one.
pub fn complete(plan: &mut Plan, before: Option<(&Stack, &str)>, parameters: &[Parameter], new: &Template<'_>) {
    let text = Source::new("deployed", before.map_or("", |(_, text)| text));
    let deployed = if before.is_some() { template::read(&text).template } else { Template::default() };
    let had = before.map(|(stack, _)| values(stack)).unwrap_or_default();
    let given = parameters.iter().filter_map(|one| Some((one.id.clone(), one.value.clone()?)));
    let predicted = plan::predict_with(&Side::new(&deployed).with(had), Side::new(new).with(given));
    for change in &mut plan.changes {
        let known = predicted.change(&change.logical_id);
        let old = deployed.resources.iter().find(|resource| resource.id == change.logical_id);
        complete_change(change, known, old);
    }
    // The service has an order of its own.
    let order = |id: &str| new.resources.iter().position(|resource| resource.id == id).unwrap_or(usize::MAX);
    plan.changes.sort_by_key(|change| order(&change.logical_id));
    plan.parameters = predicted.parameters;
    plan.outputs = predicted.outputs;
    plan.notes = plan::renamed(plan);
}

/// The values that a stack has; what is hidden comes as stars.
fn values(stack: &Stack) -> Vec<(String, String)> {
    let known = stack.parameters().iter().filter(|one| one.parameter_value() != Some("****"));
    known.filter_map(|one| Some((one.parameter_key()?.to_owned(), one.parameter_value()?.to_owned()))).collect()
}

fn complete_change(change: &mut Change, known: Option<&Change>, old: Option<&Resource<'_>>) {
    let goes = matches!(change.action, Action::Remove | Action::Replace(_));
    if goes && change.fate.is_none() {
        change.fate = Some(known.and_then(|known| known.fate).unwrap_or(Fate::Deleted));
    }
    if let Some(known) = known {
        if matches!(change.action, Action::Replace(_)) {
            change.problems.clone_from(&known.problems);
        }
        change.properties = properties(std::mem::take(&mut change.properties), &known.properties);
    }
    for property in &mut change.properties {
        property.before = property.before.take().map(|shown| plan::concealed(&property.path, shown));
        property.after = property.after.take().map(|shown| plan::concealed(&property.path, shown));
    }
    let unknown = Resource::new(change.logical_id.clone(), change.resource_type.clone(), 0);
    change.loss = plan::loss_of(old.unwrap_or(&unknown), change.action, change.fate, Certainty::Certain);
}

/// What the service says of properties with what the templates say of the same places. Where the service names a property
/// as a whole, the places in it that differ stand for it.
fn properties(told: Vec<PropertyChange>, known: &[PropertyChange]) -> Vec<PropertyChange> {
    // Without details the service only says that something changes.
    if told.is_empty() {
        return known.to_vec();
    }
    let mut found: Vec<PropertyChange> = Vec::new();
    for mut property in told {
        let inside: Vec<&PropertyChange> = known.iter().filter(|one| is_in(one, &property)).collect();
        match inside.as_slice() {
            [one] if one.path == property.path => {
                property.before = one.before.clone().or(property.before);
                property.after = one.after.clone().or(property.after);
                found.push(property);
            }
            [] => found.push(property),
            several => {
                for one in several {
                    found.push(PropertyChange {
                        replacement: property.replacement,
                        causes: property.causes.clone(),
                        ..(*one).clone()
                    });
                }
            }
        }
    }
    found
}

/// Whether a place lies in another, or is the same.
fn is_in(one: &PropertyChange, other: &PropertyChange) -> bool {
    let (attribute, path) = place(one);
    let (within, above) = place(other);
    attribute == within && path.0.starts_with(&above.0)
}

/// The service speaks of tags as of an attribute of their own.
fn place(property: &PropertyChange) -> (Attribute, Path) {
    match property.attribute {
        Attribute::Tags => {
            (Attribute::Properties, Path(Path::of("Tags").0.into_iter().chain(property.path.0.clone()).collect()))
        }
        other => (other, property.path.clone()),
    }
}
