//! What is wrong with a template's text.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The most problems of one template; the first of them are the ones to mend.
const MOST: usize = 100;
/// How deeply lists, maps and tags may be nested.
pub(super) const MOST_NESTED: usize = 128;
/// The most values of one template, aliases expanded. CloudFormation takes 1 MB of text.
pub(super) const MOST_VALUES: usize = 1_000_000;

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<Diagnostic>,
    /// Aliases and merges, which SAM expands.
    aliases: Vec<Diagnostic>,
    /// Whether something is missing from what was read, so that nothing should be said about what is not there.
    pub broken: bool,
}

impl Problems {
    /// Adds one, as long as there are few.
    pub fn push(&mut self, problem: Diagnostic) {
        if self.found.len() < MOST {
            self.found.push(problem);
        }
    }

    /// Adds one that takes time to make.
    pub fn push_with(&mut self, problem: impl FnOnce() -> Diagnostic) {
        if self.found.len() < MOST {
            self.found.push(problem());
        }
    }

    /// Adds one after which something may be missing.
    pub fn broken(&mut self, problem: Diagnostic) {
        self.broken = true;
        self.push(problem);
    }

    /// Adds one about an alias that was expanded.
    pub fn alias(&mut self, problem: Diagnostic) {
        if self.aliases.len() < MOST {
            self.aliases.push(problem);
        }
    }

    /// Forgets the aliases: what sends this template expands them.
    pub fn allow_aliases(&mut self) {
        self.aliases.clear();
    }

    /// All of them, in the order of the text.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let room = MOST - self.found.len();
        self.found.extend(self.aliases.into_iter().take(room));
        self.found.sort_by_key(|problem| (problem.span().start, std::cmp::Reverse(problem.severity)));
        self.found.dedup();
        self.found
    }
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("nested-too-deeply", format!("lists and maps are nested more than {MOST_NESTED} levels deep"))
        .label(span, "nothing is read from here on")
        .help("most often a bracket that closes is missing before")
}

pub(super) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error("file-too-large", format!("the template holds more than {MOST_VALUES} values"))
        .label(span, "nothing is read from here on")
        .help("split it into stacks; CloudFormation takes 1 MB of text and 500 resources in one")
}

pub(super) fn many_digits(span: Span) -> Diagnostic {
    Diagnostic::warning("loses-digits", "this number has more digits than a reader keeps")
        .label(span, "a whole number above 9,223,372,036,854,775,807 is rounded")
        .help("write it in quotes, so that it is a text")
}
