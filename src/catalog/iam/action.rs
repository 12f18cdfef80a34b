//! The actions of every service.

use super::{halves, matches, names};
use crate::catalog::Row;
use crate::catalog::tables::IAM_ACTIONS as ACTIONS;
use std::iter;

/// One action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    row: Row,
}

/// What an action does, as the console groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Names what there is.
    List,
    /// Reads what is in it.
    Read,
    /// Adds or changes tags.
    Tagging,
    /// Creates, changes or deletes.
    Write,
    /// Changes who may do what.
    PermissionsManagement,
}

/// A resource type that an action works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    text: &'static str,
}

impl Action {
    /// As AWS writes it: `s3:GetObject`.
    pub fn name(self) -> &'static str {
        self.row.key()
    }

    /// The service's prefix: `s3`.
    pub fn service(self) -> &'static str {
        halves(self.name()).0
    }

    /// What it does.
    pub fn level(self) -> Level {
        match self.row.column(1) {
            "List" => Level::List,
            "Read" => Level::Read,
            "Tagging" => Level::Tagging,
            "Permissions management" => Level::PermissionsManagement,
            _ => Level::Write,
        }
    }

    /// The types of resources it works on. Without any it can be allowed on `*` only.
    pub fn resources(self) -> impl Iterator<Item = Resource> {
        self.row.column(2).split(',').filter(|text| *text != "-").map(|text| Resource { text })
    }

    /// The condition keys that hold for it whatever the resource; see [`Resource::condition_keys`].
    pub fn condition_keys(self) -> impl Iterator<Item = &'static str> {
        names(self.row.column(3))
    }
}

impl Resource {
    /// The type's name, which [`super::resource_type`] knows under the action's service.
    pub fn name(self) -> &'static str {
        self.halves().0.trim_end_matches('*')
    }

    /// Whether a statement has to name one that it works on.
    pub fn is_required(self) -> bool {
        self.halves().0.ends_with('*')
    }

    /// The condition keys that hold for the action on this type.
    pub fn condition_keys(self) -> impl Iterator<Item = &'static str> {
        names(self.halves().1.trim_end_matches(')'))
    }

    fn halves(self) -> (&'static str, &'static str) {
        self.text.split_once('(').unwrap_or((self.text, ""))
    }
}

/// The action of this name, `service:Action`, in any case.
pub fn find(name: &str) -> Option<Action> {
    if let Some(row) = ACTIONS.get(name) {
        return Some(Action { row });
    }
    let (service, _) = name.split_once(':')?;
    actions(service).find(|action| action.name().eq_ignore_ascii_case(name))
}

/// The actions of a service, sorted; none when there is no such service.
pub fn actions(service: &str) -> impl Iterator<Item = Action> + use<> {
    ACTIONS.starting(&format!("{}:", service.to_ascii_lowercase())).map(|row| Action { row })
}

/// The actions that a policy's pattern stands for: `s3:Get*`, `*`.
pub fn matching(pattern: &str) -> impl Iterator<Item = Action> {
    let service = pattern.split_once(':').map_or("*", |(service, _)| service);
    let start = if service.contains(['*', '?']) { String::new() } else { format!("{}:", service.to_ascii_lowercase()) };
    ACTIONS.starting(&start).map(|row| Action { row }).filter(move |action| matches(pattern, action.name()))
}

/// The prefixes of all services, sorted.
pub fn services() -> impl Iterator<Item = &'static str> {
    let first = ACTIONS.rows().next().map(|row| halves(row.key()).0);
    // A semicolon follows the colon: nothing of this service stands behind it.
    iter::successors(first, |last| ACTIONS.not_before(&format!("{last};")).next().map(|row| halves(row.key()).0))
}
