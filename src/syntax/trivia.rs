//! Comments by position. Blank lines need no table: they are in the source, between two spans.

use crate::allow;
use crate::source::{Source, Span};

/// What the tree does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trivia {
    /// Every comment from its `#` to the end of its line, in order.
    pub comments: Vec<Span>,
}

impl Trivia {
    /// The comments that start within a span.
    pub fn within(&self, span: Span) -> &[Span] {
        let from = self.comments.partition_point(|comment| comment.start < span.start);
        let to = self.comments.partition_point(|comment| comment.start < span.end);
        &self.comments[from..to.max(from)]
    }

    /// Whether an empty line stands directly above the line of an offset.
    pub fn blank_line_above(source: &Source, offset: u32) -> bool {
        let line = source.line_of(offset);
        line > 1 && source.slice(source.line_span(line - 1)).trim().is_empty()
    }
}

/// The `##` lines directly above a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documentation<'s> {
    /// Their texts in order, without their marks.
    pub lines: Vec<&'s str>,
    /// All of them, from the first mark to the end of the last line.
    pub span: Span,
}

/// The documentation of what starts at an offset; nothing for what is not the first on its line. A line above it that
/// starts with `##` is a comment: no text goes on from one line into the next statement.
pub fn documentation(source: &Source, offset: u32) -> Option<Documentation<'_>> {
    let part = source.part(offset);
    let mut line = part.line_of(offset);
    let own = part.line_span(line);
    if !part.slice(Span { end: offset, ..own }).trim().is_empty() {
        return None;
    }
    let mut found: Option<Documentation<'_>> = None;
    while line > 1 {
        line -= 1;
        let whole = part.line_span(line);
        let text = part.slice(whole);
        let indent = (text.len() - text.trim_start().len()) as u32;
        // A comment for infrac may stand among them.
        if allow::is_directive(text.trim_start()) {
            continue;
        }
        let Some(said) = text.trim_start().strip_prefix("##") else { break };
        let end = found.as_ref().map_or(whole.end, |found| found.span.end);
        let lines = found.get_or_insert_with(|| Documentation { lines: Vec::new(), span: whole });
        lines.span = Span { start: whole.start + indent, end };
        lines.lines.push(said.trim_start_matches('#').trim());
    }
    found.map(|mut found| {
        found.lines.reverse();
        found
    })
}
