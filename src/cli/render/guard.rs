//! Turns a diagnostic into one that the printer cannot trip over.
//!
//! The printer would panic beyond display column 65,535, count columns in bytes, drop an empty span at the end of
//! the text, let control characters reach the terminal, and scan the source from its start for every snippet.

use super::{
    clean,
    excerpt::{Excerpt, Labelled},
    places::{Places, Region, bom_len, clamp},
};
use crate::{Diagnostic, Severity, Source, Span};
use std::ops::Range;

const MAX_LABELS: usize = 20;
const MAX_LABEL_LINES: usize = 12;
const MAX_LABEL_TEXT: usize = 300;
const MAX_TEXT: usize = 2_000;

/// A diagnostic that is safe to print, with the piece of source it needs.
#[derive(Debug)]
pub(super) struct Guarded<'a> {
    /// The name of the file that the main place is in.
    pub name: String,
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub help: Option<String>,
    pub excerpt: Excerpt,
    /// Sorted by place.
    pub marks: Vec<Mark<'a>>,
}

/// A label of a [`Guarded`].
#[derive(Debug)]
pub(super) struct Mark<'a> {
    /// What to underline, in the excerpt.
    pub range: Range<usize>,
    /// Where the label is, in the source.
    pub region: Region<'a>,
    pub text: String,
    pub primary: bool,
}

struct Placed<'a> {
    span: Span,
    region: Region<'a>,
    text: String,
    primary: bool,
}

/// Cleans and cuts a diagnostic for `width` columns of source text.
pub(super) fn guard<'a>(source: &'a Source, diagnostic: &Diagnostic, width: usize) -> Guarded<'a> {
    let placed = apart(source, place(source, diagnostic));
    let labelled = |label: &Placed| Labelled { span: label.span, label: label.text.chars().count() };
    let places: Vec<Labelled> = placed.iter().map(labelled).collect();
    let main = placed.iter().find(|label| label.primary).map_or(0, |label| label.span.start);
    let excerpt = Excerpt::new(source, &places, main, width);
    let mark = |label: Placed<'a>| Mark {
        range: excerpt.moved(label.span),
        region: label.region,
        text: label.text,
        primary: label.primary,
    };
    Guarded {
        name: clean::line(source.part(main).name(), MAX_LABEL_TEXT),
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: clean::line(&diagnostic.message, MAX_TEXT),
        help: help(diagnostic),
        marks: placed.into_iter().map(mark).collect(),
        excerpt,
    }
}

fn help(diagnostic: &Diagnostic) -> Option<String> {
    let help = diagnostic.help.as_ref().map(|help| clean::lines(help, MAX_TEXT));
    let more = match diagnostic.labels.len().saturating_sub(MAX_LABELS) {
        0 => return help,
        1 => "and 1 more place that is not shown".to_string(),
        more => format!("and {more} more places that are not shown"),
    };
    Some(help.map_or(more.clone(), |help| format!("{help}\n{more}")))
}

fn place<'a>(source: &'a Source, diagnostic: &Diagnostic) -> Vec<Placed<'a>> {
    let mut places = Places::new(source);
    let label = |(at, label): (usize, &crate::Label)| {
        let region = places.region(visible(source, clamp(source, label.span)));
        let text = clean::line(&label.text, MAX_LABEL_TEXT);
        Placed { span: narrow(source, region.span), region, text, primary: at == 0 }
    };
    let mut placed: Vec<Placed> = diagnostic.labels.iter().take(MAX_LABELS).enumerate().map(label).collect();
    placed.sort_by_key(|label| (label.span.start, label.span.end));
    placed
}

/// The span without blanks and line endings at its end, unless it has nothing else.
fn visible(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let kept = match text.trim_end() {
        "" => text.trim_end_matches(['\n', '\r']),
        kept => kept,
    };
    Span { start: span.start, end: span.start + kept.len() as u32 }
}

/// The span on lines that can be shown, and not over too many of them.
fn narrow(source: &Source, span: Span) -> Span {
    let source = source.part(span.start);
    let start = on_line(source, span.start);
    let mut end = on_line(source, span.end).max(start);
    let first = source.line_of(start);
    if source.line_of(end) - first >= MAX_LABEL_LINES {
        end = source.line_span(first).end.max(start);
    }
    Span { start, end }
}

/// An offset inside a line ending counts as the end of the line, one inside a byte order mark as the start.
fn on_line(source: &Source, offset: u32) -> u32 {
    let end = source.line_span(source.line_of(offset)).end;
    offset.min(end).max(source.base() + bom_len(source) as u32)
}

/// Labels that lie over each other on one line would be drawn side by side, at the wrong columns:
/// the outer one stops where the inner one starts, and two at one place become one.
fn apart<'a>(source: &Source, placed: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
    let is_short = |span: Span| source.line_of(span.start) == source.line_of(span.end);
    let mut out: Vec<Placed<'a>> = Vec::new();
    for label in placed {
        match out.last_mut() {
            Some(last)
                if is_short(last.span)
                    && is_short(label.span)
                    && last.region.file.base() == label.region.file.base() =>
            {
                if last.span.start == label.span.start {
                    merge(last, label);
                    continue;
                }
                last.span.end = last.span.end.min(label.span.start);
                out.push(label);
            }
            Some(_) | None => out.push(label),
        }
    }
    out
}

fn merge(into: &mut Placed<'_>, label: Placed<'_>) {
    into.span.end = into.span.end.max(label.span.end);
    into.primary |= label.primary;
    if !into.text.is_empty() && !label.text.is_empty() {
        into.text.push_str("; ");
    }
    into.text.push_str(&label.text);
}
