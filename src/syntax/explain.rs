//! From a broken region to one diagnostic: the rule that failed there runs again, alone.

mod lines;
mod punctuation;

pub use lines::{end_of_unclosed, line_of_statement, next_statement};
pub use punctuation::doubled;

use super::from_pairs::Broken;
use super::grammar::{Grammar, Rule, phrase};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// One region's diagnostic.
pub struct Explanation {
    /// What to say.
    pub diagnostic: Diagnostic,
    /// Where parsing goes on, when that is not behind the region: an unclosed `"""` takes everything with it, and a
    /// value that is missing at the end of its line takes nothing of the next.
    pub resume: Option<usize>,
}

/// What the reader needs to know of a failure.
struct Failure<'t> {
    text: &'t str,
    /// Where the furthest attempt stopped.
    at: usize,
    expected: Vec<&'static str>,
    region: Span,
    /// Whether a statement was being read, not an entry.
    statement: bool,
}

/// Explains why the region is no statement or entry.
pub fn region(text: &str, broken: Broken) -> Explanation {
    let failure = furthest(text, broken);
    if let Some((diagnostic, line_end)) = punctuation::missing_value(&failure) {
        return Explanation { diagnostic, resume: failure.statement.then_some(line_end) };
    }
    let found = unclosed_quotes(&failure)
        .or_else(|| punctuation::wrong(&failure))
        .or_else(|| wrong_word(&failure))
        .or_else(|| unclosed_bracket(&failure));
    let diagnostic = found.unwrap_or_else(|| generic(&failure));
    let resume = (diagnostic.code == "unclosed-text").then_some(text.len());
    Explanation { diagnostic, resume }
}

/// Whether a region holds a `"""` without its end.
pub fn is_unclosed_text(text: &str, broken: Broken) -> bool {
    broken.span.end as usize == text.len() && region(text, broken).diagnostic.code == "unclosed-text"
}

/// PEG is deterministic: the rule that failed fails here again, and now its furthest failure is not hidden.
fn furthest(text: &str, broken: Broken) -> Failure<'_> {
    let start = broken.span.start as usize;
    let statement = broken.rule == Rule::lone_statement;
    let mut failure = Failure { text, at: start, expected: Vec::new(), region: broken.span, statement };
    if let Err(error) = Grammar::parse(broken.rule, &text[start..]) {
        failure.at = start
            + match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
        if let ErrorVariant::ParsingError { positives, .. } = error.variant {
            failure.expected = phrases(&positives);
        }
    }
    failure
}

fn phrases(rules: &[Rule]) -> Vec<&'static str> {
    let mut phrases: Vec<_> = rules.iter().filter_map(|rule| phrase(*rule)).collect();
    phrases.sort_unstable_by_key(|phrase| (phrase.starts_with('`'), *phrase));
    phrases.dedup();
    // Where a value may stand its first characters need no mention.
    if phrases.contains(&"a value") {
        phrases.retain(|phrase| !matches!(*phrase, "`[`" | "`(`" | "a name"));
    }
    phrases
}

fn one_of(phrases: &[&str]) -> String {
    match phrases {
        [] => "something else".to_owned(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The token at an offset, as people see it: its span and how to say it.
fn found(text: &str, at: usize) -> (Span, String) {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return (Span::new(at, at), "the end of the file".to_owned()) };
    if first == '\n' || first == '\r' {
        return (Span::new(at, at), "the end of the line".to_owned());
    }
    let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let length = if word == 0 { first.len_utf8() } else { word };
    let shown: String = rest[..length].chars().take(40).collect();
    (Span::new(at, at + length), format!("`{shown}`"))
}

fn generic(failure: &Failure<'_>) -> Diagnostic {
    let (span, found) = found(failure.text, failure.at);
    if failure.text[failure.region.start as usize..failure.at].trim_end().ends_with('=') {
        return Diagnostic::error("value-expected", format!("expected a value behind `=`, found {found}"))
            .label(span, "expected a value")
            .help("write the value here, or leave the entry out: what is not set has its default");
    }
    let at_start = failure.at == failure.region.start as usize;
    let expected = match (at_start, failure.statement) {
        (true, true) => "a statement".to_owned(),
        (true, false) => "an entry".to_owned(),
        (false, _) => one_of(&failure.expected),
    };
    Diagnostic::error("syntax", format!("expected {expected}, found {found}"))
        .label(span, format!("expected {expected}"))
        .help(if compares_order(failure) {
            "values are compared with `==` and `!=` only: CloudFormation does not know which is larger"
        } else if failure.statement {
            "a statement is a word and what it is about: bucket \"my-images\" < versioning = on >"
        } else {
            "an entry is `key = value` or a sentence, one a line"
        })
}

/// Whether `<`, `>`, `<=` or `>=` stands where an operator may.
fn compares_order(failure: &Failure<'_>) -> bool {
    let (before, rest) =
        failure.text[failure.region.start as usize..].split_at(failure.at - failure.region.start as usize);
    let is_tested = before.starts_with("if ") || before.contains("= if ");
    match rest.as_bytes() {
        [b'<' | b'>', b'=', ..] => true,
        [b'>', ..] => is_tested,
        [b'<', ..] => failure.expected.contains(&"an operator") && !failure.expected.contains(&"`<`"),
        _ => false,
    }
}

fn unclosed_quotes(failure: &Failure<'_>) -> Option<Diagnostic> {
    let line_end = failure.text[failure.at..].find(['\n', '\r']).map_or(failure.text.len(), |end| failure.at + end);
    let begin = failure.region.start as usize;
    if failure.expected.contains(&"a closing `\"\"\"`") {
        let open = failure.text[..failure.at].rfind("\"\"\"").unwrap_or(begin);
        return Some(
            Diagnostic::error("unclosed-text", "the text that starts here never ends")
                .label(Span::new(open, open + 3), "opened here")
                .help("close it with `\"\"\"`"),
        );
    }
    if !failure.expected.contains(&"a closing `\"`") {
        return None;
    }
    let open = opening_quote(&failure.text[begin..failure.at]).map_or(begin, |at| begin + at);
    let end = if failure.text[failure.at..].starts_with(['\n', '\r']) { failure.at } else { line_end };
    Some(
        Diagnostic::error("unclosed-string", "the text that starts here does not end on its line")
            .label(Span::new(open, end), "opened here")
            .help("close it with `\"`; a text of several lines stands between `\"\"\"` and `\"\"\"`"),
    )
}

/// The last quote that opens a string on the last line of a text.
fn opening_quote(text: &str) -> Option<usize> {
    let line = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut open = None;
    let mut escaped = false;
    for (at, character) in text[line..].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = open.is_some(),
            '"' => open = if open.is_some() { None } else { Some(line + at) },
            _ => {}
        }
    }
    open
}

/// A word that is not one: other letters, a colon, doubled hyphens.
fn wrong_word(failure: &Failure<'_>) -> Option<Diagnostic> {
    let rest = &failure.text[failure.at..];
    let first = rest.chars().next()?;
    let start = word_start(failure.text, failure.at, failure.region.start as usize);
    let part_of_word = |c: char| c.is_alphanumeric() || "_-:/.*@+".contains(c);
    let end = rest.find(|c| !part_of_word(c)).map_or(failure.text.len(), |end| failure.at + end);
    let other_letter = !first.is_ascii() && first.is_alphabetic();
    let glued = start < failure.at && matches!(first, ':' | '-' | '/' | '*' | '@' | '+' | '.');
    let leading = start == failure.at && matches!(first, '*' | '_' | '@' | '/' | '.') && end > failure.at + 1;
    if !(other_letter || glued || leading) {
        return None;
    }
    let word = &failure.text[start..end];
    let span = Span::new(start, end);
    let why = match first {
        '-' => "a bare name has single hyphens, between letters or digits",
        _ if other_letter => "a bare name has ASCII letters, digits, `_` and single `-`",
        _ => "a bare word has ASCII letters, digits, `_`, `.` and single `-`",
    };
    let problem =
        Diagnostic::error("quotes-needed", format!("`{word}` needs quotes: {why}")).label(span, "put this in quotes");
    let quoted = format!("\"{word}\"");
    let at_start = start == failure.region.start as usize;
    let is_key = !failure.statement && failure.text[end..].trim_start().starts_with('=');
    Some(if at_start && !is_key {
        let what = if failure.statement { "a statement" } else { "an entry" };
        problem.help(format!("{what} starts with a bare word, such as `bucket` or `versioning`"))
    } else {
        problem.fix("put it in quotes", span, quoted)
    })
}

fn word_start(text: &str, at: usize, limit: usize) -> usize {
    let before = &text[limit..at];
    let part_of_word = |c: char| c.is_alphanumeric() || "_-.:/".contains(c);
    limit
        + before
            .rfind(|c| !part_of_word(c))
            .map_or(0, |found| found + before[found..].chars().next().map_or(1, char::len_utf8))
}

/// A list or a group whose end is missing: say where it began.
fn unclosed_bracket(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (open, close) = match () {
        () if failure.expected.contains(&"`]`") => ('[', ']'),
        () if failure.expected.contains(&"`)`") => ('(', ')'),
        () => return None,
    };
    let begin = failure.region.start as usize;
    let before = &failure.text[begin..failure.at];
    let mut depth = 0;
    let start = before.char_indices().rev().find_map(|(at, character)| {
        depth += i32::from(character == close) - i32::from(character == open);
        (depth < 0).then_some(begin + at)
    })?;
    let open = Span::new(start, start + 1);
    let line_ends = failure.text[start..failure.at].contains('\n') || failure.at == failure.text.len();
    if line_ends || failure.text[failure.at..].starts_with(['\n', '\r']) {
        return Some(
            Diagnostic::error(
                "unclosed-bracket",
                format!("the `{}` that starts here is never closed", &failure.text[open.range()]),
            )
            .label(open, "opened here")
            .help(format!("close it with `{close}`")),
        );
    }
    let (span, found) = found(failure.text, failure.at);
    Some(
        Diagnostic::error("unclosed-bracket", format!("expected `,` or `{close}`, found {found}"))
            .label(span, format!("expected `,` or `{close}`"))
            .label(open, "opened here")
            .help(format!("separate the values with commas, and close the bracket with `{close}`")),
    )
}

/// A body without its end; a comment that is last in it is no place for one.
pub fn unclosed_body(text: &str, open: Span, end: usize, comment: Option<Span>) -> Diagnostic {
    let start = open.end as usize;
    let whole = start + text[start..end].trim_end().len();
    let comment = comment.filter(|comment| open.end <= comment.start && whole <= comment.end as usize);
    let end = comment.map_or(whole, |comment| start + text[start..comment.start as usize].trim_end().len());
    let missing = Span::new(end, end);
    let problem = Diagnostic::error("unclosed-body", "the body that starts here never ends")
        .label(open, "opened here")
        .label(missing, "`>` is missing here, at the latest");
    // Of several lines, some may belong behind the body.
    if text[start..whole].contains(['\n', '\r']) {
        return problem.help("close it with `>`");
    }
    problem.fix("close it", missing, " >")
}

/// Nesting that brackets do not show.
pub fn nested_too_deeply(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("nested-too-deeply", "this statement is nested more deeply than 64 levels")
        .label(first_line(text, span), "too deep")
        .help("name parts of it with `let`, or use a list and `for`")
}

/// A statement above the parser's call limit.
pub fn statement_too_long(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("statement-too-long", "this statement is too long to be read, or its brackets are too tangled")
        .label(first_line(text, span), "beyond the parser's limit for one statement")
        .help("put long texts into files of their own and read them with file(\"…\")")
}

fn first_line(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let start = slice.len() - slice.trim_start().len();
    let end = slice[start..].find(['\n', '\r']).map_or(slice.len(), |end| start + end);
    Span::new(span.start as usize + start, span.start as usize + end)
}
