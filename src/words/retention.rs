//! What becomes of a resource with data in it when its stack is deleted, or when an update replaces it.
//!
//! From the pages "DeletionPolicy attribute" and "UpdateReplacePolicy attribute" of the CloudFormation Template Reference
//! Guide: `RetainExceptOnCreate` deletes what was made by a deploy that failed, and is no policy for what is replaced.

use crate::model::Entries;
use crate::template::{Resource, Value};

/// Sets both policies by an entry `on_delete`, or by what a word does without it.
pub fn keep(resource: &mut Resource<'_>, entries: &Entries<'_>, otherwise: &'static str) {
    let (deletion, replacement) = match entries.text("on_delete").map_or(otherwise, AsRef::as_ref) {
        "delete" | "empty" => ("Delete", "Delete"),
        "snapshot" => ("Snapshot", "Snapshot"),
        _ => ("RetainExceptOnCreate", "Retain"),
    };
    resource.attributes.reserve_exact(2);
    resource.attribute("DeletionPolicy", Value::text(deletion));
    resource.attribute("UpdateReplacePolicy", Value::text(replacement));
}
