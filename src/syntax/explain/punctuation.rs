//! Punctuation of other languages, doubled or left out.

use super::{Broken, Failure};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;

/// `key =` at the end of a line, and the next line read as the value although it starts another sentence or setting.
pub fn missing_value(failure: &Failure<'_>) -> Option<(Diagnostic, usize)> {
    let begin = failure.region.start as usize;
    let line_end = begin + failure.text[begin..failure.at].rfind('\n')?;
    let word = failure.text[line_end..failure.at].trim();
    let one_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte));
    let before = failure.text[begin..line_end].trim_end();
    if !one_word || !before.ends_with('=') {
        return None;
    }
    let equals = begin + before.len() - 1;
    let problem = Diagnostic::error("value-expected", "expected a value behind `=`, found the end of the line")
        .label(Span::new(equals, equals + 1), "no value")
        .help("a value may stand on the next line, but this one is followed by another statement or entry");
    Some((problem, line_end))
}

/// `<<` where a body starts.
pub fn doubled(text: &str, open: Span, broken: &[Broken]) -> Option<Diagnostic> {
    let second = Span { start: open.end, end: open.end + 1 };
    if !broken.iter().any(|region| region.span.start == second.start) || !text[second.start as usize..].starts_with('<')
    {
        return None;
    }
    Some(
        Diagnostic::error("wrong-punctuation", "found `<<`, but a body starts with one `<`")
            .label(second, "remove this")
            .fix("remove it", second, ""),
    )
}

/// A character of another language where ours has a different one.
pub fn wrong(failure: &Failure<'_>) -> Option<Diagnostic> {
    if let Some(problem) = doubled_equals(failure).or_else(|| closed_twice(failure)) {
        return Some(problem);
    }
    let rest = &failure.text[failure.at..];
    let (wrong, right, what) = match rest.as_bytes().first()? {
        b'{' => ("{", "<", "a body stands between `<` and `>`"),
        b'}' => ("}", ">", "a body stands between `<` and `>`"),
        b'\'' => ("'", "\"", "a text stands between double quotes"),
        b':' if failure.expected.contains(&"`=`") => (":", "=", "a value is given with `=`"),
        b';' => (";", ",", "entries are separated by line ends or commas"),
        b'/' if rest.starts_with("/*") => ("/*", "#", "a comment starts with `#` and ends with its line"),
        b'/' if rest.starts_with("//") => ("//", "#", "a comment starts with `#`"),
        b'&' if rest.starts_with("&&") => ("&&", "and", "both conditions are joined with `and`"),
        b'|' if rest.starts_with("||") => ("||", "or", "conditions are joined with `or`"),
        b'!' if !rest.starts_with("!=") => ("!", "not ", "a condition is denied with `not`"),
        _ => return None,
    };
    let span = Span::new(failure.at, failure.at + wrong.len());
    let problem = Diagnostic::error("wrong-punctuation", format!("found `{wrong}`, but {what}"))
        .label(span, format!("write `{}`", right.trim()));
    Some(match wrong {
        "{" | "'" => with_partner(problem, failure, wrong, right),
        // The other half would stay wrong, so no single replacement is sure.
        "}" => problem.help("write `>` here, and its partner likewise"),
        "/*" => problem.help("write `#` in front of each line of the comment"),
        ";" if failure.statement => problem.help("a statement ends with its line").fix("remove it", span, ""),
        _ => problem.fix(format!("write `{}`", right.trim()), span, right),
    })
}

/// `key == value`: the first sign was taken for that of a setting.
fn doubled_equals(failure: &Failure<'_>) -> Option<Diagnostic> {
    let before = failure.text[..failure.at].trim_end_matches([' ', '\t']);
    if !before.ends_with('=') || !failure.text[failure.at..].starts_with('=') {
        return None;
    }
    let span = Span::new(before.len() - 1, failure.at + 1);
    Some(
        Diagnostic::error("wrong-punctuation", "found `==`, but a value is given with one `=`; `==` compares")
            .label(span, "write `=`")
            .fix("write `=`", span, "="),
    )
}

/// Both halves of a pair, when the other one stands on the same line.
fn with_partner(problem: Diagnostic, failure: &Failure<'_>, open: &str, right: &str) -> Diagnostic {
    let (close, right_close) = if open == "{" { ("}", ">") } else { ("'", right) };
    let behind = failure.at + open.len();
    let line = failure.text[behind..].lines().next().unwrap_or_default();
    let Some(partner) = line.rfind(close).filter(|_| line.matches(close).count() == 1) else {
        return problem.help(format!("write `{right}` here, and its partner likewise"));
    };
    let edit = |at: usize, text: &str| Edit { span: Span::new(at, at + 1), text: text.to_owned() };
    problem.fix_edits(
        format!("write `{right}` and `{right_close}`"),
        vec![edit(failure.at, right), edit(behind + partner, right_close)],
    )
}

/// A `>` behind a statement whose bodies are all closed.
fn closed_twice(failure: &Failure<'_>) -> Option<Diagnostic> {
    let behind_body = failure.text[..failure.at].trim_end().ends_with('>');
    if !failure.statement || !behind_body || !failure.text[failure.at..].starts_with('>') {
        return None;
    }
    let span = Span::new(failure.at, failure.at + 1);
    Some(
        Diagnostic::error("wrong-punctuation", "found `>`, but every body is closed already")
            .label(span, "remove this")
            .fix("remove it", span, ""),
    )
}
