//! Typographic quotes around a text that was pasted from a word processor.

use super::look_alikes::{self, Kind};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;

/// Whether a character stands for a quote but is none.
pub(super) fn is_quote(point: char) -> bool {
    look_alikes::find(point).is_some_and(|found| found.kind == Kind::Quote)
}

/// The quote on the same line, of whatever shape, that ends the string.
pub(super) fn partner(text: &str, start: usize) -> Option<usize> {
    let mut escaped = false;
    for (offset, point) in text[start..].char_indices() {
        match point {
            '\n' | '\r' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(start + offset),
            _ if is_quote(point) => return Some(start + offset),
            _ => {}
        }
    }
    None
}

/// Both quotes of a pair, or one that stands alone.
pub(super) fn diagnostic(text: &str, at: usize, partner: Option<usize>) -> Diagnostic {
    let point = text[at..].chars().next().unwrap_or_default();
    let name = look_alikes::find(point).map_or("", |found| found.name);
    let message = format!("`{point}` is U+{:04X} {name}, expected `\"`", u32::from(point));
    let mut found = Diagnostic::error("look-alike", message);
    let mut edits = Vec::new();
    for place in std::iter::once(at).chain(partner) {
        let quote = text[place..].chars().next().unwrap_or_default();
        if quote != '"' {
            let span = Span::new(place, place + quote.len_utf8());
            found = found.label(span, "looks like `\"`");
            edits.push(Edit { span, text: "\"".to_owned() });
        }
    }
    found = found.help("put texts in straight quotes: `\"text\"`");
    if partner.is_some() { found.fix_edits("use straight quotes", edits) } else { found }
}
