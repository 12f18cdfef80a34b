//! Where checkers look in a template for what they are to leave out.
//!
//! checkov and cfn-nag want a reason for each; cfn-lint and cfn-guard have no place for one.

use super::{Checker, checker};
use crate::template::{Entry, Resource, Value};
use std::borrow::Cow;

/// Where a checker has its list in the metadata of a resource.
fn path(checker: Checker) -> &'static [&'static str] {
    match checker {
        Checker::Checkov => &["checkov", "skip"],
        Checker::CfnLint => &["cfn-lint", "config", "ignore_checks"],
        Checker::CdkNag => &["cdk_nag", "rules_to_suppress"],
        Checker::CfnGuard => &["guard", "SuppressedRules"],
        Checker::CfnNag => &["cfn_nag", "rules_to_suppress"],
    }
}

/// What stands in that list.
fn item<'a>(checker: Checker, code: &str, reason: &str) -> Value<'a> {
    // A comment asks for nothing: CloudFormation would look up what stands there.
    let reason = Value::text(reason.replace("{{", "{ {"));
    let id = |code: &str| Value::text(code.to_owned());
    match checker {
        Checker::Checkov => Value::map([("id", id(code)), ("comment", reason)]),
        Checker::CfnLint | Checker::CfnGuard => id(code),
        Checker::CfnNag => Value::map([("id", id(code)), ("reason", reason)]),
        Checker::CdkNag => match checker::finding(code) {
            (rule, None) => Value::map([("id", id(rule)), ("reason", reason)]),
            (rule, Some(about)) => {
                Value::map([("id", id(rule)), ("reason", reason), ("applies_to", Value::list([id(about)]))])
            }
        },
    }
}

/// Adds a code to the metadata of a resource; false where it is there already, or where something else is in its place.
pub fn add(resource: &mut Resource<'_>, checker: Checker, code: &str, reason: &str) -> bool {
    let item = item(checker, code, reason);
    match resource.attributes.iter_mut().find(|(key, _)| key == "Metadata") {
        Some((_, metadata)) => put(metadata, path(checker), item),
        None => {
            let mut metadata = Value::map([]);
            let is_new = put(&mut metadata, path(checker), item);
            resource.attribute("Metadata", metadata);
            is_new
        }
    }
}

/// Puts an item into the list at a path, and makes what is not there yet.
fn put<'a>(within: &mut Value<'a>, path: &[&'static str], item: Value<'a>) -> bool {
    let Some((key, rest)) = path.split_first() else {
        let Value::List(items) = within else { return false };
        let is_new = !items.iter().any(|other| is_same(other, &item));
        if is_new {
            items.change(|items| items.push(item));
        }
        return is_new;
    };
    let Value::Map(entries) = within else { return false };
    entries.change(|entries| {
        let at = entries.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            let empty = if rest.is_empty() { Value::list([]) } else { Value::map([]) };
            entries.push((Cow::Borrowed(*key), empty));
            entries.len() - 1
        });
        put(&mut entries[at].1, rest, item)
    })
}

/// Whether two items are about the same, whatever their reasons.
fn is_same(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (one, other) {
        (Value::Map(one), Value::Map(other)) => {
            let about = |entries: &[Entry<'_>], key: &str| {
                entries.iter().find(|(known, _)| known == key).map(|(_, value)| format!("{value:?}"))
            };
            ["id", "applies_to"].into_iter().all(|key| about(one, key) == about(other, key))
        }
        _ => one == other,
    }
}
