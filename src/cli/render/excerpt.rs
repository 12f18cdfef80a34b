//! The lines around some places, cleaned and cut, with the places moved along.

use super::{clean, places::bom_len};
use crate::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Columns that stay visible on each side of a place, whatever the width.
const LEAST_AROUND: usize = 12;
/// Characters of a file's name.
const MAX_NAME: usize = 300;

/// Cleaned lines of a source, each ending in a line feed.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub text: String,
    pub lines: Vec<Line>,
    /// Where an offset of the source came to lie.
    moved: BTreeMap<u32, usize>,
}

/// One line of an [`Excerpt`].
#[derive(Debug)]
pub(super) struct Line {
    /// The name of its file; empty for the file that the main place is in.
    pub file: String,
    /// Its number in the file.
    pub number: usize,
    /// Where it lies in the excerpt, with its line feed.
    pub range: Range<usize>,
}

impl Excerpt {
    /// The lines of the spans and one more on each side; lines wider than `width` are cut around the spans. Those of
    /// the file that `main` lies in come first.
    pub fn new(source: &Source, spans: &[Span], main: u32, width: usize) -> Self {
        let mut excerpt = Self { text: String::new(), lines: Vec::new(), moved: BTreeMap::new() };
        let main = source.part(main).base();
        let mut files: Vec<u32> = spans.iter().map(|span| source.part(span.start).base()).collect();
        files.sort_by_key(|base| (*base != main, *base));
        files.dedup();
        for base in files {
            let file = source.part(base);
            let name = if base == main { String::new() } else { clean::line(file.name(), MAX_NAME) };
            let inside: Vec<Span> =
                spans.iter().copied().filter(|span| source.part(span.start).base() == base).collect();
            excerpt.push_file(file, &name, &inside, width);
        }
        excerpt
    }

    fn push_file(&mut self, file: &Source, name: &str, spans: &[Span], width: usize) {
        let points: BTreeSet<u32> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
        for number in needed_lines(file, spans) {
            let start = self.text.len();
            self.push_line(file, number, &points, width);
            self.lines.push(Line { file: name.to_owned(), number, range: start..self.text.len() });
        }
    }

    /// Where a span of the source lies now. Both its ends must be among the spans given to [`Excerpt::new`].
    pub fn moved(&self, span: Span) -> Range<usize> {
        let at = |offset: u32| self.moved.get(&offset).copied().unwrap_or_default();
        at(span.start)..at(span.end)
    }

    /// The index of the line that holds an offset of the excerpt.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.range.start <= offset).saturating_sub(1)
    }

    /// A line without its line feed.
    pub fn line_text(&self, line: &Line) -> &str {
        self.text[line.range.clone()].trim_end_matches('\n')
    }

    fn push_line(&mut self, source: &Source, number: usize, points: &BTreeSet<u32>, width: usize) {
        let span = source.line_span(number);
        let hidden = if number == 1 { bom_len(source) } else { 0 };
        let start = span.start as usize + hidden;
        let line = source.slice(Span { start: start as u32, end: span.end });
        let here: Vec<usize> = points.range(start as u32..=span.end).map(|&at| at as usize - start).collect();
        let mut last = 0;
        for kept in kept(line, &here, width) {
            if kept.start > last {
                self.text.push('…');
            }
            self.push_piece(line, kept.clone(), start, points);
            last = kept.end;
        }
        if last < line.len() {
            self.text.push('…');
        }
        self.text.push('\n');
    }

    fn push_piece(&mut self, line: &str, piece: Range<usize>, line_start: usize, points: &BTreeSet<u32>) {
        let base = line_start + piece.start;
        for (at, c) in line[piece.clone()].char_indices() {
            self.note((base + at) as u32, points);
            clean::push_source(c, &mut self.text);
        }
        self.note((line_start + piece.end) as u32, points);
    }

    fn note(&mut self, offset: u32, points: &BTreeSet<u32>) {
        if points.contains(&offset) {
            self.moved.insert(offset, self.text.len());
        }
    }
}

/// The lines of the spans, and the ones next to them that are not blank.
fn needed_lines(source: &Source, spans: &[Span]) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    for span in spans {
        let (first, last) = (source.line_of(span.start), source.line_of(span.end));
        needed.extend(first..=last);
        for next in [first - 1, last + 1] {
            let exists = (1..=source.line_count()).contains(&next);
            if exists && !source.slice(source.line_span(next)).trim().is_empty() {
                needed.insert(next);
            }
        }
    }
    needed
}

/// The pieces of a line to show: all of it, or what lies around the points.
fn kept(line: &str, points: &[usize], width: usize) -> Vec<Range<usize>> {
    if reach(line.chars(), width) == line.len() {
        return std::iter::once(0..line.len()).collect();
    }
    let clusters = 1 + points.windows(2).filter(|pair| pair[1] - pair[0] > 2 * LEAST_AROUND).count();
    let around = (width / (2 * clusters)).max(LEAST_AROUND);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for &at in if points.is_empty() { &[0][..] } else { points } {
        let start = at - reach(line[..at].chars().rev(), around);
        let end = at + reach(line[at..].chars(), around);
        match pieces.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => pieces.push(start..end),
        }
    }
    pieces
}

/// How many bytes of the characters fit into the columns.
fn reach(chars: impl Iterator<Item = char>, mut columns: usize) -> usize {
    let mut bytes = 0;
    for c in chars {
        let wide = match c {
            '\t' => 4,
            // East Asian scripts and emoji begin here; a little too wide does no harm.
            '\u{1100}'.. => 2,
            _ => 1,
        };
        if wide > columns {
            break;
        }
        columns -= wide;
        bytes += c.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, spans: &[Span], width: usize) -> Excerpt {
        Excerpt::new(&Source::new("a.infra", text), spans, 0, width)
    }

    #[test]
    fn takes_the_lines_around_and_no_more() {
        let text: String = (1..=100).map(|number| format!("line {number}\r\n")).collect();
        let at = text.find("line 50").unwrap();
        let excerpt = excerpt(&text, &[Span::new(at, at + 4)], 80);
        assert_eq!(excerpt.text, "line 49\nline 50\nline 51\n");
        assert_eq!(excerpt.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [49, 50, 51]);
        assert_eq!(excerpt.moved(Span::new(at, at + 4)), 8..12);
    }

    #[test]
    fn spans_follow_replaced_characters() {
        let text = "a\u{1b}\u{202e}b";
        let span = Span::new(text.len() - 1, text.len());
        let excerpt = excerpt(text, &[span], 80);
        assert_eq!(&excerpt.text[excerpt.moved(span)], "b");
        assert_eq!(excerpt.text, "a␛<U+202E>b\n");
    }

    #[test]
    fn a_long_line_is_cut_around_both_ends_of_a_span() {
        let text = format!("{}[{}]{}", "a".repeat(500), "설".repeat(500), "c".repeat(500));
        let span = Span::new(500, 500 + 2 + 1500);
        let excerpt = excerpt(&text, &[span], 40);
        let shown = &excerpt.text[excerpt.moved(span)];
        assert!(shown.starts_with("[설설") && shown.contains("설…설") && shown.ends_with("설]"), "{shown}");
        assert!(excerpt.text.starts_with("…aaa") && excerpt.text.ends_with("ccc…\n"));
        assert!(excerpt.text.chars().count() < 60);
    }

    #[test]
    fn a_long_line_without_a_place_shows_its_start() {
        let text = format!("{}\nb", "a".repeat(500));
        let excerpt = excerpt(&text, &[Span::new(501, 502)], 40);
        assert_eq!(excerpt.line_text(&excerpt.lines[0]).chars().count(), 21);
    }
}
