//! Comments by position. Blank lines need no table: they are in the source, between two spans.

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

    /// The `##` lines directly above an offset, without their marks: the documentation of what starts there.
    pub fn documentation<'s>(&self, source: &'s Source, offset: u32) -> Vec<&'s str> {
        let mut line = source.line_of(offset);
        let before = self.comments.partition_point(|comment| comment.start < offset);
        let mut texts = Vec::new();
        for comment in self.comments[..before].iter().rev() {
            let text = source.slice(*comment);
            let alone = source.slice(source.line_span(line.saturating_sub(1).max(1))).trim_start().starts_with("##");
            if source.line_of(comment.start) + 1 != line || !alone || !text.starts_with("##") {
                break;
            }
            line -= 1;
            texts.push(text.trim_start_matches('#').trim());
        }
        texts.reverse();
        texts
    }

    /// Whether an empty line stands directly above the line of an offset.
    pub fn blank_line_above(source: &Source, offset: u32) -> bool {
        let line = source.line_of(offset);
        line > 1 && source.slice(source.line_span(line - 1)).trim().is_empty()
    }
}
