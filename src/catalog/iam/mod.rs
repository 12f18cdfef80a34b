//! What IAM policies are made of: the actions of every service, the resource types they work on, and condition keys.
//!
//! Which other actions an action needs is not known: the source has a place for it and nothing in it.

mod action;
mod condition_key;
mod pattern;
mod resource_type;
#[cfg(test)]
mod tests;

pub use action::{Action, Level, Resource, actions, find, matching, services};
pub use condition_key::{ConditionKey, Kind, condition_key, condition_keys};
pub use pattern::matches;
pub use resource_type::{ResourceType, resource_type, resource_types};

/// The names in a column, separated by blanks; none is written `-`.
fn names(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(' ').filter(|name| *name != "-" && !name.is_empty())
}

/// What stands in front of the colon, and behind it.
fn halves(name: &'static str) -> (&'static str, &'static str) {
    name.split_once(':').unwrap_or((name, ""))
}
