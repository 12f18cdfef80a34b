//! What becomes of a resource that is removed or replaced, and of the data in it.

use super::model::{Action, Certainty, Fate, Loss, Lost};
use super::side::attribute;
use super::stateful::{self, Stateful, WhenFull};
use crate::template::{Resource, Value};

/// What becomes of a resource that leaves the stack.
pub(super) fn fate_of_removed(resource: &Resource<'_>) -> Fate {
    policy(resource, "DeletionPolicy").unwrap_or_else(|| usual(resource))
}

/// What becomes of a resource whose stack is deleted, and the data that is lost with it.
pub fn with_stack(resource: &Resource<'_>) -> (Fate, Option<Loss>) {
    let fate = fate_of_removed(resource);
    (fate, of(resource, Action::Remove, Some(fate), Certainty::Certain))
}

/// What becomes of a resource whose place another one takes. Where the two templates say otherwise, the worse counts.
pub(super) fn fate_of_replaced(old: &Resource<'_>, new: &Resource<'_>) -> Fate {
    let fate = |resource| policy(resource, "UpdateReplacePolicy").unwrap_or(Fate::Deleted);
    let (old, new) = (fate(old), fate(new));
    let is = |fate| old == fate || new == fate;
    if is(Fate::Deleted) {
        Fate::Deleted
    } else if is(Fate::Snapshot) {
        Fate::Snapshot
    } else {
        Fate::Retained
    }
}

/// What a policy says; nothing where it does not say, or what only a macro works out.
fn policy(resource: &Resource<'_>, name: &str) -> Option<Fate> {
    match attribute(&resource.attributes, name)? {
        Value::Text(text) => match text.as_ref() {
            "Retain" | "RetainExceptOnCreate" => Some(Fate::Retained),
            "Snapshot" if stateful::SNAPSHOTS.contains(&resource.kind.as_ref()) => Some(Fate::Snapshot),
            _ => Some(Fate::Deleted),
        },
        _ => None,
    }
}

/// What happens to what says nothing: from the page "DeletionPolicy attribute", databases are saved, others are deleted.
fn usual(resource: &Resource<'_>) -> Fate {
    match resource.kind.as_ref() {
        "AWS::RDS::DBCluster" => Fate::Snapshot,
        "AWS::RDS::DBInstance" if !is_in_cluster(resource) => Fate::Snapshot,
        _ => Fate::Deleted,
    }
}

/// Whether a database is one of a cluster, whose data it shares.
fn is_in_cluster(resource: &Resource<'_>) -> bool {
    resource.kind == "AWS::RDS::DBInstance" && resource.get("DBClusterIdentifier").is_some()
}

/// The data that is lost with a change of a resource, as it is now.
pub fn of(resource: &Resource<'_>, action: Action, fate: Option<Fate>, certainty: Certainty) -> Option<Loss> {
    let stateful = stateful::find(&resource.kind)?;
    if is_in_cluster(resource) {
        return None;
    }
    let id = resource.id.as_ref();
    let fate = fate.unwrap_or(Fate::Deleted);
    let (is_replaced, certainty) = match action {
        Action::Replace(sure) => (true, sure.min(certainty)),
        Action::Remove => (false, certainty),
        Action::Unknown => (true, Certainty::Possible),
        Action::Add | Action::Import | Action::Change | Action::Sync => return None,
    };
    let what = stateful.holds.replace("{}", id);
    let (lost, text) = match (fate, is_replaced) {
        (Fate::Retained, false) => return None,
        (Fate::Retained, true) => (Lost::LeftBehind, left_behind(id)),
        (Fate::Snapshot, _) => (Lost::OutsideSnapshot, in_snapshot(id)),
        (Fate::Deleted, _) => deleted(stateful, id, is_replaced),
    };
    Some(Loss { lost, certainty, what, text })
}

fn left_behind(id: &str) -> String {
    format!("The old {id} stays with its data, outside the stack; the stack goes on with a new and empty one.")
}

fn in_snapshot(id: &str) -> String {
    format!("A snapshot is taken of {id} before it is deleted; to have the data again, somebody has to restore it.")
}

fn deleted(stateful: &Stateful, id: &str, is_replaced: bool) -> (Lost, String) {
    let goes_on = if is_replaced { "; the stack goes on with a new and empty one" } else { "" };
    match stateful.when_full {
        WhenFull::Lost => (Lost::Everything, format!("This is deleted with {id} and cannot be brought back{goes_on}.")),
        WhenFull::Scheduled => (
            Lost::Everything,
            format!("{id} is deleted after a waiting period; until then it can be saved by hand{goes_on}."),
        ),
        WhenFull::Kept => (
            Lost::LeftBehind,
            format!(
                "CloudFormation deletes {id} only when it is empty; otherwise it is left outside the stack{goes_on}."
            ),
        ),
    }
}
