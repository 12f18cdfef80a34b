//! Sentences in bodies, taken apart at their keywords: `allow tcp 80 from lb`, `listen http 80 to web01, web02`.

use crate::diagnostic::Diagnostic;
use crate::model::EntrySentence;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use crate::words::Shape;

/// A sentence in parts.
pub struct Clauses<'s, 'a> {
    /// What stands in front of the first keyword.
    pub head: &'s [Argument<'a>],
    parts: Vec<(Name<'a>, &'s [Argument<'a>])>,
}

impl<'s, 'a> Clauses<'s, 'a> {
    /// Takes a sentence apart. A keyword behind a comma, or at the start, is a value.
    pub fn of(arguments: &'s [Argument<'a>], keywords: &[&str]) -> Self {
        let keyword = |at: usize| match arguments.get(at) {
            Some(Argument { value: Expr { kind: ExprKind::Word(text), span }, after_comma: false })
                if at > 0 && keywords.contains(text) =>
            {
                Some(Name { text, span: *span })
            }
            _ => None,
        };
        let starts: Vec<usize> = (0..arguments.len()).filter(|at| keyword(*at).is_some()).collect();
        let head = &arguments[..starts.first().copied().unwrap_or(arguments.len())];
        let parts = starts.iter().enumerate().filter_map(|(index, at)| {
            let end = starts.get(index + 1).copied().unwrap_or(arguments.len());
            Some((keyword(*at)?, &arguments[at + 1..end]))
        });
        Self { head, parts: parts.collect() }
    }

    /// What stands behind a keyword; nothing where it is missing or nothing stands there.
    pub fn behind(&self, keyword: &str) -> &'s [Argument<'a>] {
        self.part(keyword).map_or(&[], |(_, values)| values)
    }

    /// A keyword where it stands, and what stands behind it.
    pub fn part(&self, keyword: &str) -> Option<(Name<'a>, &'s [Argument<'a>])> {
        self.parts.iter().find(|(name, _)| name.text == keyword).copied()
    }

    /// The words in front of the first keyword, as far as they are bare words.
    pub fn words(&self) -> Vec<&'a str> {
        self.head.iter().map_while(|argument| word(&argument.value)).collect()
    }
}

/// A bare word.
pub fn word<'a>(value: &Expr<'a>) -> Option<&'a str> {
    match value.kind {
        ExprKind::Word(word) => Some(word),
        _ => None,
    }
}

/// A sentence that does not read as its word wants it.
pub fn not_understood(sentence: &EntrySentence<'_>, span: Span, what: &str) -> Diagnostic {
    let name = sentence.entry.name;
    let problem = Diagnostic::error("sentence-expected", format!("this `{name}` does not read as a sentence: {what}"))
        .label(span, what.to_owned());
    match sentence.entry.shape {
        Shape::Sentence(form) => problem.help(format!("write: {form}")),
        _ => problem,
    }
}
