//! A source text, the spans that point into it, and where a byte offset stands for people.

use std::sync::OnceLock;

/// A half-open range of byte offsets into a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        // A source is refused above 8 MiB, so every offset fits.
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A place as people count it: both numbers start at 1, the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// One file's text with its name as the user gave it.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    kept: OnceLock<Box<[String]>>,
}

impl Source {
    /// Wraps a text; a line ends at LF, CRLF or a lone CR.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = line_starts(text.as_bytes());
        Self { name: name.into(), text, line_starts, kept: OnceLock::new() }
    }

    /// Keeps texts that are made of the source's for as long as it lives. They follow from the text, so that they are
    /// the same whenever they are made.
    pub fn keep(&self, texts: Vec<String>) -> &[String] {
        self.kept.get_or_init(|| texts.into())
    }

    /// The name to show in diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under a span; empty when the span is not one of this source's.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The first line of a span: the whole of an item that spans lines would hide what is said about it.
    pub fn first_line(&self, span: Span) -> Span {
        let first = self.slice(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span { end: span.start + first as u32, ..span }
    }

    /// Number of lines, at least 1.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The line (from 1) that holds the offset.
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// Line and character column of an offset; an offset inside a character counts as that character.
    pub fn location(&self, offset: u32) -> Location {
        let line = self.line_of(offset);
        let start = self.line_starts[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let before = self.text.as_bytes().get(start..end).unwrap_or_default();
        // Continuation bytes are not counted, so an offset inside a character needs no care.
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        let inside = self.text.as_bytes().get(end).is_some_and(|byte| (byte & 0xC0) == 0x80);
        Location { line, column: column - usize::from(inside) }
    }

    /// The span of a line (from 1) without its line ending.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts.get(line - 1).copied().unwrap_or(self.text.len() as u32);
        let next = self.line_starts.get(line).copied().unwrap_or(self.text.len() as u32);
        let text = &self.text[start as usize..next as usize];
        let kept = text.trim_end_matches(['\n', '\r']).len();
        Span::new(start as usize, start as usize + kept)
    }
}

fn line_starts(bytes: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if !crlf {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.infra", "설명 = \"é\"\r\nnext\rlast");
        assert_eq!(source.location(6), Location { line: 1, column: 3 });
        assert_eq!(source.location(7), Location { line: 1, column: 4 });
        assert_eq!(source.location(1), Location { line: 1, column: 1 });
        assert_eq!(source.line_count(), 3);
        assert_eq!(source.slice(source.line_span(2)), "next");
        assert_eq!(source.location(source.text().len() as u32), Location { line: 3, column: 5 });
    }
}
