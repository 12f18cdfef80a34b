//! What a comment stands above.

use crate::source::{Source, Span};
use crate::syntax::ast::{Body, Conditional, ExprKind, Item, Otherwise};

/// Where a comment stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// Directly above a statement or an entry: from the comments above that to its end.
    Above(Span),
    /// Behind something on its line; the statement or entry that is alone on it, if there is one.
    Behind(Option<Span>),
    /// Above empty lines, which are these, and then a statement or an entry.
    Apart(Vec<Span>),
    /// Above nothing that it could be about.
    Nothing,
}

/// The place of a comment among the statements of its file.
pub fn of(source: &Source, items: &[Item<'_>], comment: Span) -> Place {
    let line = source.line_of(comment.start);
    let start = source.line_span(line).start;
    let before = Span { start, end: comment.start };
    if !is_blank(source.slice(before)) {
        let is_last = |item: &Span| {
            item.end <= comment.start && is_blank(source.slice(Span { start: item.end, end: comment.start }))
        };
        return Place::Behind(find(items, first(source, line)).filter(is_last));
    }
    let mut empty = Vec::new();
    for next in line + 1..=source.line_count() {
        let whole = source.line_span(next);
        let text = source.slice(whole);
        if text.trim().is_empty() {
            empty.push(Span { start: whole.start, end: below(source, next) });
        } else if !text.trim_start().starts_with('#') {
            let Some(item) = find(items, first(source, next)) else { break };
            let top = Span { start: top(source, line), ..item };
            return if empty.is_empty() { Place::Above(top) } else { Place::Apart(empty) };
        }
    }
    Place::Nothing
}

/// Whether a line has nothing yet but what separates entries.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b','))
}

/// Where the first thing on a line starts.
fn first(source: &Source, line: usize) -> u32 {
    let whole = source.line_span(line);
    let text = source.slice(whole);
    whole.end - text.trim_start_matches([' ', '\t', ',']).len() as u32
}

/// Where the line below starts.
fn below(source: &Source, line: usize) -> u32 {
    if line < source.line_count() { source.line_span(line + 1).start } else { source.line_span(line).end }
}

/// Where the first of the comments starts that stand directly above each other, down to a line.
fn top(source: &Source, mut line: usize) -> u32 {
    while line > 1 && source.slice(source.line_span(line - 1)).trim_start().starts_with('#') {
        line -= 1;
    }
    source.line_span(line).start
}

/// The statement or entry that starts at an offset.
fn find<'a, 'i>(mut items: &'i [Item<'a>], at: u32) -> Option<Span> {
    loop {
        let item = &items[items.partition_point(|item| item.span().start <= at).checked_sub(1)?];
        if item.span().start == at {
            return Some(item.span());
        }
        items = &around(item, at)?.items;
    }
}

/// The outermost of an item's bodies and maps that an offset lies in.
fn around<'a, 'i>(item: &'i Item<'a>, at: u32) -> Option<&'i Body<'a>> {
    let is_around = |body: &&'i Body<'a>| body.span.start < at && at < body.span.end;
    let own = match item {
        Item::Sentence(item) => item.body.as_ref(),
        Item::Parameter(item) => item.body.as_ref(),
        Item::Output(item) => item.body.as_ref(),
        Item::Conditional(item) => branch(item, at),
        Item::Repeat(item) => Some(&item.body),
        Item::Setting(_) | Item::Binding(_) | Item::Module(_) => None,
    };
    own.filter(is_around).or_else(|| {
        let mut found = None;
        item.visit(&mut |value| match &value.kind {
            ExprKind::Map(body) if found.is_none() => found = Some(&**body).filter(is_around),
            _ => {}
        });
        found
    })
}

/// The branch that an offset lies in or in front of.
fn branch<'a, 'i>(mut item: &'i Conditional<'a>, at: u32) -> Option<&'i Body<'a>> {
    while item.then.span.end <= at {
        match item.otherwise.as_ref()? {
            Otherwise::Body(body) => return Some(body),
            Otherwise::Conditional(next) => item = next,
        }
    }
    Some(&item.then)
}
