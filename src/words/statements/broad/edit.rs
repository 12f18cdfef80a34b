//! How a policy is taken out of a body, and the line that comes in its place.

use crate::diagnostic::Edit;
use crate::model::EntrySentence;
use crate::source::{Source, Span};
use crate::syntax::ast::Argument;

/// A name as it is written: bare where it can be.
pub fn written(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let is_bare = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(plain)
        && !name.contains("--")
        && !name.ends_with('-');
    if is_bare { name.to_owned() } else { format!("\"{name}\"") }
}

/// Takes an argument out of a sentence, or the sentence where it has no other, and puts a line behind the statement.
pub fn in_body(
    source: &Source,
    statement: Span,
    sentence: &EntrySentence<'_>,
    argument: &Argument<'_>,
    line: &str,
) -> Option<Vec<Edit>> {
    let text = source.slice(statement);
    let place = |at: u32| (at - statement.start) as usize;
    let in_source = |at: usize| statement.start + at as u32;
    let indent = indentation(source, statement);
    let added = format!("\n{indent}{line}");
    let (from, until) = match sentence.arguments.len() {
        1 => of_sentence(text, place(sentence.span.start), place(sentence.span.end))?,
        _ => of_argument(sentence, argument, place)?,
    };
    let removed = Span { start: in_source(from), end: in_source(until) };
    if removed.end == statement.end {
        return Some(vec![Edit { span: removed, text: added }]);
    }
    let end = Span { start: statement.end, end: statement.end };
    Some(vec![Edit { span: removed, text: String::new() }, Edit { span: end, text: added }])
}

/// The blanks that the line of a statement starts with.
fn indentation(source: &Source, statement: Span) -> String {
    let before = source.slice(Span { start: source.part(statement.start).base(), end: statement.start });
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect()
}

/// An argument with the comma between it and a neighbour.
fn of_argument(
    sentence: &EntrySentence<'_>,
    argument: &Argument<'_>,
    place: impl Fn(u32) -> usize,
) -> Option<(usize, usize)> {
    let at = sentence.arguments.iter().position(|one| one.value.span == argument.value.span)?;
    let span = |index: usize| sentence.arguments.get(index).map(|one| one.value.span);
    Some(match at.checked_sub(1).and_then(span) {
        Some(before) => (place(before.end), place(argument.value.span.end)),
        None => (place(argument.value.span.start), place(span(1)?.start)),
    })
}

/// A whole entry with what separates it from the others; the body with it where it is the only one.
fn of_sentence(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text[..start].trim_end();
    let behind = text[end..].trim_start().strip_prefix(',').unwrap_or(&text[end..]).trim_start();
    match before.chars().next_back()? {
        '<' if behind == ">" => Some((before.strip_suffix('<')?.trim_end().len(), text.len())),
        '<' => Some((start, text.len() - behind.len())),
        ',' => Some((before.len() - 1, end)),
        _ => Some((before.len(), end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, entry: &str) -> String {
        let start = text.find(entry).expect("the entry is there");
        let (from, until) = of_sentence(text, start, start + entry.len()).expect("it can be taken out");
        text[..from].to_owned() + &text[until..]
    }

    #[test]
    fn an_entry_goes_with_what_separates_it() {
        assert_eq!(without("role a trusts ec2 < policy X >", "policy X"), "role a trusts ec2");
        assert_eq!(
            without("role a trusts ec2 < policy X, path = \"/\" >", "policy X"),
            "role a trusts ec2 < path = \"/\" >"
        );
        assert_eq!(
            without("role a trusts ec2 < path = \"/\", policy X >", "policy X"),
            "role a trusts ec2 < path = \"/\" >"
        );
        assert_eq!(without("role a <\n  b = c\n  policy X\n>", "policy X"), "role a <\n  b = c\n>");
        assert_eq!(without("role a <\n  policy X\n  b = c\n>", "policy X"), "role a <\n  b = c\n>");
        assert_eq!(without("role a <\n  # why\n  policy X\n>", "policy X"), "role a <\n  # why\n>");
    }

    #[test]
    fn names_are_bare_where_they_can_be() {
        for name in ["web", "aws-intro-sample-upload-jenny", "a_1"] {
            assert_eq!(written(name), name);
        }
        for name in ["my.site", "1a", "a--b", "a-", "한글"] {
            assert_eq!(written(name), format!("\"{name}\""));
        }
    }
}
