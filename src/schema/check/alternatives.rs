//! Sub-schemas: any of them, one of them, all of them, none, or one that depends on another.

use super::presence::{self, Presence};
use super::{At, Checker, Problem, Step, Verdict};
use crate::diagnostic::Diagnostic;
use crate::schema::{NodeId, Place, page};
use crate::template::Entry;

impl<'v> Checker<'_, 'v> {
    /// Looks at a value through the sub-schemas of its place.
    pub(super) fn alternatives(&mut self, place: Place, entries: &[Entry<'_>], look: impl Fn(&mut Self, Place)) {
        for layer in place.layers() {
            let Some(sets) = &layer.node.sets else { continue };
            sets.all.iter().for_each(|id| look(self, layer.at(*id)));
            self.any_of(layer, &sets.any, &look);
            self.one_of(layer, &sets.one, &look);
            if let Some(id) = sets.not {
                match self.fits(|inner| look(inner, layer.at(id))) {
                    Some(true) => self.not_fitting(layer.at(id)),
                    Some(false) => {}
                    None => self.unsure = true,
                }
            }
            if let Some(condition) = sets.condition.0.map(|id| layer.at(id)) {
                // What depends on a mistake is known when that is mended.
                if named(condition).any(|name| self.is_wrong(name)) {
                    continue;
                }
                let next = match self.fits(|inner| look(inner, condition)) {
                    Some(true) => sets.condition.1,
                    Some(false) => sets.condition.2,
                    None => {
                        self.unsure = true;
                        None
                    }
                };
                let said = self.problems.len();
                next.into_iter().for_each(|id| look(self, layer.at(id)));
                self.problems[said..].iter_mut().for_each(|problem| depending(problem, condition, entries));
            }
        }
    }

    fn any_of(&mut self, layer: Place, branches: &[NodeId], look: &impl Fn(&mut Self, Place)) {
        let (mut failed, mut unsure) = (Vec::new(), false);
        for id in branches {
            match self.verdict(|inner| look(inner, layer.at(*id))) {
                Verdict::Fits => return,
                Verdict::Unsure => unsure = true,
                Verdict::Fails(problems) => failed.push(problems),
            }
        }
        self.unsure |= unsure;
        if !unsure && !failed.is_empty() {
            self.nearest(failed);
        }
    }

    fn one_of(&mut self, layer: Place, branches: &[NodeId], look: &impl Fn(&mut Self, Place)) {
        let (mut failed, mut fitting, mut unsure) = (Vec::new(), 0, false);
        for id in branches {
            match self.verdict(|inner| look(inner, layer.at(*id))) {
                Verdict::Fits => fitting += 1,
                Verdict::Unsure => unsure = true,
                Verdict::Fails(problems) => failed.push(problems),
            }
        }
        self.unsure |= unsure;
        if fitting > 1 {
            self.several(layer, branches);
        } else if fitting == 0 && !unsure && !failed.is_empty() {
            self.nearest(failed);
        }
    }

    /// What is wrong with the alternative that fits best; when several fit as well, that none does.
    fn nearest(&mut self, failed: Vec<Vec<Problem<'v>>>) {
        if self.only_asks() {
            return;
        }
        let depth = self.path.len();
        // A problem further down speaks for the alternative: its outside fitted.
        let is_outside = |problem: &&Problem<'v>| problem.path.len() <= depth + usize::from(problem.at == At::Key);
        let rank = |problems: &Vec<Problem<'v>>| (problems.iter().filter(is_outside).count(), problems.len());
        let best = failed.iter().map(rank).min();
        let mut fitting: Vec<Vec<Problem<'v>>> = failed.into_iter().filter(|one| Some(rank(one)) == best).collect();
        let missing: Vec<&str> = fitting.iter().filter_map(|problems| only_missing(problems)).collect();
        if fitting.len() == 1 {
            self.problems.append(&mut fitting[0]);
        } else if missing.len() == fitting.len() && missing.iter().any(|name| *name != missing[0]) {
            let all = crate::suggest::one_of(missing);
            let of = if self.path.is_empty() { self.of.name.to_owned() } else { format!("`{}`", self.called()) };
            let problem = Diagnostic::error("missing-property", format!("{of} needs {all}")).help("add one of them");
            self.report(Problem::key(problem, format!("{all} is missing")));
        } else if let Some(first) = fitting.first_mut() {
            self.problems.append(first);
        }
    }

    /// More than one of the alternatives that exclude each other.
    fn several(&mut self, layer: Place, branches: &[NodeId]) {
        let needed = branches.iter().flat_map(|id| layer.at(*id).node.sets.iter().flat_map(|sets| &sets.needed));
        let mut names: Vec<&str> = needed.copied().collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return;
        }
        let all = crate::suggest::one_of(names);
        let message = format!("`{}` takes only one of {all}", self.called());
        let problem = Diagnostic::error("exclusive-properties", message).help("keep one of them");
        self.report(Problem::key(problem, "more than one is given"));
    }

    /// Whether something was said of the entry of this name in the map here.
    fn is_wrong(&self, name: &str) -> bool {
        let depth = self.path.len();
        self.problems.iter().any(|problem| {
            problem.path.len() == depth + 1
                && problem.path[..depth] == self.path[..]
                && problem.path[depth] == Step::Key(name)
        })
    }

    /// What fits what it must not.
    fn not_fitting(&mut self, barred: Place) {
        let needed: Vec<&'static str> = barred.node.sets.iter().flat_map(|sets| sets.needed.iter().copied()).collect();
        if let [name] = *needed.as_slice() {
            return self.below(Step::Key(name), |checker| checker.barred(name));
        }
        let problem = Diagnostic::error("invalid-form", format!("`{}` cannot be this", self.called()))
            .help(format!("write another value; see {}", page(self.of.name)));
        self.report(Problem::value(problem, "not accepted"));
    }

    /// An entry that has no place here.
    pub(super) fn barred(&mut self, name: &str) {
        let problem = Diagnostic::error("exclusive-properties", format!("`{name}` cannot be set"))
            .help(format!("leave `{name}` out"));
        self.report(Problem::key(problem, "not taken here"));
    }
}

/// The properties that a condition looks at.
fn named(condition: Place) -> impl Iterator<Item = &'static str> {
    let needed = condition.node.sets.iter().flat_map(|sets| sets.needed.iter().copied());
    condition.node.properties.iter().map(|property| property.name).chain(needed)
}

/// Says what a problem depends on: the properties that the condition looked at.
fn depending(problem: &mut Problem<'_>, condition: Place, entries: &[Entry<'_>]) {
    let message = &mut problem.diagnostic.message;
    // What is nearest to the problem explains it best.
    if message.contains(" with this `") || message.contains(" without `") {
        return;
    }
    let own = problem.path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(*key),
        Step::Item(_) => None,
    });
    let Some(name) = named(condition).find(|name| Some(*name) != own) else { return };
    let how = match presence::of(entries, name) {
        Presence::No => "without",
        Presence::Yes | Presence::Maybe => "with this",
    };
    if message.contains(&format!("`{name}`")) {
        return;
    }
    let end = message.rfind(", found ").unwrap_or(message.len());
    message.insert_str(end, &format!(" {how} `{name}`"));
}

/// The property that is missing, when that is all that is wrong.
fn only_missing<'p>(problems: &'p [Problem<'_>]) -> Option<&'p str> {
    match problems {
        [problem] if problem.diagnostic.code == "missing-property" => {
            problem.label.strip_prefix('`')?.strip_suffix("` is missing")
        }
        _ => None,
    }
}
