//! The logical ids of things that are called by a domain name: several may be called by one.

use super::Declaration;
use crate::model::names;
use crate::syntax::ast::{Body, Conditional, Item, Otherwise};
use crate::words::Naming;

/// What tells a declaration from others of its domain name: by the first entry of its word's list that its body has.
pub fn told_as(declaration: &Declaration<'_>, body: Option<&Body<'_>>) -> &'static str {
    let Naming::Domain(adds) = declaration.word.naming else { return "" };
    let has = |entry: &str| body.is_some_and(|body| has_entry(&body.items, entry));
    adds.iter().find(|(entry, _)| entry.is_empty() || has(entry)).map_or("", |(_, what)| *what)
}

/// The logical id that follows from a declaration's name: `WebServer`, or `ExampleComMx` for a domain name. One that it
/// had a handle for before keeps that.
pub fn logical_id(declaration: &Declaration<'_>) -> String {
    let name = declaration.former.unwrap_or(declaration.handle).text;
    if !declaration.shares_name() || !name.contains('.') {
        return names::logical_id(name);
    }
    let (any, rest) = name.strip_prefix("*.").map_or(("", name), |rest| ("Wildcard", rest));
    let id = format!("{any}{}", names::logical_id(rest));
    if id.is_empty() { id } else { id + declaration.told_as }
}

/// Whether some branch of a body has an entry.
fn has_entry(items: &[Item<'_>], entry: &str) -> bool {
    items.iter().any(|item| match item {
        Item::Setting(setting) => setting.key.text == entry,
        Item::Conditional(conditional) => in_branches(conditional, entry),
        Item::Repeat(repeat) => has_entry(&repeat.body.items, entry),
        Item::Sentence(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Module(_) => false,
    })
}

fn in_branches(conditional: &Conditional<'_>, entry: &str) -> bool {
    has_entry(&conditional.then.items, entry)
        || match &conditional.otherwise {
            Some(Otherwise::Body(body)) => has_entry(&body.items, entry),
            Some(Otherwise::Conditional(next)) => in_branches(next, entry),
            None => false,
        }
}
