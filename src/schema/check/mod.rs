//! Whether a resource fits its type. Only what is certain is said: a value that is worked out at the deploy may be
//! anything that its function can give.

mod alternatives;
mod context;
mod describe;
mod list;
mod object;
mod pattern;
mod presence;
mod problem;
mod reference;
mod scalar;
mod together;
mod value;

pub use context::{Context, Target, targets};
pub use problem::{At, Path, Problem, Step};
pub use reference::what;
pub use scalar::is_network;

use super::{Place, Type, find};
use crate::diagnostic::Diagnostic;
use crate::template::{Entry, Resource, Template, Value};
use rustc_hash::FxHashMap;

/// How deep values are looked at: what is nested deeper than a template can be is left alone.
const DEEPEST: usize = 100;

/// What is wrong with a resource's properties, by their paths below `Properties`.
pub fn resource<'v>(resource: &'v Resource<'v>, context: &Context<'_, 'v>) -> Vec<Problem<'v>> {
    let Some(of) = find(&resource.kind) else { return Vec::new() };
    properties(of, &resource.properties, context)
}

/// The same for properties alone.
pub fn properties<'v>(of: &'static Type, properties: &'v [Entry<'v>], context: &Context<'_, 'v>) -> Vec<Problem<'v>> {
    let mut checker =
        Checker { context, of, path: Path::new(), problems: Vec::new(), unsure: false, asking: false, refused: false };
    checker.object(Place::root(of), properties);
    checker.problems
}

/// What is wrong with the value of one property, by itself.
pub fn property(of: &'static Type, name: &str, value: &Value<'_>) -> Option<Diagnostic> {
    let (template, targets) = (Template::default(), FxHashMap::default());
    let entries = [(name.into(), value.clone())];
    let found = properties(of, &entries, &Context::new(&template, &targets, false));
    // What is missing beside it is another matter.
    let is_about = |problem: &Problem<'_>| problem.at == At::Value && problem.path.first() == Some(&Step::Key(name));
    found.into_iter().find(is_about).map(|problem| problem.diagnostic)
}

struct Checker<'c, 'v> {
    context: &'c Context<'c, 'v>,
    of: &'static Type,
    path: Path<'v>,
    problems: Vec<Problem<'v>>,
    /// Whether something was met that is known at the deploy only.
    unsure: bool,
    /// Whether it is only asked for whether something fits, not for what to say of it.
    asking: bool,
    /// Whether something did not fit while that was asked.
    refused: bool,
}

/// What a look at a part comes to.
enum Verdict<'v> {
    /// It surely fits.
    Fits,
    /// It may fit.
    Unsure,
    /// It surely does not.
    Fails(Vec<Problem<'v>>),
}

impl<'v> Checker<'_, 'v> {
    /// Looks at something below a step.
    fn below(&mut self, step: Step<'v>, look: impl FnOnce(&mut Self)) {
        // What the serverless transform accepts below its own properties is more than its schemas say.
        let deepest = if self.of.name.starts_with("AWS::Serverless::") { 1 } else { DEEPEST };
        if self.path.len() < deepest {
            self.path.push(step);
            look(self);
            self.path.pop();
        } else {
            self.unsure = true;
        }
    }

    /// Looks at something without saying what is wrong with it.
    fn verdict(&mut self, look: impl FnOnce(&mut Self)) -> Verdict<'v> {
        let problems = std::mem::take(&mut self.problems);
        let unsure = std::mem::replace(&mut self.unsure, false);
        let refused = std::mem::replace(&mut self.refused, false);
        look(self);
        let found = std::mem::replace(&mut self.problems, problems);
        let was_unsure = std::mem::replace(&mut self.unsure, unsure);
        let was_refused = std::mem::replace(&mut self.refused, refused);
        match (found.is_empty() && !was_refused, was_unsure) {
            (false, _) => Verdict::Fails(found),
            (true, true) => Verdict::Unsure,
            (true, false) => Verdict::Fits,
        }
    }

    /// Whether something surely fits, or surely does not.
    fn fits(&mut self, look: impl FnOnce(&mut Self)) -> Option<bool> {
        let asking = std::mem::replace(&mut self.asking, true);
        let verdict = self.verdict(look);
        self.asking = asking;
        match verdict {
            Verdict::Fits => Some(true),
            Verdict::Fails(_) => Some(false),
            Verdict::Unsure => None,
        }
    }

    /// Notes that something does not fit, where that is all that is asked: words for it would be made in vain.
    fn only_asks(&mut self) -> bool {
        self.refused |= self.asking;
        self.asking
    }

    /// Says what is wrong with the value here.
    fn report(&mut self, problem: Problem<'v>) {
        // What is wrong with a value for one rule is mostly wrong for the next, and mended with it.
        let is_said = |one: &Problem<'_>| one.at == At::Value && one.path == self.path;
        if problem.at == At::Key || !self.problems.iter().any(is_said) {
            self.problems.push(problem.at_path(&self.path));
        }
    }

    /// How the place is called: the path of its property, or the type.
    fn called(&self) -> String {
        problem::shown(&self.path, self.of.name)
    }
}

#[cfg(test)]
mod tests;
