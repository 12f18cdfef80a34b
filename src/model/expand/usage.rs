//! The sentence of a `use`: `use "./file.infra" as name [was old-name] < … >`.

use crate::diagnostic::Diagnostic;
use crate::model::paths;
use crate::source::{PathProblem, Span};
use crate::syntax::ast::{Argument, ExprKind, Item, Name, Sentence, Setting};
use crate::words;

/// What a path looks like.
pub const EXAMPLE: &str = "./network.infra";

/// What a `use` says.
pub struct Usage<'a> {
    /// The path as written, quotes included in its place.
    pub path: Name<'a>,
    /// The name of the module.
    pub alias: Name<'a>,
    /// The name that it had before.
    pub former: Option<Name<'a>>,
    /// What its parameters are.
    pub arguments: Vec<Setting<'a>>,
}

/// Reads the sentence; without a path and a name there is nothing to use.
pub fn read<'a>(sentence: &Sentence<'a>, problems: &mut Vec<Diagnostic>) -> Option<Usage<'a>> {
    let mut arguments = sentence.arguments.iter();
    let first = arguments.next();
    let Some(path) = first.and_then(text) else {
        problems.push(match first.map(|first| (&first.value.kind, first.value.span)) {
            Some((ExprKind::Text(text), span)) if text.contains('\\') => {
                paths::bad(Name { text, span }, PathProblem::Backslash, EXAMPLE)
            }
            Some((_, span)) => incomplete("the path of a file, in quotes", span),
            None => incomplete("the path of a file, in quotes", sentence.word.span),
        });
        return None;
    };
    let (mut alias, mut former) = (None, None);
    while let Some(argument) = arguments.next() {
        let place = match argument.value.kind {
            ExprKind::Word("as") => &mut alias,
            ExprKind::Word("was") => &mut former,
            _ => {
                problems.push(unexpected(argument.value.span));
                continue;
            }
        };
        match arguments.next().and_then(name) {
            Some(name) => *place = Some(name),
            None => problems.push(incomplete("a bare name", argument.value.span)),
        }
    }
    let Some(alias) = alias else {
        problems.push(incomplete("`as` and a name for it", path.span));
        return None;
    };
    Some(Usage { path, alias, former, arguments: settings(sentence, problems) })
}

/// The arguments: `name = value`, one for each parameter.
fn settings<'a>(sentence: &Sentence<'a>, problems: &mut Vec<Diagnostic>) -> Vec<Setting<'a>> {
    let mut settings: Vec<Setting<'a>> = Vec::new();
    for item in sentence.body.iter().flat_map(|body| &body.items) {
        let Item::Setting(setting) = item else {
            problems.push(no_argument(item.span()));
            continue;
        };
        match settings.iter().find(|other| other.key.text == setting.key.text) {
            Some(first) => problems.push(super::super::body::set_twice(setting.key, first.key.span)),
            None => settings.push(setting.clone()),
        }
    }
    settings
}

fn text<'a>(argument: &Argument<'a>) -> Option<Name<'a>> {
    match argument.value.kind {
        ExprKind::Text(std::borrow::Cow::Borrowed(text)) => Some(Name { text, span: argument.value.span }),
        _ => None,
    }
}

/// A bare name; in a loop, one that was put together there.
fn name<'a>(argument: &Argument<'a>) -> Option<Name<'a>> {
    let name = match argument.value.kind {
        ExprKind::Word(word) => Name { text: word, span: argument.value.span },
        _ => text(argument)?,
    };
    let mut letters = name.text.bytes();
    let begins = letters.next().is_some_and(|first| first.is_ascii_alphabetic());
    (begins && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_'))).then_some(name)
}

fn incomplete(wanted: &str, at: Span) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", format!("expected {wanted}"))
        .label(at, "here")
        .help(format!("the sentence is: {}", words::usage::WORD.sentence))
}

fn unexpected(at: Span) -> Diagnostic {
    Diagnostic::error("unexpected-argument", "expected `as`, `was` or the arguments in `< >`")
        .label(at, "not expected here")
        .help(format!("the sentence is: {}", words::usage::WORD.sentence))
}

fn no_argument(at: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", "a module is given one value for each of its parameters")
        .label(at, "expected `name = value`")
        .help("a value may depend on a test: size = if prod then \"large\" else \"small\"")
}
