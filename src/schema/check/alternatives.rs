//! Sub-schemas: any of them, one of them, all of them, none, or one that depends on another.

use super::{Checker, Problem, Verdict};
use crate::diagnostic::Diagnostic;
use crate::schema::{NodeId, Place, page};

impl<'v> Checker<'_, 'v> {
    /// Looks at a value through the sub-schemas of its place.
    pub(super) fn alternatives(&mut self, place: Place, look: impl Fn(&mut Self, Place)) {
        for layer in place.layers() {
            let Some(sets) = &layer.node.sets else { continue };
            sets.all.iter().for_each(|id| look(self, layer.at(*id)));
            self.any_of(layer, &sets.any, &look);
            self.one_of(layer, &sets.one, &look);
            if let Some(id) = sets.not
                && let Verdict::Fits = self.verdict(|inner| look(inner, layer.at(id)))
            {
                self.not_fitting();
            }
            let (Some(condition), then, otherwise) = sets.condition else { continue };
            let next = match self.verdict(|inner| look(inner, layer.at(condition))) {
                Verdict::Fits => then,
                Verdict::Fails(_) => otherwise,
                Verdict::Unsure => None,
            };
            next.into_iter().for_each(|id| look(self, layer.at(id)));
        }
    }

    fn any_of(&mut self, layer: Place, branches: &[NodeId], look: &impl Fn(&mut Self, Place)) {
        let mut failed = Vec::new();
        for id in branches {
            match self.verdict(|inner| look(inner, layer.at(*id))) {
                Verdict::Fits => return,
                Verdict::Unsure => {
                    self.unsure = true;
                    return;
                }
                Verdict::Fails(problems) => failed.push(problems),
            }
        }
        if !failed.is_empty() {
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
        let depth = self.path.len();
        // A problem further down speaks for the alternative: its outside fitted.
        let rank = |problems: &Vec<Problem<'v>>| {
            (problems.iter().filter(|problem| problem.path.len() <= depth).count(), problems.len())
        };
        let best = failed.iter().map(rank).min();
        let mut fitting: Vec<Vec<Problem<'v>>> = failed.into_iter().filter(|one| Some(rank(one)) == best).collect();
        let missing: Vec<&str> = fitting.iter().filter_map(|problems| only_missing(problems)).collect();
        if fitting.len() == 1 {
            self.problems.append(&mut fitting[0]);
        } else if missing.len() == fitting.len() && missing.iter().any(|name| *name != missing[0]) {
            let all = crate::suggest::one_of(missing);
            let problem = Diagnostic::error("missing-property", format!("`{}` needs {all}", self.called()))
                .help(format!("add {all}"));
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

    fn not_fitting(&mut self) {
        let problem = Diagnostic::error("invalid-form", format!("`{}` cannot be this", self.called()))
            .help(format!("see {}", page(self.of.name)));
        self.report(Problem::value(problem, "not accepted"));
    }
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
