//! What is said of entries that cannot be read.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Item, Name, Sentence};

pub fn uppercase_wanted(problem: Diagnostic, key: Name<'_>) -> Diagnostic {
    let upper = crate::model::value::capitalised(key.text);
    let help = "CloudFormation properties start with an uppercase letter";
    problem.help(help).fix(format!("write `{upper}`"), key.span, upper)
}

/// What a word in the plural stands for one of.
pub fn singular(word: &str) -> Option<String> {
    word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| word.strip_suffix('s').map(str::to_owned))
}

/// Something is set a second time.
pub fn set_twice(key: Name<'_>, first: Span) -> Diagnostic {
    Diagnostic::error("set-twice", format!("`{}` is set twice", key.text))
        .label(key.span, "set again here")
        .label(first, "first set here")
        .help("keep one of them")
}

pub fn sentence_expected(key: Name<'_>, form: &str) -> Diagnostic {
    Diagnostic::error("sentence-expected", format!("expected a sentence that starts with `{}`", key.text))
        .label(key.span, "the rest of the sentence is missing, or a body is too much")
        .help(format!("write for example: {form}"))
}

pub fn sentence_not_setting(setting: &ast::Setting<'_>, form: &str) -> Diagnostic {
    let key = setting.key;
    let problem = Diagnostic::error("sentence-expected", format!("`{}` starts a sentence, which has no `=`", key.text))
        .label(key.span, "expected a sentence")
        .help(format!("write for example: {form}"));
    match setting.value.kind {
        ExprKind::Word(_) | ExprKind::Text(_) => {
            problem.fix("leave the `=` out", Span { start: key.span.end, end: setting.value.span.start }, " ")
        }
        _ => problem,
    }
}

pub fn body_expected(key: Name<'_>, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("`{}` has entries of its own", key.text))
        .label(span, "expected `< … >`")
        .help(format!("write: {} < … >", key.text))
}

pub fn value_expected(sentence: &Sentence<'_>) -> Diagnostic {
    let word = sentence.word;
    let problem = Diagnostic::error("value-expected", format!("`{}` is given a value with `=`", word.text))
        .label(word.span, "expected `=` behind this");
    let behind =
        sentence.arguments.first().map(|first| first.value.span).or(sentence.body.as_ref().map(|body| body.span));
    match behind {
        Some(behind) => problem.fix("put `=` between", Span { start: word.span.end, end: behind.start }, " = "),
        None => problem.help(format!("write: {} = …", word.text)),
    }
}

pub fn statement_in_body(item: &Item<'_>) -> Diagnostic {
    let span = item.span();
    Diagnostic::error("statement-in-body", "this statement stands on its own, not in the body of another")
        .label(span, "not inside a body")
        .help("move it in front of the statement that it stands in; or close the body above it with `>`")
}

/// A second entry of a line that a comma makes part of the sentence in front; `before` is what stands before the comma.
pub fn two_on_a_line(name: Name<'_>, before: Span) -> Diagnostic {
    let comma = Span { start: before.end, end: name.span.start };
    let message = format!("`{} …` is a sentence of its own and needs its own line", name.text);
    Diagnostic::error("two-sentences-on-a-line", message)
        .label(name.span, "a second sentence starts here")
        .help("a comma inside a sentence continues its list")
        .fix("start a new line", comma, "\n  ")
}
