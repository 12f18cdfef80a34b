//! What is said of a declaration that does not read as one.

use super::{Declaration, Relation};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use crate::words::{self, Word};

/// `bucket a bucket b`: a word of the language and a name behind it.
pub fn second_statement(arguments: &[Argument<'_>], at: usize, word: Name<'_>) -> Diagnostic {
    let before = at
        .checked_sub(1)
        .and_then(|before| arguments.get(before))
        .map_or(word.span.start, |before| before.value.span.end);
    Diagnostic::error(
        "two-sentences-on-a-line",
        format!("`{} …` is a statement of its own and needs its own line", word.text),
    )
    .label(word.span, "a second statement starts here")
    .fix("start a new line", Span { start: before, end: word.span.start }, "\n")
}

pub fn missing_comma(relation: &Relation<'_>, word: Name<'_>) -> Diagnostic {
    let end = relation.values.last().map_or(relation.keyword.span.end, |last| last.span.end);
    Diagnostic::error("missing-comma", format!("what stands behind `{}` is separated by commas", relation.keyword.text))
        .label(word.span, "expected `,` in front of this")
        .fix("put a comma between", Span { start: end, end: word.span.start }, ", ")
}

/// `from stack X` behind what this stack makes.
pub fn owned_by_another(keyword: Name<'_>, declaration: &Declaration<'_>) -> Diagnostic {
    let (word, name) = (declaration.word_text(), declaration.name.text);
    let what = declaration.a_kind();
    Diagnostic::error("unknown-relation", format!("this makes {what}: what another stack has is named by `existing`"))
        .label(keyword.span, "not part of this sentence")
        .help(format!("write: existing {word} {name} from stack …"))
}

/// A keyword a second time.
pub fn said_twice(keyword: Name<'_>, first: Name<'_>) -> Diagnostic {
    Diagnostic::error("set-twice", format!("`{}` stands twice in this sentence", keyword.text))
        .label(keyword.span, "again here")
        .label(first.span, "first here")
        .help("keep one of them")
}

pub fn plain_name_wanted(value: &Expr<'_>) -> Diagnostic {
    let problem = match &value.kind {
        ExprKind::Text(text) if text.is_empty() => "expected a name, found an empty text",
        _ => "expected a name as plain text, without escapes or `${…}`",
    };
    Diagnostic::error("plain-name-wanted", problem)
        .label(value.span, "expected a plain name")
        .help("write the name out here; where AWS is to be given another one, the body can say it: name = \"…\"")
}

pub fn missing_relation(declaration: &Declaration<'_>, rule: &words::RelationRule) -> Diagnostic {
    let word = declaration.word.name;
    Diagnostic::error(
        "incomplete-sentence",
        format!("{word} `{}` does not say `{} …`", declaration.handle.text, rule.keyword),
    )
    .label(declaration.handle.span, format!("`{} …` is missing behind this name", rule.keyword))
    .help(format!("{}: {}", rule.summary, sentence_example(declaration.word)))
}

/// `existing web01`: what web01 is has to be said.
pub fn kind_missing(name: Name<'_>) -> Diagnostic {
    let text = name.text;
    Diagnostic::error("incomplete-sentence", format!("`existing {text}` does not say what `{text}` is"))
        .label(name.span, "expected a word such as `instance` in front of this")
        .help(format!("for example: existing instance {text}"))
}

pub fn expected(what: &str, example: &str, span: Span) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", format!("expected {what}"))
        .label(span, format!("expected {what} here"))
        .help(format!("for example: {example}"))
}

pub fn sentence_example(word: &Word) -> &'static str {
    let starts = |line: &&str| line.strip_prefix(word.name).is_some_and(|rest| rest.starts_with(' '));
    word.example.lines().find(starts).unwrap_or_default()
}
