//! Values that fit where they stand, as far as that is known.

use super::super::listed::{self, Listed};
use super::super::rules::{self, RuleKind};
use super::super::wants::{self, Wants};
use super::{Named, name_for};
use crate::schema::{Place, Types};

/// How deep bodies within bodies are written out.
const DEEPEST: usize = 14;

/// Writes values.
pub struct Writer {
    /// The type of the resource that they are for.
    resource: &'static str,
    /// The names that were used.
    pub names: Vec<Named>,
}

impl Writer {
    /// Writes for a resource of this type.
    pub fn new(resource: &'static str) -> Self {
        Self { resource, names: Vec::new() }
    }

    /// An entry for everything that must be there.
    pub fn entries(&mut self, place: Place, depth: usize) -> Vec<String> {
        self.entries_as(place, None, depth)
    }

    /// Entries, where another place may know more of their values.
    fn entries_as(&mut self, place: Place, other: Option<Place>, depth: usize) -> Vec<String> {
        let entry = |one: Listed| {
            let known = other.and_then(|other| other.property(one.property.name)).map(|(place, _)| place);
            let known = known.filter(|place| !place.choices().is_empty());
            format!("{} = {}", one.property.name, self.value(known.unwrap_or(one.place), depth + 1))
        };
        needed(place).into_iter().map(entry).collect()
    }

    /// A value for a place.
    pub fn value(&mut self, place: Place, depth: usize) -> String {
        if let Some(form) = first_form(place).filter(|_| depth < DEEPEST) {
            return self.value(form, depth + 1);
        }
        let types = place.types();
        if let [choice, ..] = place.choices() {
            return if types.accepts(Types::STRING) { format!("\"{choice}\"") } else { (*choice).to_owned() };
        }
        if let Some(wants) = self.clearly_wanted(place).filter(|_| !types.is(Types::ARRAY)) {
            return self.name(&wants);
        }
        match place.layers().map(|layer| layer.node.form).find(|form| !form.is_empty()) {
            Some("ipv4-network") => "10.0.0.0/16".to_owned(),
            Some("ipv6-network") => "2001:db8::/32".to_owned(),
            Some("date-time") => "\"2030-01-01T00:00:00Z\"".to_owned(),
            _ => self.plain(place, types, depth),
        }
    }

    /// What to name in a place, unless many things are given there. Nothing can refer to itself.
    fn clearly_wanted(&self, place: Place) -> Option<Wants> {
        let all = wants::of(place);
        let same = all.iter().all(|one| !one.usual || one.resource == all[0].resource);
        all.into_iter().find(|one| same && one.resource != self.resource)
    }

    fn name(&mut self, wants: &Wants) -> String {
        let mut name = name_for(wants.resource);
        if name == name_for(self.resource) {
            name.insert_str(2, "-other");
        }
        let named = Named { name: name.clone(), what: wants.named() };
        if !self.names.contains(&named) {
            self.names.push(named);
        }
        name
    }

    fn plain(&mut self, place: Place, types: Types, depth: usize) -> String {
        if types.is_any() && !listed::properties(place).is_empty() || types.accepts(Types::OBJECT) && !types.is_any() {
            let entries = if depth < DEEPEST { self.entries(place, depth) } else { Vec::new() };
            return body(&entries);
        }
        if !types.is_any() && types.accepts(Types::ARRAY) {
            return self.list(place, depth);
        }
        if types.is(Types::BOOLEAN) {
            return "true".to_owned();
        }
        if !types.accepts(Types::STRING) {
            let bounds = place.layers().find_map(|layer| layer.node.bounds.as_ref());
            let (least, most) = bounds.map(|bounds| bounds.range).unwrap_or_default();
            // The least is often 0, which switches something off.
            return least.unwrap_or(1.0).max(most.unwrap_or(1.0).min(1.0)).to_string();
        }
        "\"…\"".to_owned()
    }

    fn list(&mut self, place: Place, depth: usize) -> String {
        let first = place.layers().find_map(|layer| {
            let sets = layer.node.sets.as_ref()?;
            sets.first_items.first().map(|id| layer.at(*id))
        });
        let item = match (place.items().filter(|_| depth < DEEPEST), first) {
            (Some(items), Some(first)) => body(&self.entries_as(items, Some(first), depth + 1)),
            (Some(items), None) => self.value(items, depth + 1),
            (None, _) => String::new(),
        };
        format!("[{item}]")
    }
}

fn body(entries: &[String]) -> String {
    if entries.is_empty() { "< >".to_owned() } else { format!("< {} >", entries.join(", ")) }
}

/// The first of the forms that a place without a type has.
fn first_form(place: Place) -> Option<Place> {
    if place.layers().any(|layer| !layer.node.types.is_any()) {
        return None;
    }
    rules::forms(place).into_iter().next()
}

/// What must be there: what is required, and the first of what one must choose from.
fn needed(place: Place) -> Vec<Listed> {
    let all = listed::properties(place);
    let required = |name: &str| all.iter().any(|one| one.property.name == name && one.required);
    let mut names: Vec<&'static str> = rules::implied(place);
    for rule in rules::of(place) {
        match rule.rule {
            RuleKind::ExactlyOne | RuleKind::AtLeastOne => {
                let mut given = rule.names.iter().flatten();
                if !given.any(|name| required(name) || names.contains(name)) {
                    names.extend(rule.names.into_iter().next().unwrap_or_default());
                }
            }
            RuleKind::Needs
            | RuleKind::Excludes
            | RuleKind::Where
            | RuleKind::Unique
            | RuleKind::AnyCase
            | RuleKind::More => {}
        }
    }
    all.into_iter().filter(|one| one.required || names.contains(&one.property.name)).collect()
}
