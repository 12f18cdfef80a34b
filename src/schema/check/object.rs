//! Maps: which keys they may have, which they must have, and what stands behind each.

use super::presence::{self, Presence};
use super::{Checker, Problem, Step};
use crate::diagnostic::Diagnostic;
use crate::schema::{Marks, Place, Property, Values, page};
use crate::suggest;
use crate::template::Entry;

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
                    self.below(Step::Key(key), |checker| {
                        checker.marks(property, value);
                        checker.value(inner, value);
                    });
                }
                None => self.free_key(place, key, value),
            }
        }
        self.required(place, entries);
        self.together(place, entries);
        self.alternatives(place, |checker, branch| checker.object(branch, entries));
    }

    /// A key that is no property.
    fn free_key(&mut self, place: Place, key: &'v str, value: &'v crate::template::Value<'v>) {
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
                problem.help(format!("it has {}; see {}", suggest::one_of(names()), page(self.of.name))),
                label,
            ),
        };
        self.below(Step::Key(key), |checker| checker.report(problem));
    }

    /// What is known of a property besides what it accepts.
    fn marks(&mut self, property: &Property, value: &crate::template::Value<'_>) {
        if presence::of_value(value) == Presence::No {
            return;
        }
        let name = property.name;
        // What is worked out and can be set at the creation is an input too.
        let can_be_set = property.marks.has(Marks::CREATE_ONLY) || property.marks.has(Marks::WRITE_ONLY);
        if property.marks.has(Marks::READ_ONLY) && !can_be_set {
            // Some services take no notice of it, others refuse it.
            let message = format!("`{name}` of {} is worked out by AWS and cannot be set", self.of.name);
            let problem = Diagnostic::warning("read-only-property", message)
                .help(format!("leave it out; other resources can take it as an attribute: NAME.{name}"));
            self.report(Problem::key(problem, "cannot be set"));
        } else if property.marks.has(Marks::DEPRECATED) {
            let message = format!("`{name}` of {} should not be used any more", self.of.name);
            let problem = Diagnostic::warning("deprecated-property", message)
                .help(format!("see {} for what takes its place", page(self.of.name)));
            self.report(Problem::key(problem, "deprecated"));
        }
    }

    fn required(&mut self, place: Place, entries: &'v [Entry<'v>]) {
        for layer in place.layers() {
            let needed = layer.node.sets.iter().flat_map(|sets| sets.needed.iter().copied());
            let required =
                layer.node.properties.iter().filter(|property| property.required).map(|property| property.name);
            for name in required.chain(needed) {
                self.need(name, place, entries);
            }
        }
    }

    fn need(&mut self, name: &'static str, place: Place, entries: &[Entry<'_>]) {
        // A misspelled one is not missing: what it is called was said.
        let misspelled = |key: &str| place.property(key).is_none() && suggest::nearest(key, [name]).is_some();
        if is_closed(place) && entries.iter().any(|(key, _)| misspelled(key)) {
            return;
        }
        match presence::of(entries, name) {
            Presence::Yes => {}
            Presence::Maybe => self.unsure = true,
            Presence::No => {
                let of = if self.path.is_empty() { self.of.name.to_owned() } else { format!("`{}`", self.called()) };
                let problem = Diagnostic::error("missing-property", format!("{of} needs `{name}`")).help(format!(
                    "add `{name}`; infrac explain {}.{} shows what it takes",
                    self.of.name,
                    self.below_here(name)
                ));
                self.report(Problem::key(problem, format!("`{name}` is missing")));
            }
        }
    }

    /// The path of an entry of the map here.
    fn below_here(&self, name: &str) -> String {
        let here = super::problem::shown(&self.path, "");
        if here.is_empty() { name.to_owned() } else { format!("{here}.{name}") }
    }
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
