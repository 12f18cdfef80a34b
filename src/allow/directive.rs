//! The text of a comment: `# infra: allow CODE, CODE because REASON`.

use super::code::Refused;
use super::{Code, Named, messages};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What a comment for infrac begins with, behind its `#`.
pub const MARK: &str = "infra:";

/// What a comment says.
pub struct Directive<'a> {
    /// What it allows, as far as it is right.
    pub codes: Vec<Named<'a>>,
    /// Why.
    pub reason: &'a str,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

impl Directive<'_> {
    fn wrong(problem: Diagnostic) -> Self {
        Self { codes: Vec::new(), reason: "", problems: vec![problem] }
    }
}

/// Whether a comment is for infrac, rather than for people.
pub fn is_directive(comment: &str) -> bool {
    behind_mark(comment).is_some()
}

/// What a comment says that starts at an offset; nothing if it is one for people.
pub fn read(comment: &str, at: u32) -> Option<Directive<'_>> {
    let from = behind_mark(comment)?;
    let mut words = Words { text: comment, at: from, base: at };
    let mark = comment[1..from].trim();
    if mark != MARK {
        let start = from - mark.len();
        return Some(Directive::wrong(messages::other_mark(words.span(start, from))));
    }
    Some(allow(&mut words))
}

/// Where the rest of a comment begins whose first word is `infra:`, or nearly so.
fn behind_mark(comment: &str) -> Option<usize> {
    let text = comment.strip_prefix('#')?.trim_start();
    let (name, rest) = text.split_at_checked(MARK.len() - 1)?;
    if !MARK[..MARK.len() - 1].eq_ignore_ascii_case(name) {
        return None;
    }
    let behind = rest.trim_start();
    let rest = match behind.strip_prefix(':') {
        Some(rest) => rest,
        // Without its colon it is one only if it goes on like one.
        None if rest.len() > behind.len() && behind.split_whitespace().next() == Some("allow") => rest,
        None => return None,
    };
    Some(comment.len() - rest.len())
}

fn allow<'a>(words: &mut Words<'a>) -> Directive<'a> {
    let end = words.span(words.text.trim_end().len(), words.text.trim_end().len());
    match words.next() {
        Some(("allow", _)) => {}
        found => return Directive::wrong(messages::allow_expected(found, end)),
    }
    let mut codes: Vec<(&str, Span)> = Vec::new();
    let mut is_apart = true;
    let because = loop {
        match words.next() {
            None => break None,
            Some(("because", span)) => break Some(span),
            Some((",", _)) => is_apart = true,
            Some(code) if is_apart => {
                codes.push(code);
                is_apart = false;
            }
            Some(found) => return Directive::wrong(messages::comma_expected(codes.last().copied(), found)),
        }
    };
    let reason = unquoted(words.text[words.at..].trim());
    if codes.is_empty() {
        return Directive::wrong(messages::code_expected(because.unwrap_or(end)));
    }
    if reason.is_empty() {
        return Directive::wrong(messages::no_reason(&codes, because.unwrap_or(end), because.is_some()));
    }
    named(&codes, reason)
}

/// The codes that can be allowed, and what is wrong with the others.
fn named<'a>(codes: &[(&'a str, Span)], reason: &'a str) -> Directive<'a> {
    let mut directive = Directive { codes: Vec::with_capacity(codes.len()), reason, problems: Vec::new() };
    for &(text, span) in codes {
        match Code::read(text) {
            Ok(Code::Of(checker)) if reason.chars().count() < checker.least_reason() => {
                directive.problems.push(messages::short_reason(text, span, checker));
            }
            Ok(code) => directive.codes.push(Named { text, code, span, used: false }),
            Err(Refused::Error) => directive.problems.push(messages::error(text, span)),
            Err(Refused::Unknown(near)) => directive.problems.push(messages::unknown(text, span, near)),
        }
    }
    directive
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map_or(text, str::trim)
}

/// The words of a comment, and its commas.
struct Words<'a> {
    text: &'a str,
    at: usize,
    base: u32,
}

impl<'a> Words<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).moved(self.base)
    }

    /// The next word, up to a blank or a comma; those in brackets are part of it.
    fn next(&mut self) -> Option<(&'a str, Span)> {
        let text = self.text;
        let rest = text[self.at..].trim_start();
        let start = text.len() - rest.len();
        let mut inside = 0_usize;
        let is_end = |c: char| {
            match c {
                '[' => inside += 1,
                ']' => inside = inside.saturating_sub(1),
                _ => {}
            }
            inside == 0 && (c == ',' || c.is_whitespace())
        };
        let length = if rest.starts_with(',') { 1 } else { rest.find(is_end).unwrap_or(rest.len()) };
        self.at = start + length;
        let word = &rest[..length];
        (!word.is_empty()).then(|| (word, self.span(start, start + length)))
    }
}
