//! Where a span is, as people count.

use crate::{Location, Source, Span};

/// A span inside its text, with both ends as line and column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region<'a> {
    /// The file that it lies in.
    pub file: &'a Source,
    /// The span, clamped to the text and to whole characters.
    pub span: Span,
    /// The first character.
    pub start: Location,
    /// Just past the last character.
    pub end: Location,
}

/// Finds regions of one source. Remembers the last place, so that many on one long line stay cheap.
pub(super) struct Places<'a> {
    source: &'a Source,
    last: (u32, Location),
}

impl<'a> Places<'a> {
    pub fn new(source: &'a Source) -> Self {
        Self { source, last: (0, Location { line: 1, column: 1 }) }
    }

    /// The file that a span lies in.
    pub fn file(&self, span: Span) -> &'a Source {
        self.source.part(span.start)
    }

    pub fn region(&mut self, span: Span) -> Region<'a> {
        let span = clamp(self.source, span);
        let file = self.source.part(span.start);
        Region { file, span, start: self.location(span.start, file), end: self.location(span.end, file) }
    }

    fn location(&mut self, offset: u32, file: &Source) -> Location {
        let (last, known) = self.last;
        let found = if (file.base()..=offset).contains(&last) && file.line_of(offset) == known.line {
            let between = file.slice(Span { start: last, end: offset });
            Location { line: known.line, column: known.column + between.chars().count() }
        } else {
            file.location(offset)
        };
        self.last = (offset, found);
        // A byte order mark is not part of the text that people see.
        let hidden = usize::from(found.line == 1 && offset > file.base() && bom_len(file) > 0);
        Location { line: found.line, column: found.column - hidden }
    }
}

/// The length of the byte order mark at the start of a source, or 0.
pub(super) fn bom_len(source: &Source) -> usize {
    if source.text().starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// The span with both ends in the text of its file, in order, and widened to whole characters.
pub(super) fn clamp(source: &Source, span: Span) -> Span {
    let file = source.part(span.start);
    let text = file.text();
    let inside = |offset: u32| offset.saturating_sub(file.base()) as usize;
    let mut start = inside(span.start).min(text.len());
    let mut end = inside(span.end).clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end).moved(file.base())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_agree_with_the_source_in_any_order() {
        let source = Source::new("a.infra", "설명 = \"🚀é\"\r\nnext\rlast\n");
        let mut places = Places::new(&source);
        let len = source.text().len() as u32;
        for start in (0..=len).chain((0..=len).rev()) {
            let region = places.region(Span { start, end: len });
            assert_eq!(region.start, source.location(region.span.start), "at {start}");
            assert_eq!(region.end, source.location(len));
        }
    }

    #[test]
    fn spans_are_clamped_to_text_and_characters() {
        let source = Source::new("a.infra", "é설");
        assert_eq!(clamp(&source, Span { start: 1, end: 3 }), Span { start: 0, end: 5 });
        assert_eq!(clamp(&source, Span { start: 90, end: 99 }), Span { start: 5, end: 5 });
        assert_eq!(clamp(&source, Span { start: 2, end: 0 }), Span { start: 2, end: 2 });
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        let source = Source::new("a.infra", "\u{feff}vpc");
        let region = Places::new(&source).region(Span { start: 3, end: 6 });
        assert_eq!((region.start.column, region.end.column), (1, 4));
    }
}
