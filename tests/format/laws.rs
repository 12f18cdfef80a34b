//! What holds for the layout of every text.

use crate::scan::{Part, parts};
use infrac::format::{WIDTH, format};
use infrac::{Compiled, Source, compile, syntax, template};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Lays a text out and checks all laws; false when the text has no layout, because it cannot be read.
pub fn hold(source: &Source) -> Result<bool, TestCaseError> {
    let Ok(laid_out) = format(source) else { return Ok(false) };
    let after = source.with_text(laid_out);
    prop_assert_eq!(format(&after), Ok(after.text().to_owned()), "not the same a second time");
    means_the_same(source, &after)?;
    prop_assert_eq!(comments(source), comments(&after), "in\n{}", after.text());
    lines_are_neat(after.text())?;
    lines_are_short(after.text())?;
    Ok(true)
}

fn means_the_same(before: &Source, after: &Source) -> Result<(), TestCaseError> {
    let (one, two) = (compile(before), compile(after));
    prop_assert_eq!(said(&one), said(&two), "in\n{}", after.text());
    if !one.has_errors() {
        prop_assert_eq!(json(&one), json(&two), "in\n{}", after.text());
    }
    Ok(())
}

/// What is said, whatever the order: what is found at one place may stand on several lines.
fn said(compiled: &Compiled) -> Vec<(&'static str, String)> {
    let said = compiled.diagnostics.iter().map(|found| (found.code, found.message.clone()));
    let mut said: Vec<_> = said.collect();
    said.sort();
    said
}

fn json(compiled: &Compiled) -> String {
    let mut out = Vec::new();
    template::json(&compiled.template, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// The comments as the parser finds them.
fn comments(source: &Source) -> Vec<&str> {
    let comments = syntax::parse(source).trivia.comments;
    comments.iter().map(|comment| source.slice(*comment).trim_end()).collect()
}

/// Code without quoted text, in which a line is as the layout makes it.
fn code(text: &str) -> String {
    let shown = parts(text).into_iter().map(|part| match part {
        Part::Code(c) => c.to_string(),
        Part::Comment(comment) => comment.replace('\t', "_"),
        Part::Quoted(quoted) => quoted.lines().next_back().unwrap_or_default().replace([' ', '\t'], "_"),
    });
    shown.collect()
}

fn lines_are_neat(text: &str) -> Result<(), TestCaseError> {
    prop_assert!(text.is_empty() || text.ends_with('\n'), "no line end at the end");
    let code = code(text).replace("\r\n", "\n");
    prop_assert!(!code.contains("\n\n\n") && !code.starts_with('\n'), "empty lines in\n{}", text);
    prop_assert!(!code.ends_with("\n\n") && !code.contains("<\n\n"), "empty lines in\n{}", text);
    for line in code.lines() {
        prop_assert_eq!(line.trim_end(), line, "blanks at the end in\n{}", text);
        prop_assert!(!line.contains('\t'), "a tab in\n{}", text);
    }
    Ok(())
}

/// A line is longer than it should be only where there is no place to end it.
fn lines_are_short(text: &str) -> Result<(), TestCaseError> {
    let mut line = Vec::new();
    for part in parts(text).into_iter().chain([Part::Code('\n')]) {
        match part {
            Part::Code('\n') => {
                let too_long = width(&line) > WIDTH && places(&line) > 0;
                prop_assert!(!too_long, "{:?} could be shorter in\n{}", shown(&line), text);
                line.clear();
            }
            Part::Quoted(quoted) if quoted.contains('\n') => {
                let too_long = width(&line) > WIDTH - 3 && places(&line) > 0;
                prop_assert!(!too_long, "{:?} could be shorter in\n{}", shown(&line), text);
                line = vec![Part::Quoted(quoted.lines().next_back().unwrap_or_default())];
            }
            // What is said behind a line does not count.
            Part::Comment(_) | Part::Code('\r') => {}
            part => line.push(part),
        }
    }
    Ok(())
}

fn shown(line: &[Part]) -> String {
    let texts = line.iter().map(|part| match part {
        Part::Code(c) => c.to_string(),
        Part::Comment(text) | Part::Quoted(text) => (*text).to_owned(),
    });
    texts.collect()
}

fn width(line: &[Part]) -> usize {
    shown(line).trim_end().width()
}

/// How many places there are in a line where it could end, or rather be shorter than it is.
fn places(line: &[Part]) -> usize {
    let shown = shown(line);
    let indent = shown.len() - shown.trim_start().len();
    let ends = line.iter().enumerate().filter(|&(at, part)| {
        let rest = &line[at + 1..];
        let follows = rest.iter().any(|part| !matches!(part, Part::Code(' ' | '<' | '[' | '(')));
        let closes = matches!(rest.first(), Some(Part::Code(']' | ')')) | None)
            || matches!(rest, [Part::Code(' '), Part::Code('>'), ..]);
        match part {
            // No line may end between the names of a loop.
            Part::Code(',') => follows && !shown.trim_start().starts_with("for "),
            Part::Code('[' | '(') => follows && !closes,
            Part::Code('<') => follows && !closes && matches!(rest.first(), Some(Part::Code(' '))),
            // A value that would be too long below its name too stays beside it.
            Part::Code('=') if line[at - 1] == Part::Code(' ') && rest.first() == Some(&Part::Code(' ')) => {
                indent + 2 + width(&rest[1.min(rest.len())..]) <= WIDTH && follows
            }
            _ => false,
        }
    });
    ends.count()
}
