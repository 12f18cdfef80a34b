//! From text to a syntax tree. The only place that knows pest.
//!
//! Every text parses: what is no statement becomes a region that is explained by one diagnostic, and parsing goes on
//! behind it. A file is parsed piece by piece, so that memory follows the largest statement, not the file.

pub mod ast;
mod explain;
mod from_pairs;
mod grammar;
pub mod inspect;
pub mod literal;
pub mod moved;
mod nodes;
mod trivia;
mod visit;
mod word;

pub use trivia::{Documentation, Trivia, documentation};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use ast::{File, Item};
use from_pairs::{Broken, Builder, Findings};
use grammar::{Grammar, Rule};
use nodes::{Cursor, Nodes};
use pest::Parser;
use std::num::NonZeroUsize;

/// Parser calls allowed for one statement: about 15 a byte are usual, so this serves statements of 300 kB.
const CALLS_PER_STATEMENT: usize = 5_000_000;
/// How much text is parsed in one call at most, as long as the statements in it are healthy: bounds the memory for tokens.
const RUN_BYTES: usize = 16 << 10;
/// Statements that may be beyond the limits before the rest of a file is left unread.
const MOST_REFUSED: usize = 10;

/// A file's tree, what stands beside it, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Parsed<'a> {
    /// The healthy statements.
    pub file: File<'a>,
    /// Comments.
    pub trivia: Trivia,
    /// Problems in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a limit is exceeded, so that the text was not parsed.
    pub fatal: bool,
}

/// Looks a file through and parses it, unless it exceeds a limit.
pub fn read(source: &Source) -> Parsed<'_> {
    read_as(source, Keep::Tree)
}

/// What is wrong with a file, whose tree is not kept.
pub fn problems(source: &Source) -> Vec<Diagnostic> {
    read_as(source, Keep::Problems).diagnostics
}

/// What is kept of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// All of it.
    Tree,
    /// What is wrong with it.
    Problems,
}

fn read_as(source: &Source, keep: Keep) -> Parsed<'_> {
    let mut inspection = inspect::inspect(source.text());
    let mut diagnostics = std::mem::take(&mut inspection.diagnostics);
    let mut parsed = Parsed::default();
    if !inspection.fatal {
        parsed = parse_text(source.text(), keep);
        // What the parser stumbles over there was said already.
        diagnostics.extend(parsed.diagnostics.drain(..).filter(|problem| !inspection.covers(problem.span())));
    }
    (parsed.diagnostics, parsed.fatal) = (diagnostics, inspection.fatal);
    if source.base() == 0 { parsed } else { moved::parsed(parsed, source.base()) }
}

/// Parses a whole file; never fails.
pub fn parse(source: &Source) -> Parsed<'_> {
    let parsed = parse_text(source.text(), Keep::Tree);
    if source.base() == 0 { parsed } else { moved::parsed(parsed, source.base()) }
}

fn parse_text(text: &str, keep: Keep) -> Parsed<'_> {
    pest::set_call_limit(NonZeroUsize::new(CALLS_PER_STATEMENT));
    let mut parser = Pieces {
        text,
        keep,
        at: 0,
        nodes: Nodes::default(),
        parsed: Parsed::default(),
        reported: 0,
        no_run_before: 0,
        refused: 0,
        resume: None,
        impatient: false,
    };
    while parser.at < parser.text.len() {
        parser.run();
        parser.piece();
    }
    parser.parsed
}

/// The state between two pieces.
struct Pieces<'a> {
    text: &'a str,
    keep: Keep,
    at: usize,
    nodes: Nodes,
    parsed: Parsed<'a>,
    /// Where the last syntax problem was found; a region that starts before it is its tail, not a second mistake.
    reported: u32,
    /// Where the next run may start.
    no_run_before: usize,
    /// How many statements were beyond the limits.
    refused: usize,
    /// Where the next piece starts, when it is not behind the present one.
    resume: Option<usize>,
    /// Whether a body without an end was found.
    impatient: bool,
}

impl<'a> Pieces<'a> {
    /// Takes healthy statements as far as they go, some at a time: a call for each would cost more than its parsing.
    fn run(&mut self) {
        while self.at >= self.no_run_before {
            let slice = &self.text[self.at..];
            let slice = &slice[..explain::line_of_statement(slice, RUN_BYTES).unwrap_or(slice.len())];
            let Ok(pairs) = Grammar::parse(Rule::run, slice) else {
                // Something in it is beyond the limits: the statements in front of that are taken one by one.
                self.no_run_before = self.at + slice.len();
                return;
            };
            let root = self.nodes.read(pairs, self.at as u32, &mut self.parsed.trivia.comments);
            let start = self.at;
            self.take_run(root);
            if self.at == start {
                return;
            }
        }
    }

    /// Takes statements up to one whose end was not found before the end of the slice.
    fn take_run(&mut self, mut root: Cursor) {
        let Some(run) = self.nodes.next(&mut root) else { return };
        let mut cursor = run.inside;
        let mut end = run.span.end as usize;
        while let Some(node) = self.nodes.next(&mut cursor) {
            let mut builder = Builder { text: self.text, nodes: &self.nodes, findings: Findings::default() };
            let item = if self.nodes.too_deep(node) { None } else { builder.statement(node) };
            let findings = builder.findings;
            if self.nodes.too_deep(node) || !findings.unclosed.is_empty() {
                end = node.span.start as usize;
                break;
            }
            self.take(findings, item);
        }
        self.forget_comments(end);
        self.at = self.at.max(end);
    }

    /// What stands behind an offset is parsed again.
    fn forget_comments(&mut self, end: usize) {
        let comments = &mut self.parsed.trivia.comments;
        comments.truncate(comments.partition_point(|comment| (comment.start as usize) < end));
    }

    fn piece(&mut self) {
        let mut rest = &self.text[self.at..];
        if self.impatient {
            rest = &rest[..explain::end_of_unclosed(rest)];
        }
        self.resume = None;
        let end = self.parse_slice(rest);
        if let Some(resume) = self.resume.take().filter(|resume| *resume > self.at) {
            self.at = resume;
            return;
        }
        // No piece is empty; a step of one character keeps that true whatever the grammar becomes.
        let step = rest.chars().next().map_or(0, char::len_utf8);
        self.at += end.max(step);
    }

    /// Parses the piece at the start of a slice and returns its length.
    fn parse_slice(&mut self, slice: &'a str) -> usize {
        let pairs = match Grammar::parse(Rule::piece, slice) {
            Ok(pairs) => pairs,
            Err(error) => return self.refuse(slice, &error),
        };
        let mut root = self.nodes.read(pairs, self.at as u32, &mut self.parsed.trivia.comments);
        let Some(piece) = self.nodes.next(&mut root) else { return slice.len() };
        let end = piece.span.end as usize - self.at;
        if self.nodes.too_deep(piece) {
            self.parsed.diagnostics.push(explain::nested_too_deeply(self.text, piece.span));
            return end;
        }
        let mut builder = Builder { text: self.text, nodes: &self.nodes, findings: Findings::default() };
        let item = builder.piece(piece);
        let findings = builder.findings;
        let text_without_end = || findings.broken.iter().any(|region| explain::is_unclosed_text(self.text, *region));
        if let Some(open) = findings.unclosed.last().copied().filter(|_| !text_without_end()) {
            // The rest of the file was taken for entries: parse again, up to where the next statement begins, and do
            // so at once from now on.
            self.impatient = true;
            let shorter = explain::end_of_unclosed(slice);
            if shorter < slice.len() {
                self.forget_comments(self.at);
                return self.parse_slice(&slice[..shorter]);
            }
            if let Some(problem) = explain::doubled(self.text, open, &findings.broken) {
                self.report(problem);
                return end;
            }
            let comment = self.parsed.trivia.comments.last().copied();
            self.report(explain::unclosed_body(self.text, open, self.at + end, comment));
        }
        self.take(findings, item);
        end
    }

    fn take(&mut self, findings: Findings, item: Option<Item<'a>>) {
        self.parsed.diagnostics.extend(findings.diagnostics);
        let mut broken = findings.broken;
        broken.sort_by_key(|region| region.span.start);
        for region in broken {
            self.explain(region);
        }
        if self.keep == Keep::Tree {
            self.parsed.file.items.extend(item);
        }
    }

    fn explain(&mut self, region: Broken) {
        if region.span.start < self.reported {
            return;
        }
        let explanation = explain::region(self.text, region);
        self.resume = explanation.resume;
        self.report(explanation.diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.reported = self.reported.max(diagnostic.span().start + 1);
        self.parsed.diagnostics.push(diagnostic);
    }

    /// A statement that is beyond the parser's limits is stepped over.
    fn refuse(&mut self, slice: &str, error: &pest::error::Error<Rule>) -> usize {
        let end = explain::next_statement(slice).unwrap_or(slice.len());
        let span = Span::new(self.at, self.at + end);
        let problem = if error.variant.message().contains("stack limit") {
            explain::nested_too_deeply(self.text, span)
        } else {
            explain::statement_too_long(self.text, span)
        };
        self.parsed.diagnostics.push(problem);
        self.refused += 1;
        // Each cost as much as it was allowed to, so that a file of them would take too long.
        if self.refused == MOST_REFUSED { slice.len() } else { end }
    }
}

#[cfg(test)]
mod tests;
