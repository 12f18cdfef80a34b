//! Problems of the type checker at their places in a template.

use super::Document;
use crate::diagnostic::Diagnostic;
use crate::schema::check::{At, Problem};
use crate::source::Span;
use crate::template::Step;

impl Document<'_> {
    /// Where the key of an entry, or the item of a list, stands; as near as the way leads.
    pub fn head(&self, way: &[Step<'_>]) -> Span {
        self.places.nearest(way.iter().copied()).head()
    }

    /// Where a value stands.
    pub fn value(&self, way: &[Step<'_>]) -> Span {
        self.places.nearest(way.iter().copied()).span
    }

    /// A problem of a resource's properties.
    pub fn placed(&self, id: &str, problem: Problem<'_>) -> Diagnostic {
        let above = [Step::Key("Resources"), Step::Key(id), Step::Key("Properties")];
        let way: Vec<Step<'_>> = above.iter().chain(&problem.path).copied().collect();
        // What is missing from a resource as a whole is missing at its name.
        let way = if problem.path.is_empty() { &way[..2] } else { &way[..] };
        let span = match problem.at {
            At::Key => self.head(way),
            At::Value => self.value(way),
        };
        let mut diagnostic = problem.diagnostic.label(span, problem.label);
        if let (Some((key, label)), Some((_, parents))) = (problem.other, way.split_last()) {
            let other: Vec<Step<'_>> = parents.iter().copied().chain([Step::Key(key)]).collect();
            diagnostic = diagnostic.label(self.head(&other), label);
        }
        diagnostic
    }
}
