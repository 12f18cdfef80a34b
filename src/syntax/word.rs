//! Bare words: names, dotted words, types, numbers, addresses and ranges, told apart by their spelling.

use super::ast::{Expr, ExprKind};
use super::literal;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use std::net::Ipv6Addr;

/// The value that a bare word spells.
pub fn value<'a>(text: &'a str, span: Span, problems: &mut Vec<Diagnostic>) -> Expr<'a> {
    let starts_with_digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !starts_with_digit {
        match spelling(text) {
            Spelling::Name => return Expr { kind: ExprKind::Word(text), span },
            Spelling::Type if !is_address(text) => return Expr { kind: ExprKind::Word(text), span },
            Spelling::Type | Spelling::Other => {}
        }
    }
    if let Some(range) = range(text, span, problems) {
        return range;
    }
    if starts_with_digit || is_address(text) {
        let (kind, problem) = literal::numeric(text, span);
        problems.extend(problem);
        return Expr { kind, span };
    }
    problems.push(quotes_needed(text, span).fix("put it in quotes", span, format!("\"{text}\"")));
    Expr { kind: ExprKind::Text(text.into()), span }
}

/// What is wrong with the first word of a statement or an entry.
pub fn key_problem(text: &str, span: Span, statement: bool) -> Option<Diagnostic> {
    let starts_with_digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !starts_with_digit && is_name(text) {
        return None;
    }
    if let Some(word) = text.strip_suffix(':')
        && is_name(word)
    {
        return Some(colon(text, span, statement));
    }
    let expected = if statement { "a statement" } else { "an entry" };
    Some(if starts_with_digit {
        Diagnostic::error("syntax", format!("expected {expected}, found `{text}`"))
            .label(span, format!("expected {expected}"))
            .help("it starts with a word, and a word starts with a letter")
    } else {
        quotes_needed(text, span).help("a statement or an entry starts with a bare word, such as `bucket`")
    })
}

/// Offers quotes around a key that needs them.
pub fn with_quotes(mut problem: Diagnostic, text: &str, span: Span) -> Diagnostic {
    if problem.code == "quotes-needed" {
        problem.help = None;
        return problem.fix("put it in quotes", span, format!("\"{text}\""));
    }
    problem
}

fn colon(text: &str, span: Span, statement: bool) -> Diagnostic {
    let at = Span { start: span.end - 1, end: span.end };
    if statement && text.starts_with(|first: char| first.is_ascii_uppercase()) {
        return Diagnostic::error("wrong-punctuation", "found `:`, but infra is not YAML")
            .label(at, "no statement has this here")
            .help("a resource of CloudFormation is a sentence here: AWS::SQS::Queue jobs < VisibilityTimeout = 60 >");
    }
    if statement {
        return Diagnostic::error("wrong-punctuation", "found `:`, but a sentence goes on behind its word without one")
            .label(at, "remove this")
            .fix("remove it", at, "");
    }
    Diagnostic::error("wrong-punctuation", "found `:`, but a value is given with `=`").label(at, "write `=`").fix(
        "write `=`",
        at,
        " =",
    )
}

fn quotes_needed(text: &str, span: Span) -> Diagnostic {
    let why = if text.contains("--") || text.contains("-.") || text.ends_with('-') {
        "a bare name has single hyphens, between letters or digits"
    } else {
        "a bare word has ASCII letters, digits, `_`, `.` and single `-`"
    };
    Diagnostic::error("quotes-needed", format!("`{text}` needs quotes: {why}")).label(span, "put this in quotes")
}

/// How a text reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// A name, maybe dotted.
    Name,
    /// Names joined by `::`, as in a type; an address may look so too.
    Type,
    Other,
}

/// Names have single hyphens inside; `.` and `::` join them.
fn spelling(text: &str) -> Spelling {
    let bytes = text.as_bytes();
    let mut spelling = Spelling::Name;
    let mut inside = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => inside = true,
            b'-' | b'.' if inside => inside = false,
            b':' if inside && bytes.get(at + 1) == Some(&b':') => {
                spelling = Spelling::Type;
                inside = false;
                at += 1;
            }
            _ => return Spelling::Other,
        }
        at += 1;
    }
    if inside { spelling } else { Spelling::Other }
}

fn is_name(text: &str) -> bool {
    spelling(text) != Spelling::Other
}

fn is_address(text: &str) -> bool {
    text.split('/').next().is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
}

/// `1..4`
fn range<'a>(text: &'a str, span: Span, problems: &mut Vec<Diagnostic>) -> Option<Expr<'a>> {
    let at = text.find("..")?;
    let (start, end) = (&text[..at], &text[at + 2..]);
    if start.is_empty() || end.is_empty() || end.starts_with('.') || end.contains("..") {
        return None;
    }
    let middle = span.start + at as u32;
    let start = value(start, Span { start: span.start, end: middle }, problems);
    let end = value(end, Span { start: middle + 2, end: span.end }, problems);
    Some(Expr { kind: ExprKind::Range(Box::new((start, end))), span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> (ExprKind<'_>, usize) {
        let mut problems = Vec::new();
        let value = value(text, Span::new(0, text.len()), &mut problems);
        (value.kind, problems.len())
    }

    #[test]
    fn bare_words_are_told_apart() {
        for word in ["web01", "sample-role-web", "t3.micro", "AWS::EC2::VPC", "www.example.com", "a_b", "uploads.arn"] {
            assert_eq!(kind(word), (ExprKind::Word(word), 0));
        }
        for address in ["10.0.0.0/16", "2001:db8::/32", "fd00::/8", "fe80::1"] {
            assert_eq!(kind(address), (ExprKind::Cidr(address), 0));
        }
        assert_eq!(kind("42").0, ExprKind::Number("42".into()));
        assert_eq!(kind("20GiB").0, ExprKind::Quantity("20", "GiB"));
        assert!(matches!(kind("1..4"), (ExprKind::Range(_), 0)));
        assert!(matches!(kind("1..count"), (ExprKind::Range(_), 0)));
    }

    #[test]
    fn what_is_no_word_needs_quotes() {
        for text in ["a--b", "a-", "a.", "a/b", "a:b", "arn:aws:s3:::x", "https://example.com", "a-.b", "a...b"] {
            assert_eq!(kind(text), (ExprKind::Text(text.into()), 1), "{text}");
        }
    }

    #[test]
    fn a_key_is_a_name() {
        let code =
            |text: &str, statement| key_problem(text, Span::new(0, text.len()), statement).map(|problem| problem.code);
        assert_eq!(code("public_access", false), None);
        assert_eq!(code("AWS::S3::Bucket", true), None);
        assert_eq!(code("description:", false), Some("wrong-punctuation"));
        assert_eq!(code("8ball", true), Some("syntax"));
        assert_eq!(code("a/b", true), Some("quotes-needed"));
    }
}
