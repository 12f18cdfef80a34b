//! Problems of the type checker at their places in a template.

use super::Document;
use crate::diagnostic::Diagnostic;
use crate::schema::check::{At, Problem};
use crate::source::Span;
use crate::template::{Place, Step};

impl Document<'_> {
    /// Where the key of an entry, or the item of a list, stands; as near as the way leads.
    pub fn head(&self, way: &[Step<'_>]) -> Span {
        self.nearest(way).head()
    }

    /// Where a value stands.
    pub fn value(&self, way: &[Step<'_>]) -> Span {
        self.nearest(way).span
    }

    /// The last place on a way. Resources are found by their names: a template may have many, with a mistake in each.
    fn nearest(&self, way: &[Step<'_>]) -> &Place<'_> {
        match way {
            [Step::Key("Resources"), Step::Key(id), rest @ ..] if self.resources.contains_key(id) => {
                self.resources[id].nearest(rest.iter().copied())
            }
            _ => self.places.nearest(way.iter().copied()),
        }
    }

    /// Offers a name or a value in the place of one that is a word, in quotes or without.
    pub fn mended(&self, diagnostic: Diagnostic, span: Span, text: &str) -> Diagnostic {
        let written = self.source.slice(span);
        let quote = written.get(..1).filter(|first| ["\"", "'"].contains(first)).unwrap_or_default();
        let inner = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).unwrap_or_default();
        let is_word = |text: &str| {
            text.starts_with(|first: char| first.is_ascii_alphabetic())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte))
        };
        // What is more than a word may mean something else once it is written anew.
        if !is_word(inner) || !is_word(text) {
            return diagnostic;
        }
        diagnostic.fix(format!("write `{text}`"), span, format!("{quote}{text}{quote}"))
    }

    /// A problem of a resource's properties.
    pub fn placed(&self, id: &str, problem: Problem<'_>) -> Diagnostic {
        let above = [Step::Key("Resources"), Step::Key(id), Step::Key("Properties")];
        let way: Vec<Step<'_>> = above.iter().chain(&problem.path).copied().collect();
        // What is missing from a resource as a whole is missing at its name.
        let way = if problem.path.is_empty() { &way[..2] } else { &way[..] };
        let span = match problem.at {
            At::Key => self.source.first_line(self.head(way)),
            At::Value => self.value(way),
        };
        let mut diagnostic = problem.diagnostic.label(span, problem.label);
        if let Some(text) = problem.instead {
            diagnostic = self.mended(diagnostic, span, &text);
        }
        if let (Some((key, label)), Some((_, parents))) = (problem.other, way.split_last()) {
            let other: Vec<Step<'_>> = parents.iter().copied().chain([Step::Key(key)]).collect();
            diagnostic = diagnostic.label(self.head(&other), label);
        }
        diagnostic
    }
}
