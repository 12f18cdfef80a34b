//! One row of a plan: a resource as both templates have it, and what becomes of it.

use super::changed::Changed;
use super::concealed;
use super::differ::{self, Difference};
use super::fold;
use super::loss;
use super::model::{Action, Certainty, Change, Problem};
use super::parts::{Attribute, Cause, PropertyChange, Replacement};
use super::path::Path;
use super::refused;
use super::replacement;
use super::shown::Shown;
use super::side::{Presence, View, attribute};
use crate::schema::{self, Place};
use crate::template::{Resource, Value};
use rustc_hash::FxHashMap;

/// A resource by its logical id, as both templates have it.
pub(super) struct Pair<'t> {
    pub old: Option<&'t Resource<'t>>,
    pub new: Option<&'t Resource<'t>>,
    pub row: Row,
}

/// What becomes of it.
#[derive(Debug, PartialEq)]
pub(super) enum Row {
    /// It is in neither stack.
    Absent,
    /// It is made, surely or not.
    Comes(Certainty),
    /// It is removed, surely or not.
    Goes(Certainty),
    /// It is in both, with what changes in it.
    Same { properties: Vec<PropertyChange>, replaced: Option<Certainty> },
    /// Nobody knows, and why.
    Open(Option<Cause>),
}

impl<'t> Pair<'t> {
    /// Its logical id.
    pub fn id(&self) -> &'t str {
        self.new.or(self.old).map_or("", |resource| resource.id.as_ref())
    }

    /// Its type; the new one, where that is another.
    pub fn kind(&self) -> &'t str {
        self.new.or(self.old).map_or("", |resource| resource.kind.as_ref())
    }
}

/// All resources of both templates: those of the new one in their order, then those that are in the old one only.
pub(super) fn pairs<'t>(old: &View<'t>, new: &View<'t>) -> Vec<Pair<'t>> {
    let by_id = |view: &View<'t>| -> FxHashMap<&'t str, &'t Resource<'t>> {
        view.template.resources.iter().map(|resource| (resource.id.as_ref(), resource)).collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let mut pairs: Vec<Pair<'t>> = Vec::with_capacity(after.len());
    // Of two resources with one id the last one counts, as for any key of a map.
    let is_last = |known: &FxHashMap<&'t str, &'t Resource<'t>>, resource: &'t Resource<'t>| {
        known.get(resource.id.as_ref()).is_some_and(|last| std::ptr::eq(*last, resource))
    };
    for resource in new.template.resources.iter().filter(|resource| is_last(&after, resource)) {
        let known = before.get(resource.id.as_ref()).copied();
        let row = match (resource.is_resource(), new.presence(resource)) {
            (false, _) => Row::Open(None),
            (true, Presence::There) => Row::Comes(Certainty::Certain),
            (true, Presence::Perhaps(_)) => Row::Comes(Certainty::Possible),
            (true, Presence::Absent) => Row::Absent,
        };
        pairs.push(Pair { old: known, new: Some(resource), row });
    }
    let gone = old.template.resources.iter().filter(|resource| is_last(&before, resource));
    for resource in gone.filter(|resource| !after.contains_key(resource.id.as_ref())) {
        let row = match (resource.is_resource(), old.presence(resource)) {
            (false, _) => Row::Open(None),
            (true, Presence::There) => Row::Goes(Certainty::Certain),
            (true, Presence::Perhaps(_)) => Row::Goes(Certainty::Possible),
            (true, Presence::Absent) => Row::Absent,
        };
        pairs.push(Pair { old: Some(resource), new: None, row });
    }
    pairs
}

type Two<'t> = (&'t Resource<'t>, &'t Resource<'t>);

/// What becomes of a resource that both templates have.
pub(super) fn of<'t>(old: &View<'t>, new: &View<'t>, (before, after): Two<'t>, changed: &Changed<'t>) -> Row {
    if !before.is_resource() || !after.is_resource() {
        return of_loop((before, after), changed);
    }
    match (old.presence(before), new.presence(after)) {
        (Presence::Absent, Presence::Absent) => Row::Absent,
        (Presence::Absent, Presence::There) => Row::Comes(Certainty::Certain),
        (Presence::Absent, Presence::Perhaps(_)) | (Presence::Perhaps(_), Presence::There) => {
            Row::Comes(Certainty::Possible)
        }
        (Presence::There, Presence::Absent) => Row::Goes(Certainty::Certain),
        (Presence::There, Presence::Perhaps(_)) | (Presence::Perhaps(_), Presence::Absent) => {
            Row::Goes(Certainty::Possible)
        }
        (Presence::Perhaps(one), Presence::Perhaps(other)) if one != other || changed.conditions.contains(one) => {
            Row::Open(Some(Cause::Condition(other.to_owned())))
        }
        (Presence::There, Presence::There) | (Presence::Perhaps(_), Presence::Perhaps(_)) => {
            both((old, new), (before, after), changed)
        }
    }
}

/// A loop, or what a macro makes: what comes of it stands in neither template.
fn of_loop<'t>((before, after): Two<'t>, changed: &Changed<'t>) -> Row {
    let value = |resource: &Resource<'t>| resource.attributes.first().map(|(_, value)| value.clone());
    if before.kind == after.kind && differ::values(changed, value(before).as_ref(), value(after).as_ref()).is_empty() {
        return Row::Same { properties: Vec::new(), replaced: None };
    }
    Row::Open(Some(Cause::Template))
}

fn both<'t>((old, new): (&View<'t>, &View<'t>), (before, after): Two<'t>, changed: &Changed<'t>) -> Row {
    let kind = schema::find(&after.kind);
    let folded = (fold::entries(old, &before.properties), fold::entries(new, &after.properties));
    let found = differ::entries(changed, (&folded.0, &folded.1), kind.map(Place::root));
    let is_custom = replacement::is_custom(&after.kind);
    let mut properties = Vec::new();
    for difference in found {
        let replacement = if is_custom { Replacement::Possible } else { replacement::of(kind, &difference) };
        let causes = refined((before, after), &difference, changed);
        properties.push(property(Attribute::Properties, difference, replacement, causes));
    }
    for attribute in Attribute::ALL {
        properties.extend(of_attribute((old, new), (before, after), attribute, changed));
    }
    if before.kind != after.kind {
        properties.push(of_type(before, after));
    }
    let replaced = match properties.iter().map(|one| one.replacement).max() {
        Some(Replacement::Certain) => Some(Certainty::Certain),
        Some(Replacement::Possible) => Some(Certainty::Possible),
        Some(Replacement::No) | None => None,
    };
    Row::Same { properties, replaced }
}

/// A property that is written alike on both sides changes by what it is made of.
fn refined<'t>((before, after): Two<'t>, difference: &Difference<'t>, changed: &Changed<'t>) -> Vec<Cause> {
    let top = difference.path.top().unwrap_or_default();
    let values = before.get(top).zip(after.get(top));
    match values {
        Some((old, new)) if fold::is_same(old, new) && difference.causes == [Cause::Template] => {
            let causes: Vec<Cause> = changed.causes(new).into_iter().map(|(cause, _)| cause).collect();
            if !causes.is_empty() {
                return causes;
            }
            let mut inputs = Vec::new();
            crate::reason::cycles::names(new, &mut |name| {
                if !changed.all.contains(name) && !name.contains("::") {
                    inputs.push(Cause::Parameter(name.to_owned()));
                }
            });
            inputs.dedup();
            if inputs.is_empty() { difference.causes.clone() } else { inputs }
        }
        _ => difference.causes.clone(),
    }
}

fn property(
    attribute: Attribute,
    found: Difference<'_>,
    replacement: Replacement,
    causes: Vec<Cause>,
) -> PropertyChange {
    let show = |value: Option<Value<'_>>| value.map(|value| concealed::shown(&found.path, found.is_secret, &value));
    PropertyChange {
        attribute,
        before: show(found.before),
        after: show(found.after),
        path: found.path,
        replacement,
        certainty: found.certainty,
        causes,
        at: None,
    }
}

/// The differences of what a resource has beside its properties.
fn of_attribute<'t>(
    (old, new): (&View<'t>, &View<'t>),
    (before, after): Two<'t>,
    which: Attribute,
    changed: &Changed<'t>,
) -> Vec<PropertyChange> {
    let value = |view: &View<'t>, resource: &'t Resource<'t>| match which {
        Attribute::Properties | Attribute::Tags | Attribute::Type => None,
        Attribute::DependsOn => waits_for(resource),
        Attribute::Metadata
        | Attribute::CreationPolicy
        | Attribute::UpdatePolicy
        | Attribute::DeletionPolicy
        | Attribute::UpdateReplacePolicy
        | Attribute::Condition => {
            attribute(&resource.attributes, which.name()).and_then(|value| fold::value(view, value))
        }
    };
    let found = differ::values(changed, value(old, before).as_ref(), value(new, after).as_ref());
    found
        .into_iter()
        .map(|difference| {
            let causes = difference.causes.clone();
            property(which, difference, Replacement::No, causes)
        })
        .collect()
}

/// What a resource waits for; the order means nothing.
fn waits_for<'t>(resource: &'t Resource<'t>) -> Option<Value<'t>> {
    let mut ids: Vec<&str> = resource.dependencies().collect();
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then(|| Value::list(ids.into_iter().map(Value::text).collect::<Vec<_>>()))
}

fn of_type(before: &Resource<'_>, after: &Resource<'_>) -> PropertyChange {
    PropertyChange {
        attribute: Attribute::Type,
        path: Path::default(),
        before: Some(Shown::value(&Value::Text(before.kind.clone()))),
        after: Some(Shown::value(&Value::Text(after.kind.clone()))),
        replacement: Replacement::Certain,
        certainty: Certainty::Certain,
        causes: vec![Cause::Template],
        at: None,
    }
}

/// The properties of the first level that change.
pub(super) fn tops(properties: &[PropertyChange]) -> Vec<(String, Certainty)> {
    let mut found: Vec<(String, Certainty)> = Vec::new();
    for change in properties.iter().filter(|change| change.attribute == Attribute::Properties) {
        let Some(top) = change.path.top() else { continue };
        match found.iter_mut().find(|(name, _)| name == top) {
            Some((_, certainty)) => *certainty = (*certainty).max(change.certainty),
            None => found.push((top.to_owned(), change.certainty)),
        }
    }
    found
}

/// The change of a pair; nothing where nothing changes.
pub(super) fn change(pair: Pair<'_>) -> Option<Change> {
    let made = |action| Change::new(pair.id(), pair.kind(), action);
    let mut change = match &pair.row {
        Row::Absent => return None,
        Row::Same { properties, replaced: None } if properties.is_empty() => return None,
        Row::Same { replaced, .. } => made(replaced.map_or(Action::Change, Action::Replace)),
        Row::Comes(certainty) => Change { certainty: *certainty, ..made(Action::Add) },
        Row::Goes(certainty) => Change { certainty: *certainty, ..made(Action::Remove) },
        Row::Open(_) => Change { certainty: Certainty::Possible, ..made(Action::Unknown) },
    };
    if let (Action::Replace(certainty), Some(old), Some(new)) = (change.action, pair.old, pair.new) {
        change.fate = Some(loss::fate_of_replaced(old, new));
        change.problems = problems(old, new, certainty);
    } else if change.action == Action::Remove {
        change.fate = pair.old.map(loss::fate_of_removed);
    }
    change.loss = pair.old.and_then(|old| loss::of(old, change.action, change.fate, change.certainty));
    if let Row::Same { properties, .. } = pair.row {
        let sure = properties.iter().any(|one| one.certainty == Certainty::Certain);
        change.certainty = if sure { Certainty::Certain } else { Certainty::Possible };
        change.properties = properties;
    }
    Some(change)
}

fn problems(old: &Resource<'_>, new: &Resource<'_>, certainty: Certainty) -> Vec<Problem> {
    if old.kind != new.kind {
        return vec![refused::type_changed(old, new)];
    }
    refused::name_kept(old, new, certainty).into_iter().collect()
}
