//! The lines around some places, cleaned and cut, with the places moved along.

use super::{clean, places::bom_len};
use crate::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Columns that stay visible on each side of a place, whatever the width.
const LEAST_AROUND: usize = 12;
/// Columns of the line that leads to a label.
const HANGER: usize = 4;
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

/// A place, and how many columns its label takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled {
    pub span: Span,
    pub label: usize,
}

impl Labelled {
    /// Up to which column its label reaches: it hangs below the middle of its place.
    fn reach(&self, line: &str, line_start: usize) -> usize {
        let place = self.span.start as usize - line_start..self.span.end as usize - line_start;
        columns(&line[..place.start]) + columns(&line[place]) / 2 + HANGER + self.label
    }
}

impl Excerpt {
    /// The lines of the places and one more on each side, cut where they or the labels below them are wider than
    /// `width`. Those of the file that `main` lies in come first.
    pub fn new(source: &Source, places: &[Labelled], main: u32, width: usize) -> Self {
        let mut excerpt = Self { text: String::new(), lines: Vec::new(), moved: BTreeMap::new() };
        let main = source.part(main).base();
        let base_of = |place: &Labelled| source.part(place.span.start).base();
        let mut files: Vec<u32> = places.iter().map(base_of).collect();
        files.sort_by_key(|base| (*base != main, *base));
        files.dedup();
        for base in files {
            let file = source.part(base);
            let name = if base == main { String::new() } else { clean::line(file.name(), MAX_NAME) };
            let inside: Vec<Labelled> = places.iter().copied().filter(|place| base_of(place) == base).collect();
            excerpt.push_file(file, &name, &inside, width);
        }
        excerpt
    }

    fn push_file(&mut self, file: &Source, name: &str, places: &[Labelled], width: usize) {
        let points: BTreeSet<u32> = places.iter().flat_map(|place| [place.span.start, place.span.end]).collect();
        for number in needed_lines(file, places) {
            let start = self.text.len();
            self.push_line(file, number, places, &points, width);
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

    fn push_line(&mut self, source: &Source, number: usize, places: &[Labelled], points: &BTreeSet<u32>, width: usize) {
        let span = source.line_span(number);
        let hidden = if number == 1 { bom_len(source) } else { 0 };
        let start = span.start as usize + hidden;
        let line = source.slice(Span { start: start as u32, end: span.end });
        let here: Vec<usize> = points.range(start as u32..=span.end).map(|&at| at as usize - start).collect();
        let inside = places.iter().filter(|place| start as u32 <= place.span.start && place.span.end <= span.end);
        let labels = inside.map(|place| place.reach(line, start)).max().unwrap_or_default();
        let mut last = 0;
        for kept in kept(line, &here, labels, width) {
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

/// The lines of the places, and the ones next to them that are not blank.
fn needed_lines(source: &Source, places: &[Labelled]) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    for Labelled { span, .. } in places {
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

/// The pieces of a line to show: all of it, as much as there is room for, or what lies around the points. The labels
/// below it reach up to a column.
fn kept(line: &str, points: &[usize], labels: usize, width: usize) -> Vec<Range<usize>> {
    let last = points.last().map_or(0, |at| columns(&line[..*at]) + columns(&line[*at..]).min(LEAST_AROUND));
    let piece = piece(line, points, last.max(labels), width).or_else(|| piece(line, points, last, width));
    piece.map_or_else(|| around(line, points, width), |piece| std::iter::once(piece).collect())
}

/// One piece in which all points have room, up to a column at least.
fn piece(line: &str, points: &[usize], up_to: usize, width: usize) -> Option<Range<usize>> {
    let total = columns(line);
    if total.max(up_to) <= width {
        return Some(0..line.len());
    }
    // The mark for what is left out has a column.
    let hidden = if up_to < width { 0 } else { up_to + 1 - width };
    let first = points.first().map_or(0, |at| columns(&line[..*at]));
    if hidden > first.saturating_sub(LEAST_AROUND) {
        return None;
    }
    let mut start = reach(line.chars(), hidden);
    if columns(&line[..start]) < hidden {
        start += line[start..].chars().next().map_or(0, char::len_utf8);
    }
    let room = width - usize::from(start > 0);
    let rest = &line[start..];
    let end = if columns(rest) <= room { line.len() } else { start + reach(rest.chars(), room - 1) };
    Some(start..end)
}

/// What lies around the points.
fn around(line: &str, points: &[usize], width: usize) -> Vec<Range<usize>> {
    let clusters = 1 + points.windows(2).filter(|pair| pair[1] - pair[0] > 2 * LEAST_AROUND).count();
    let around = (width / (2 * clusters)).max(LEAST_AROUND);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for &at in points {
        let start = at - reach(line[..at].chars().rev(), around);
        let end = at + reach(line[at..].chars(), around);
        match pieces.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => pieces.push(start..end),
        }
    }
    pieces
}

/// How many columns a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> usize {
    match c {
        '\t' => 4,
        // East Asian scripts and emoji begin here; a little too wide does no harm.
        '\u{1100}'.. => 2,
        _ => 1,
    }
}

/// How many bytes of the characters fit into the columns.
fn reach(chars: impl Iterator<Item = char>, mut columns: usize) -> usize {
    let mut bytes = 0;
    for c in chars {
        let wide = width_of(c);
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
        let places: Vec<Labelled> = spans.iter().map(|span| Labelled { span: *span, label: 0 }).collect();
        Excerpt::new(&Source::new("a.infra", text), &places, 0, width)
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
        assert_eq!(excerpt.line_text(&excerpt.lines[0]), format!("{}…", "a".repeat(39)));
    }

    #[test]
    fn a_line_is_moved_to_the_left_where_its_label_needs_the_room() {
        let text = format!("{}[x]{}", "a".repeat(60), "c".repeat(500));
        let span = Span::new(60, 63);
        let shown = |label| {
            let excerpt = Excerpt::new(&Source::new("a.infra", text.as_str()), &[Labelled { span, label }], 0, 80);
            let at = excerpt.moved(span).start;
            let before = excerpt.text[..at].chars().count();
            assert!(excerpt.line_text(&excerpt.lines[0]).chars().count() <= 80);
            before
        };
        assert_eq!((shown(0), shown(14)), (60, 60));
        assert_eq!(shown(40), 80 - 40 - HANGER - 1);
        // There is no room for it anywhere.
        assert_eq!(shown(200), 60);
    }
}
