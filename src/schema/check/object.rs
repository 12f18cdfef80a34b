//! Maps: which keys they may have, which they must have, and what stands behind each.

use super::presence::{self, Presence};
use super::{Checker, Problem, Step};
use crate::diagnostic::Diagnostic;
use crate::schema::{Marks, Place, Property, Types, Values, page};
use crate::suggest;
use crate::template::{Entry, Value};

impl<'v> Checker<'_, 'v> {
    /// A map, or a resource's properties.
    pub(super) fn object(&mut self, place: Place, entries: &'v [Entry<'v>]) {
        for (key, value) in entries {
            if presence::is_expanded(key) {
                self.unsure = true;
                continue;
            }
            match place.property(key) {
                Some((inner, property)) => {
                    self.below(Step::Key(key), |checker| checker.property(inner, property, value));
                }
                None => self.free_key(place, key, value),
            }
        }
        self.names(place, entries);
        self.required(place, entries);
        self.together(place, entries);
        self.alternatives(place, entries, |checker, branch| checker.object(branch, entries));
    }

    /// What stands behind a property's name.
    fn property(&mut self, place: Place, property: &'static Property, value: &'v Value<'v>) {
        if place.node.types.is(Types::NEVER) {
            return match presence::of_value(value) {
                Presence::Yes => self.barred(property.name),
                Presence::Maybe => self.unsure = true,
                Presence::No => {}
            };
        }
        // A value that nobody may set can only be wrong.
        if !self.marks(property, value) {
            self.value(place, value);
        }
    }

    /// Keys that must look like something.
    fn names(&mut self, place: Place, entries: &'v [Entry<'v>]) {
        let forms = place.layers().filter_map(|layer| Some(layer.at(layer.node.sets.as_ref()?.key?)));
        for form in forms.collect::<Vec<_>>() {
            for (key, _) in entries.iter().filter(|(key, _)| !presence::is_expanded(key)) {
                self.below(Step::Key(key), |checker| checker.name(form, key));
            }
        }
    }

    /// A key that is no property.
    fn free_key(&mut self, place: Place, key: &'v str, value: &'v Value<'v>) {
        if let Some(inner) = place.value(key) {
            self.below(Step::Key(key), |checker| checker.value(inner, value));
        } else if is_closed(place) {
            self.unknown(place, key);
        }
    }

    fn unknown(&mut self, place: Place, key: &'v str) {
        let properties = place.properties();
        let names = || properties.iter().filter(|one| !one.marks.has(Marks::READ_ONLY)).map(|one| one.name);
        let message = if self.path.is_empty() {
            format!("{} has no property `{key}`", self.of.name)
        } else {
            format!("`{}` of {} has no property `{key}`", self.called(), self.of.name)
        };
        let problem = Diagnostic::error("unknown-property", message);
        let label = "unknown property";
        let problem = match suggest::nearest(key, names()) {
            Some(near) => Problem::key(problem.help(format!("there is a property `{near}`")), label).instead(near),
            None if names().next().is_none() => Problem::key(problem.help("leave it out"), label),
            None => Problem::key(
                problem.help(format!("it has {}{}", suggest::all_of(names()), self.listed(names().count()))),
                label,
            ),
        };
        self.below(Step::Key(key), |checker| checker.report(problem));
    }

    /// Where a list of names goes on that a message cannot hold.
    fn listed(&self, count: usize) -> String {
        if count <= suggest::SHOWN {
            return String::new();
        }
        format!("; infrac explain {} lists them", super::problem::whole(self.of.name, &self.path))
    }

    /// What is known of a property besides what it accepts; whether it cannot be set.
    fn marks(&mut self, property: &Property, value: &Value<'_>) -> bool {
        if presence::of_value(value) == Presence::No {
            return false;
        }
        let name = property.name;
        let mut marks = property.marks;
        if self.path.len() > 1 && !self.of.marked.is_empty() {
            marks.add(self.of.marked_at(&self.called()));
        }
        // What is worked out and can be set at the creation is an input too.
        let can_be_set = marks.has(Marks::CREATE_ONLY) || marks.has(Marks::WRITE_ONLY);
        let is_fixed = marks.has(Marks::READ_ONLY) && !can_be_set;
        if is_fixed {
            // Some services take no notice of it, others refuse it.
            let message = format!("`{name}` of {} is worked out by AWS and cannot be set", self.of.name);
            let problem = Diagnostic::warning("read-only-property", message)
                .help(format!("leave it out; other resources can take it as an attribute: NAME.{name}"));
            self.report(Problem::key(problem, "cannot be set"));
        } else if marks.has(Marks::DEPRECATED) {
            let message = format!("`{name}` of {} should not be used any more", self.of.name);
            let problem = Diagnostic::warning("deprecated-property", message)
                .help(format!("see {} for what takes its place", page(self.of.name)));
            self.report(Problem::key(problem, "deprecated"));
        }
        is_fixed
    }

    fn required(&mut self, place: Place, entries: &'v [Entry<'v>]) {
        for layer in place.layers() {
            let needed = layer.node.sets.iter().flat_map(|sets| sets.needed.iter().copied());
            let required = layer.node.properties.iter().filter(|one| one.required).map(|one| one.name);
            let missing: Vec<&str> = required.chain(needed).filter(|name| self.lacks(name, place, entries)).collect();
            // A map of nothing but foreign names was meant to be another.
            let is_other = || !self.path.is_empty() && !entries.is_empty() && self.is_foreign(place, entries);
            if !missing.is_empty() && !is_other() {
                self.missing(&missing);
            }
        }
    }

    fn is_foreign(&self, place: Place, entries: &[Entry<'_>]) -> bool {
        let is_known = |key: &str| presence::is_expanded(key) || place.property(key).is_some();
        is_closed(place) && !entries.iter().any(|(key, _)| is_known(key))
    }

    /// Whether a property that must be there is surely not.
    fn lacks(&mut self, name: &str, place: Place, entries: &[Entry<'_>]) -> bool {
        let presence = presence::of(entries, name);
        self.unsure |= presence == Presence::Maybe;
        // A misspelled one is not missing: what it is called was said.
        presence == Presence::No && !is_misspelled(name, place, entries)
    }

    fn missing(&mut self, names: &[&'static str]) {
        if self.only_asks() {
            return;
        }
        let of = if self.path.is_empty() { self.of.name.to_owned() } else { format!("`{}`", self.called()) };
        let all = suggest::all_of(names.iter().copied());
        let (verb, shown) = match names {
            [one] => (
                "is",
                format!("add `{one}`; infrac explain {}.{} shows what it takes", self.of.name, self.below_here(one)),
            ),
            _ => (
                "are",
                format!(
                    "add them; infrac explain {} shows what they take",
                    super::problem::whole(self.of.name, &self.path)
                ),
            ),
        };
        let problem = Diagnostic::error("missing-property", format!("{of} needs {all}")).help(shown);
        self.report(Problem::key(problem, format!("{all} {verb} missing")));
    }

    /// The path of an entry of the map here.
    fn below_here(&self, name: &str) -> String {
        let here = super::problem::shown(&self.path, "");
        if here.is_empty() { name.to_owned() } else { format!("{here}.{name}") }
    }
}

/// Whether an entry that is none of a place's own was meant to be this one.
pub(super) fn is_misspelled(name: &str, place: Place, entries: &[Entry<'_>]) -> bool {
    let is_near = |key: &str| place.property(key).is_none() && suggest::nearest(key, [name]).is_some();
    is_named(place) && entries.iter().any(|(key, _)| is_near(key))
}

/// Whether a map has only keys that its place lists.
fn is_named(place: Place) -> bool {
    let is_listed = |layer: Place| layer.node.sets.as_ref().and_then(|sets| sets.key).is_some();
    is_closed(place) || place.layers().any(is_listed)
}

/// Whether a map has no keys but those of its properties.
fn is_closed(place: Place) -> bool {
    let mut has_properties = false;
    for layer in place.layers() {
        match layer.node.values {
            Values::Open | Values::Typed(_) => return false,
            Values::Empty => return true,
            Values::Closed => has_properties |= !layer.node.properties.is_empty(),
        }
    }
    // A part that says nothing of properties of its own leaves it to its alternatives.
    has_properties
}
