//! What is looked at before a text is parsed: its encoding, its limits, and characters that deceive.

mod blocks;
mod cluster;
mod decode;
mod findings;
mod frames;
mod hidden;
mod lines;
mod look_alikes;
mod quotes;
mod scan;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub use decode::decode;

/// The largest file that is read, in bytes: 8 MiB.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The deepest nesting of `<`, `[`, `(` and `${`.
pub const MOST_NESTED: usize = 64;
/// The most lines of statements and entries; empty lines and comment lines are free.
/// Ten thousand times six resources fit; CloudFormation ends at 500.
pub const MOST_LINES: usize = 250_000;
/// The longest bare word, in bytes, as in CloudFormation's own names.
pub const LONGEST_WORD: usize = 255;
/// The most diagnostics of one inspection.
pub const MOST_FINDINGS: usize = 100;

/// What an inspection found.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The findings, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a limit is exceeded, so that the text must not be parsed.
    pub fatal: bool,
    /// Where the findings lie that a parser stumbles over: sorted, without overlaps.
    places: Vec<Span>,
}

impl Inspection {
    /// Whether a finding in code (not in a string or a comment) lies in the span, so that a syntax error there is its echo.
    pub fn covers(&self, span: Span) -> bool {
        let first = self.places.partition_point(|place| place.end <= span.start);
        self.places.get(first).is_some_and(|place| place.start < span.end)
    }
}

/// Looks a text through once, ahead of the parser.
pub fn inspect(text: &str) -> Inspection {
    scan::Scanner::new(text).run()
}
