//! `# infra: allow CODE because REASON` above a statement or an entry: what is meant to be as it is.
//!
//! A code of infrac silences its warnings and advice within the whole statement or entry. A code of another checker, told
//! by its shape, goes into the metadata of every resource that the statement makes, in the form that the checker reads.

mod apply;
mod checker;
mod code;
mod directive;
mod messages;
mod metadata;
mod place;

pub use checker::Checker;
pub use code::Code;
pub use directive::is_directive;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::syntax::Parsed;
use directive::Directive;
use place::Place;

/// All that a program allows, and what is wrong with how it says so.
#[derive(Debug, Default)]
pub struct Allows<'a> {
    all: Vec<Allow<'a>>,
    problems: Vec<Diagnostic>,
}

/// One comment that allows something.
#[derive(Debug)]
struct Allow<'a> {
    /// What it allows.
    codes: Vec<Named<'a>>,
    /// Why.
    reason: &'a str,
    /// The comment.
    comment: Span,
    /// The statement or entry, from the comments above it on.
    covers: Span,
}

/// A code as it is written.
#[derive(Debug, Clone, Copy)]
struct Named<'a> {
    text: &'a str,
    code: Code,
    span: Span,
    /// Whether there is something that it silences.
    used: bool,
}

impl<'a> Allows<'a> {
    /// Adds what other files say.
    pub fn extend(&mut self, other: Allows<'a>) {
        self.all.extend(other.all);
        self.problems.extend(other.problems);
    }

    /// Adds what the comments of a file say.
    pub fn read(&mut self, source: &'a Source, parsed: &Parsed<'a>) {
        // What could not be read may be what a comment stands above.
        let is_broken = parsed.diagnostics.iter().any(Diagnostic::is_error);
        for comment in &parsed.trivia.comments {
            let Some(found) = directive::read(source.slice(*comment), comment.start) else { continue };
            let Directive { codes, reason, problems } = found;
            let is_right = problems.is_empty();
            self.problems.extend(problems);
            match place::of(source, &parsed.file.items, *comment) {
                Place::Above(covers) if !codes.is_empty() => {
                    self.all.push(Allow { codes, reason, comment: *comment, covers });
                }
                Place::Above(_) => {}
                misplaced if is_right && !is_broken => {
                    self.problems.push(messages::misplaced(source, *comment, misplaced));
                }
                _ => {}
            }
        }
    }
}
