//! Properties that need or exclude each other.

use super::presence::{self, Presence};
use super::{Checker, Problem, Step};
use crate::diagnostic::Diagnostic;
use crate::schema::{Place, Sets};
use crate::suggest;
use crate::template::Entry;

impl<'v> Checker<'_, 'v> {
    pub(super) fn together(&mut self, place: Place, entries: &'v [Entry<'v>]) {
        for layer in place.layers() {
            if let Some(sets) = &layer.node.sets {
                self.needs(sets, entries);
                self.bars(sets, entries);
                self.exactly_one(sets, place, entries);
                self.at_least_one(sets, place, entries);
                for (name, node) in &sets.with {
                    if presence::of(entries, name) == Presence::Yes {
                        self.object(layer.at(*node), entries);
                    }
                }
            }
            if let Some(bounds) = &layer.node.bounds {
                self.keys(bounds.keys, entries);
            }
        }
    }

    fn keys(&mut self, limits: (Option<f64>, Option<f64>), entries: &'v [Entry<'v>]) {
        let sure = entries.iter().filter(|(_, value)| presence::of_value(value) == Presence::Yes).count();
        let too_few = limits.0.is_some_and(|least| (entries.len() as f64) < least);
        if !too_few && limits.1.is_none_or(|most| sure as f64 <= most) {
            return;
        }
        let limits = super::list::describe_bounds(limits, "").replace("any number of", "any number");
        let message = format!("`{}` has {limits} entries, found {}", self.called(), entries.len());
        let problem = Diagnostic::error("out-of-range", message).help(format!("it takes {limits} entries"));
        self.report(Problem::value(problem, format!("not {limits} entries")));
    }

    /// With the first, the others.
    fn needs(&mut self, sets: &Sets, entries: &'v [Entry<'v>]) {
        for names in &sets.together {
            let [first, others @ ..] = names.as_slice() else { continue };
            if presence::of(entries, first) != Presence::Yes {
                continue;
            }
            for other in others {
                if presence::of(entries, other) == Presence::No {
                    let message = format!("`{first}` needs `{other}` beside it");
                    let problem = Diagnostic::error("incomplete-properties", message).help(format!("add `{other}`"));
                    self.at_entry(entries, first, Problem::key(problem, format!("`{other}` is missing")));
                }
            }
        }
    }

    /// With the first, none of the others.
    fn bars(&mut self, sets: &Sets, entries: &'v [Entry<'v>]) {
        for names in &sets.apart {
            let [first, others @ ..] = names.as_slice() else { continue };
            for other in others {
                let both = [first, other].iter().all(|name| presence::of(entries, name) == Presence::Yes);
                // The other way round is said by its own rule.
                let is_told = sets.apart.iter().any(|rule| rule[0] == *other && rule.contains(first)) && other < first;
                if both && !is_told {
                    self.exclude(entries, first, other);
                }
            }
        }
    }

    fn exclude(&mut self, entries: &'v [Entry<'v>], first: &str, other: &str) {
        let message = format!("`{first}` and `{other}` exclude each other");
        let problem = Diagnostic::error("exclusive-properties", message).help("keep one of them");
        let position = |name: &str| entries.iter().position(|(key, _)| key == name);
        // The later one is the one too many.
        let (late, early) = if position(first) > position(other) { (first, other) } else { (other, first) };
        let mut problem = Problem::key(problem, "not beside the other");
        if let Some((key, _)) = entries.iter().find(|(key, _)| key == early) {
            problem = problem.beside(key, "given already");
        }
        self.at_entry(entries, late, problem);
    }

    fn exactly_one(&mut self, sets: &Sets, place: Place, entries: &'v [Entry<'v>]) {
        for names in &sets.one_of {
            let there: Vec<&str> =
                names.iter().copied().filter(|name| presence::of(entries, name) == Presence::Yes).collect();
            if let [first, second, ..] = there.as_slice() {
                self.exclude(entries, first, second);
            }
            self.some_of(names, place, entries);
        }
    }

    fn at_least_one(&mut self, sets: &Sets, place: Place, entries: &'v [Entry<'v>]) {
        for names in &sets.some_of {
            self.some_of(names, place, entries);
        }
    }

    fn some_of(&mut self, names: &[&'static str], place: Place, entries: &'v [Entry<'v>]) {
        let is_there = |wanted| names.iter().any(|name| presence::of(entries, name) == wanted);
        if is_there(Presence::Yes) {
            return;
        }
        self.unsure |= is_there(Presence::Maybe);
        // A misspelled one is not missing: what it is called was said.
        if is_there(Presence::Maybe) || names.iter().any(|name| super::object::is_misspelled(name, place, entries)) {
            return;
        }
        let all = suggest::one_of(names.iter().copied());
        let of = if self.path.is_empty() { self.of.name.to_owned() } else { format!("`{}`", self.called()) };
        let problem = Diagnostic::error("missing-property", format!("{of} needs {all}")).help("add one of them");
        self.report(Problem::key(problem, format!("{all} is missing")));
    }

    /// Reports something about an entry of this map.
    fn at_entry(&mut self, entries: &'v [Entry<'v>], name: &str, problem: Problem<'v>) {
        match entries.iter().find(|(key, _)| key == name) {
            Some((key, _)) => self.below(Step::Key(key), |checker| checker.report(problem)),
            None => self.report(problem),
        }
    }
}
