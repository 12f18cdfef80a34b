//! What `tests/format` cannot see from outside.

use super::tokens::tokens;
use super::{WIDTH, format};
use crate::source::{Source, Span};
use crate::syntax::ast::ExprKind;
use crate::syntax::parse;

fn laid_out(text: &str) -> String {
    format(&Source::new("a.infra", text)).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
}

/// Every statement, every form of a value and every place of a comment.
static EVERYTHING: &str = include_str!("../../tests/corpus/format/everything.infra");

/// Where the values are that a text is made of, with those in ranges and in quotes left out: they are parts of tokens.
fn values(source: &Source) -> Vec<Span> {
    let parsed = parse(source);
    let (mut values, mut wholes) = (Vec::new(), Vec::new());
    for item in &parsed.file.items {
        item.visit(&mut |value| match value.kind {
            ExprKind::Template(_) | ExprKind::Range(_) => wholes.push(value.span),
            ExprKind::Word(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_) => {
                values.push(value.span);
            }
            ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Call(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Choice(_) => {}
        });
    }
    values.retain(|value| !wholes.iter().any(|whole| whole.start <= value.start && value.end <= whole.end));
    values.extend(wholes);
    values
}

#[test]
fn tokens_are_what_the_parser_takes_for_values() {
    let source = Source::new("a.infra", EVERYTHING);
    let found = tokens(source.text());
    let span = |text: &str| {
        let start = text.as_ptr() as usize - source.text().as_ptr() as usize;
        Span::new(start, start + text.len())
    };
    let spans: Vec<Span> =
        found.tokens.iter().filter(|token| !token.text.is_empty()).map(|token| span(token.text)).collect();
    let values = values(&source);
    assert!(values.len() > 80, "{}", values.len());
    for value in values {
        assert!(spans.contains(&value), "{} is no token", source.slice(value));
    }
    let comments: Vec<Span> = found.comments.iter().map(|comment| span(comment.text)).collect();
    assert_eq!(comments, parse(&source).trivia.comments);
}

#[test]
fn a_keyword_that_is_meant_as_a_name_leaves_a_text_as_it_is() {
    let text = "let x  = if not\n  then a else b\n";
    assert_eq!(laid_out(text), text);
}

#[test]
fn line_ends_are_what_the_first_is() {
    assert_eq!(laid_out("bucket  a\r\nbucket b\n"), "bucket a\r\nbucket b\r\n");
    assert_eq!(laid_out("bucket  a\nbucket b\r\n"), "bucket a\nbucket b\n");
    assert_eq!(laid_out("bucket a"), "bucket a\n");
    let text = "let x = \"\"\"\r\n  a\r\n\r\n  b\r\n\"\"\"\r\n";
    assert_eq!(laid_out(text), text);
}

#[test]
fn nothing_stays_nothing() {
    assert_eq!(laid_out(""), "");
    assert_eq!(laid_out(" \n\n\t\n"), "");
    assert_eq!(laid_out("\n\n# alone\n\n"), "# alone\n");
}

#[test]
fn a_line_is_full_at_its_last_column() {
    let text = |length| format!("bucket my-images-2026 < name = \"{}\" >\n", "a".repeat(length));
    let fits = WIDTH + 1 - text(0).len();
    assert_eq!(laid_out(&text(fits)), text(fits));
    assert_eq!(laid_out(&text(fits + 1)).lines().count(), 3);
    // A letter of Korean takes two columns.
    let korean = |length| format!("bucket my-images-2026 < name = \"{}\" >\n", "가".repeat(length));
    assert_eq!(laid_out(&korean(fits / 2)), korean(fits / 2));
    assert_eq!(laid_out(&korean(fits / 2 + 1)).lines().count(), 3);
}

#[test]
fn broken_texts_are_told_from_those_that_mean_nothing() {
    assert!(format(&Source::new("a.infra", "bucket a < versioning = >\n")).is_err());
    assert!(format(&Source::new("a.infra", "bucket “a”\n")).is_err());
    assert_eq!(laid_out("bukket   a\n"), "bukket a\n");
}
