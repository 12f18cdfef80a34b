//! The plan of a change set: what the service says will change, with what only the two templates tell: outputs, values,
//! what is lost.

use super::change_set::{self, Made};
use super::client::Cloud;
use super::completing;
use super::failure::Failure;
use super::order::Parameter;
use crate::plan::{
    Action, Attribute, Basis, Cause, Certainty, Change, Fate, Path, Plan, PropertyChange, Replacement, Shown,
};
use crate::source::At;
use crate::template::Template;
use aws_sdk_cloudformation::types::{self, ResourceChange, ResourceChangeDetail, ResourceTargetDefinition, Stack};

/// What a plan is told from, beside the change set.
pub struct Sides<'s> {
    /// The template that is to be deployed.
    pub template: &'s Template<'s>,
    /// Where a resource is declared, by its logical id.
    pub locate: &'s dyn Fn(&str) -> Option<At>,
}

/// The plan of a change set, with the values that its parameters get.
pub async fn of_change_set(
    cloud: &Cloud,
    made: &Made,
    before: Option<(&Stack, &str)>,
    parameters: &[Parameter],
    sides: &Sides<'_>,
) -> Result<Plan, Failure> {
    let sure = change_set::changes(cloud, &made.arn, false).await?;
    let mut plan = Plan::new(Basis::ChangeSet);
    plan.changes = sure.iter().filter_map(|change| change.resource_change()).map(|change| of(change, sides)).collect();
    if before.is_some() {
        // With the values of properties the service may leave changes out, so these only add to what is known.
        let valued = change_set::changes(cloud, &made.arn, true).await?;
        valued.iter().filter_map(types::Change::resource_change).for_each(|change| merge(&mut plan, of(change, sides)));
    }
    completing::complete(&mut plan, before, parameters, sides.template);
    Ok(plan)
}

/// One change in the terms of a plan.
fn of(change: &ResourceChange, sides: &Sides<'_>) -> Change {
    let id = change.logical_resource_id().unwrap_or_default();
    let action = action(change);
    let mut made = Change::new(id, change.resource_type().unwrap_or_default(), action);
    made.physical_id = change.physical_resource_id().filter(|id| !id.is_empty()).map(str::to_owned);
    made.fate = fate(change);
    made.at = (sides.locate)(id);
    made.properties = properties(change.details());
    made
}

fn action(change: &ResourceChange) -> Action {
    let word = change.action().map_or("", |action| action.as_str());
    match word {
        "Add" => Action::Add,
        "Import" => Action::Import,
        "Remove" => Action::Remove,
        "SyncWithActual" => Action::Sync,
        "Modify" => match change.replacement().map_or("", |replacement| replacement.as_str()) {
            "True" => Action::Replace(Certainty::Certain),
            "Conditional" => Action::Replace(Certainty::Possible),
            _ => Action::Change,
        },
        _ => Action::Unknown,
    }
}

/// What becomes of the resource that is there now, where the service says it.
fn fate(change: &ResourceChange) -> Option<Fate> {
    match change.policy_action().map_or("", |action| action.as_str()) {
        "Retain" | "ReplaceAndRetain" => Some(Fate::Retained),
        "Snapshot" | "ReplaceAndSnapshot" => Some(Fate::Snapshot),
        "Delete" | "ReplaceAndDelete" => Some(Fate::Deleted),
        _ => None,
    }
}

/// The properties that change. The service tells one property once for each cause.
fn properties(details: &[ResourceChangeDetail]) -> Vec<PropertyChange> {
    let mut found: Vec<PropertyChange> = Vec::new();
    for detail in details {
        let Some(change) = detail.target().and_then(|target| property(target, detail)) else { continue };
        let same = |known: &&mut PropertyChange| known.attribute == change.attribute && known.path == change.path;
        match found.iter_mut().find(same) {
            Some(known) => join(known, change),
            None => found.push(change),
        }
    }
    found
}

fn property(target: &ResourceTargetDefinition, detail: &ResourceChangeDetail) -> Option<PropertyChange> {
    let attribute = Attribute::named(target.attribute().map_or("", |attribute| attribute.as_str()))?;
    let path = match target.path().and_then(Path::of_pointer) {
        Some((_, path)) if !path.0.is_empty() => path,
        _ => Path::of(target.name().unwrap_or_default()),
    };
    let replacement = match target.requires_recreation().map_or("", |recreation| recreation.as_str()) {
        "Always" => Replacement::Certain,
        "Conditionally" => Replacement::Possible,
        _ => Replacement::No,
    };
    let is_static = detail.evaluation().is_none_or(|evaluation| evaluation.as_str() == "Static");
    Some(PropertyChange {
        attribute,
        path,
        before: target.before_value().map(Shown::of_change_set),
        after: target.after_value().map(Shown::of_change_set),
        replacement,
        certainty: if is_static { Certainty::Certain } else { Certainty::Possible },
        causes: vec![cause(detail)],
        at: None,
    })
}

fn cause(detail: &ResourceChangeDetail) -> Cause {
    let entity = || detail.causing_entity().unwrap_or_default().to_owned();
    match detail.change_source().map_or("", |source| source.as_str()) {
        "ParameterReference" => Cause::Parameter(entity()),
        "ResourceReference" => Cause::Resource(entity()),
        "ResourceAttribute" => Cause::Attribute(entity()),
        "Automatic" => Cause::Automatic,
        _ => Cause::Template,
    }
}

fn join(known: &mut PropertyChange, other: PropertyChange) {
    known.replacement = known.replacement.max(other.replacement);
    known.certainty = known.certainty.max(other.certainty);
    known.before = known.before.take().or(other.before);
    known.after = known.after.take().or(other.after);
    for cause in other.causes {
        if !known.causes.contains(&cause) {
            known.causes.push(cause);
        }
    }
}

/// Adds what a second description of the same change set knows.
fn merge(plan: &mut Plan, other: Change) {
    let Some(known) = plan.changes.iter_mut().find(|known| known.logical_id == other.logical_id) else {
        plan.changes.push(other);
        return;
    };
    for change in other.properties {
        let same = |one: &&mut PropertyChange| one.attribute == change.attribute && one.path == change.path;
        match known.properties.iter_mut().find(same) {
            Some(property) => join(property, change),
            None => known.properties.push(change),
        }
    }
    // A property by its name alone says nothing beside one by its whole way.
    let ways: Vec<(Attribute, Path)> = known.properties.iter().map(|one| (one.attribute, one.path.clone())).collect();
    known.properties.retain(|one| {
        let is_above = |other: &(Attribute, Path)| {
            other.0 == one.attribute && other.1.0.len() > one.path.0.len() && other.1.0.starts_with(&one.path.0)
        };
        one.before.is_some() || one.after.is_some() || !ways.iter().any(is_above)
    });
}
