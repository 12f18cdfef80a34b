//! What is known of a property, in a few words.

use super::table::Row;
use crate::explain::types::{Accepts, Change, Property, Rule, RuleKind, Wants};

/// Values that are shown in a table.
const SHOWN: usize = 6;

/// Kinds of things that are shown in a table.
const FEW: usize = 3;
/// A longer type is not named.
const LONG: usize = 24;

/// Whether a rule is about the items or values themselves rather than about properties.
pub fn is_limit(rule: &Rule) -> bool {
    matches!(rule.rule, RuleKind::Unique | RuleKind::AnyCase)
}

/// The rows of properties: those that must be there, or the others.
pub fn rows<'p>(properties: impl IntoIterator<Item = &'p Property>) -> Vec<Row> {
    properties.into_iter().map(row).collect()
}

fn row(property: &Property) -> Row {
    let (middle, rest) = (kind(&property.accepts), notes(property));
    Row { depth: 0, name: property.name.to_owned(), middle, rest: rest.join("; ") }
}

/// The type; `one of` where values follow.
pub fn kind(accepts: &Accepts) -> String {
    match accepts.values.len() {
        // The name of a long definition would take the room of what is said of the property.
        0 | 1 if accepts.kind.len() > LONG && accepts.kind.starts_with("list of ") => match &accepts.items {
            Some(items) if items.kind == "map" => "list of maps".to_owned(),
            _ => accepts.kind.clone(),
        },
        0 | 1 => accepts.kind.clone(),
        few if few <= SHOWN => "one of".to_owned(),
        many => format!("one of {many} values"),
    }
}

fn notes(property: &Property) -> Vec<String> {
    let mut notes = limits(&property.accepts);
    if !property.accepts.default.is_empty() {
        notes.push(format!("without it: {}", property.accepts.default));
    }
    notes.extend(change(property).map(str::to_owned));
    notes
}

/// What a change does, and what else is special about it.
pub fn change(property: &Property) -> impl Iterator<Item = &'static str> {
    let change = match property.change {
        Change::Keeps => None,
        Change::MayReplace => Some("may\u{a0}replace\u{a0}the\u{a0}resource"),
        Change::Replaces => Some("replaces\u{a0}the\u{a0}resource"),
    };
    let said = [
        change.filter(|_| property.settable),
        (!property.settable).then_some("cannot be set"),
        (!property.readable).then_some("cannot be read back"),
        property.deprecated.then_some("deprecated: do\u{a0}not\u{a0}use"),
    ];
    said.into_iter().flatten()
}

/// Values and limits, those of items too.
fn limits(accepts: &Accepts) -> Vec<String> {
    let mut all: Vec<String> = values(accepts).into_iter().collect();
    all.extend(wants(&accepts.wants));
    all.extend(accepts.limits.iter().map(|limit| limit.words()));
    if let Some(items) = accepts.items.as_ref().or(accepts.map_values.as_ref()) {
        let inner = limits(items);
        // A list often wants what its items want.
        let new: Vec<String> = inner
            .into_iter()
            .filter(|one| accepts.wants.is_empty() || !one.starts_with("the ") && !one.starts_with("such as "))
            .collect();
        if !new.is_empty() {
            let each = if new[0].starts_with("such as ") { "items" } else { "each" };
            all.push(format!("{each} {}", new.join(", ")));
        }
    }
    all
}

fn values(accepts: &Accepts) -> Option<String> {
    let (values, more) = (&accepts.values, accepts.values.len().saturating_sub(SHOWN));
    match values.as_slice() {
        [] => None,
        [one] => Some(format!("only {one}")),
        many if more > 0 => Some(format!("{}, and {more} more", many[..SHOWN - 1].join(", "))),
        [most @ .., last] => Some(format!("{} or {last}", most.join(", "))),
    }
}

/// As in `the ARN of a KMS key or the id of a KMS key`; what is only usual is an example.
pub fn wants(wants: &[Wants]) -> Option<String> {
    let shown: Vec<&str> = wants.iter().take(FEW).map(|one| one.what.as_str()).collect();
    let such_as = if wants.iter().any(|one| one.usual) { "such as " } else { "" };
    let more = wants.len().saturating_sub(FEW);
    match shown.as_slice() {
        [] => None,
        many if more > 0 => Some(format!("{such_as}{}, and {more} more", many.join(", "))),
        [one] => Some(format!("{such_as}{one}")),
        [most @ .., last] => Some(format!("{such_as}{} or {last}", most.join(", "))),
    }
}
