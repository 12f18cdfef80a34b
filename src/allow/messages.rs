//! What is said of a comment that should allow something.

use super::directive::MARK;
use super::place::Place;
use super::{Allow, Checker, Code, Named};
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::source::{Source, Span};
use crate::suggest;

/// How it is written.
const FORM: &str = "write `# infra: allow CODE because REASON`";

fn malformed(message: impl Into<String>, span: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::warning("malformed-allow", message).label(span, label)
}

/// A comment whose first word is nearly `infra:`.
pub fn other_mark(span: Span) -> Diagnostic {
    malformed("a comment for infrac begins with `# infra:`", span, "expected `infra:`").help(FORM).fix(
        "write `infra:`",
        span,
        MARK,
    )
}

/// Something else than `allow` behind `infra:`.
pub fn allow_expected(found: Option<(&str, Span)>, end: Span) -> Diagnostic {
    let help = format!("{FORM}; a comment for people begins with another word than `infra:`");
    match found {
        None => malformed("expected `allow` behind `infra:`", end, "expected `allow`").help(help),
        Some((word, span)) => {
            let message = format!("expected `allow` behind `infra:`, found `{word}`");
            let problem = malformed(message, span, "expected `allow`").help(help);
            match suggest::nearest(word, ["allow"]) {
                Some(near) => problem.fix(format!("write `{near}`"), span, near),
                None => problem,
            }
        }
    }
}

/// No code in front of `because`.
pub fn code_expected(span: Span) -> Diagnostic {
    malformed("this does not say what to allow", span, "expected a code in front of this").help(FORM)
}

/// A second word behind a code.
pub fn comma_expected(before: Option<(&str, Span)>, (word, span): (&str, Span)) -> Diagnostic {
    let problem = malformed(format!("expected `,` or `because`, found `{word}`"), span, "expected `,` or `because`");
    if let Some((name, of)) = before.filter(|(name, _)| Checker::called(name).is_some()) {
        let edit = Span { start: of.start, end: span.start };
        return problem.help("a code alone is enough: its shape tells whose it is").fix(
            format!("leave out `{name}`"),
            edit,
            "",
        );
    }
    match suggest::nearest(word, ["because"]) {
        Some(near) => problem.help(FORM).fix(format!("write `{near}`"), span, near),
        None if Code::read(word).is_ok() => {
            let between = Span { start: before.map_or(span.start, |(_, before)| before.end), end: span.start };
            problem.help("a comma stands between two codes").fix("separate them with a comma", between, ", ")
        }
        None => problem.help(FORM),
    }
}

/// No reason.
pub fn no_reason(codes: &[(&str, Span)], span: Span, has_because: bool) -> Diagnostic {
    let codes: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
    let label = if has_because { "expected a reason behind this" } else { "expected `because` and a reason" };
    Diagnostic::warning("allow-without-reason", "what is allowed needs a reason, for those who read it later")
        .label(span, label)
        .help(format!("for example: # infra: allow {} because this is a test stack", codes.join(", ")))
}

/// A reason that a checker does not take.
pub fn short_reason(code: &str, span: Span, checker: Checker) -> Diagnostic {
    let (name, least) = (checker.name(), checker.least_reason());
    let message = format!("{name} takes a reason of {least} characters or more, and stops at a shorter one");
    Diagnostic::warning("allow-without-reason", message)
        .label(span, format!("`{code}` is a code of {name}"))
        .help("say in some words more why it is meant to be so")
}

/// A code that nobody has.
pub fn unknown(code: &str, span: Span, near: Option<String>) -> Diagnostic {
    let problem = Diagnostic::warning("unknown-code", format!("`{code}` is no code that can be allowed"))
        .label(span, "unknown code");
    match near {
        Some(near) => {
            let is_sure = !suggest::is_other_number(code, &near);
            let problem = problem.help(format!("did you mean `{near}`?"));
            if is_sure { problem.fix(format!("write `{near}`"), span, near) } else { problem }
        }
        None => {
            let shapes = Checker::ALL.map(|checker| format!("{} ({})", checker.example(), checker.name()));
            problem.help(format!(
                "`infrac explain` lists infrac's own; codes of other checkers look like {}",
                shapes.join(", ")
            ))
        }
    }
}

/// A code that is always an error.
pub fn error(code: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("cannot-allow", format!("`{code}` is an error, and an error cannot be allowed"))
        .label(span, "always an error")
        .help(format!("mend what it is about: `infrac explain {code}` shows how; warnings and advice can be allowed"))
}

/// What an error says of a comment that would allow it if it were none.
pub fn not_silenced(span: Span) -> Label {
    Label { span, text: "does not silence it: here it is an error".to_owned() }
}

/// A comment that stands above nothing. The message is one, because a layout may move it from one such place to another.
pub fn misplaced(source: &Source, comment: Span, place: Place) -> Diagnostic {
    let (label, help) = match &place {
        Place::Behind(_) => ("behind something else", "move it to a line above"),
        Place::Apart(_) => ("an empty line is below", "take out the empty line below it"),
        Place::Nothing | Place::Above(_) => (
            "above no statement and no entry",
            "write it directly above a statement, or above an entry between `<` and `>`",
        ),
    };
    let message = "`# infra: allow` has a line of its own, directly above what it is about";
    let problem = Diagnostic::warning("misplaced-allow", message).label(comment, label).help(help);
    match place {
        Place::Behind(Some(item)) => problem.fix_edits("move it above", moved_above(source, comment, item)),
        Place::Apart(lines) => {
            let edits = lines.into_iter().map(|span| Edit { span, text: String::new() }).collect();
            problem.fix_edits("take out the empty line", edits)
        }
        Place::Behind(None) | Place::Nothing | Place::Above(_) => problem,
    }
}

/// The comment on a line above the item that it stands behind.
fn moved_above(source: &Source, comment: Span, item: Span) -> Vec<Edit> {
    let line = source.line_span(source.line_of(item.start));
    let indent = source.slice(Span { start: line.start, end: item.start });
    let before = source.slice(Span { start: line.start, end: comment.start });
    let blanks = (before.len() - before.trim_end().len()) as u32;
    let text = source.slice(comment).trim_end();
    let line_end = source.slice(Span { start: line.end, end: whole_line(source, comment).end });
    let line_end = if line_end.is_empty() { "\n" } else { line_end };
    vec![
        Edit { span: Span { end: line.start, ..line }, text: format!("{indent}{text}{line_end}") },
        Edit { span: Span { start: comment.start - blanks, ..comment }, text: String::new() },
    ]
}

/// The codes of a comment that silence nothing; there is one at least.
pub fn unused(source: &Source, allow: &Allow<'_>, is_used: &dyn Fn(&Named<'_>) -> bool) -> Diagnostic {
    let unused: Vec<&Named<'_>> = allow.codes.iter().filter(|named| !is_used(named)).collect();
    let (message, label) = match unused.as_slice() {
        [one] => silences_nothing(one),
        many => {
            (format!("{} silence nothing", suggest::all_of(many.iter().map(|named| named.text))), "silences nothing")
        }
    };
    let problem = Diagnostic::warning("unused-allow", message);
    let problem = unused.iter().fold(problem, |problem, named| problem.label(named.span, label)).help(help(&unused));
    if unused.len() == allow.codes.len() {
        return problem.fix("take the comment out", whole_line(source, allow.comment), "");
    }
    let edits = without_unused(&allow.codes, is_used);
    problem.fix_edits("take out what silences nothing", edits)
}

fn help(unused: &[&Named<'_>]) -> String {
    let checker = unused.iter().find_map(|named| match named.code {
        Code::Of(checker) => Some(checker.name()),
        Code::Own(_) => None,
    });
    match checker {
        Some(name) => format!("take it out; {name} looks at resources, and only a statement that makes one has any"),
        None => "take it out".to_owned(),
    }
}

/// Takes codes out, each together with the comma between it and one that stays.
fn without_unused(codes: &[Named<'_>], is_used: &dyn Fn(&Named<'_>) -> bool) -> Vec<Edit> {
    let unused = codes.iter().enumerate().filter(|(_, named)| !is_used(named));
    let edit = |(at, named): (usize, &Named<'_>)| {
        let span = if codes[..at].iter().any(is_used) {
            Span { start: codes[at - 1].span.end, end: named.span.end }
        } else {
            Span { start: named.span.start, end: codes.get(at + 1).map_or(named.span.end, |next| next.span.start) }
        };
        Edit { span, text: String::new() }
    };
    unused.map(edit).collect()
}

fn silences_nothing(named: &Named<'_>) -> (String, &'static str) {
    match named.code {
        Code::Own(code) => (format!("nothing in this statement or entry has `{code}`"), "silences nothing"),
        Code::Of(_) => (format!("no resource here takes `{}`", named.text), "reaches nothing"),
    }
}

/// A comment's line with its end.
fn whole_line(source: &Source, comment: Span) -> Span {
    let part = source.part(comment.start);
    let line = part.line_of(comment.start);
    let whole = part.line_span(line);
    let end = if line < part.line_count() { part.line_span(line + 1).start } else { whole.end };
    Span { end, ..whole }
}
