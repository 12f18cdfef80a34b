//! The `lifecycle` of a bucket.

mod order;

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{self, Value};
use crate::words::shape::{Entry, Shape};
use crate::words::shared;
use std::sync::LazyLock;

/// The vocabulary inside `lifecycle < … >`.
pub const ENTRIES: &[Entry] = &[
    Entry::new(
        "abort",
        Shape::Sentence("abort uploads after 7d"),
        "Removes the parts of uploads that were never finished.",
    )
    .or("after 7 days"),
    Entry::new(
        "expire",
        Shape::Sentence("expire after 30d, or: expire old versions after 30d"),
        "Deletes objects, or the versions that newer ones replaced.",
    ),
    Entry::new(
        "move",
        Shape::Sentence("move to glacier after 90d"),
        "Moves objects to a cheaper storage class: infrequent_access, glacier_instant, glacier or deep_archive.",
    ),
];

const ABORT_AFTER_DAYS: i64 = 7;

/// Storage classes, the cheaper ones later.
const CLASSES: &[(&str, &str)] = &[
    ("infrequent_access", "STANDARD_IA"),
    ("glacier_instant", "GLACIER_IR"),
    ("glacier", "GLACIER"),
    ("deep_archive", "DEEP_ARCHIVE"),
];

static ABORT_ONLY: LazyLock<Vec<template::Entry<'static>>> =
    LazyLock::new(|| vec![("Rules".into(), Value::list([abort_rule(ABORT_AFTER_DAYS)]))]);

/// The rules of a bucket: what its body says, and the default for unfinished uploads.
pub fn rules<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Value<'a> {
    let Some(body) = declaration.entries.body("lifecycle").filter(|body| !body.sentences.is_empty()) else {
        return shared(&ABORT_ONLY);
    };
    let mut steps: Vec<Step> = Vec::new();
    for sentence in &body.sentences {
        match read(sentence) {
            Ok(step) => match steps.iter().find(|other| other.action == step.action) {
                Some(first) => to.report(twice(first, &step)),
                None => steps.push(step),
            },
            Err(problem) => to.report(*problem),
        }
    }
    order::check(declaration, &steps, to);
    let abort = steps.iter().find(|step| step.action == Action::Abort).map_or(ABORT_AFTER_DAYS, |step| step.days);
    let rules = by_age(&steps).into_iter().chain([abort_rule(abort)]);
    Value::map([("Rules", Value::list(rules.collect::<Vec<_>>()))])
}

/// One sentence of a lifecycle.
struct Step {
    action: Action,
    days: i64,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Abort,
    Expire,
    ExpireOld,
    /// By its place in [`CLASSES`].
    Move(usize),
}

fn read(sentence: &EntrySentence<'_>) -> Result<Step, Box<Diagnostic>> {
    let words: Vec<&str> = sentence
        .arguments
        .iter()
        .map(|argument| match argument.value.kind {
            ExprKind::Word(word) if !argument.after_comma => word,
            _ => "",
        })
        .collect();
    let action = match (sentence.entry.name, words.as_slice()) {
        ("abort", ["uploads", "after", _]) => Action::Abort,
        ("expire", ["after", _]) => Action::Expire,
        ("expire", ["old", "versions", "after", _]) => Action::ExpireOld,
        ("move", ["to", class, "after", _]) => Action::Move(place_of(class, sentence.arguments[1].value.span)?),
        _ => return Err(Box::new(not_understood(sentence))),
    };
    let last = &sentence.arguments[sentence.arguments.len() - 1].value;
    Ok(Step { action, days: days(last)?, span: sentence.span })
}

fn place_of(class: &str, span: Span) -> Result<usize, Box<Diagnostic>> {
    if let Some(place) = CLASSES.iter().position(|(name, _)| *name == class) {
        return Ok(place);
    }
    let names = || CLASSES.iter().map(|(name, _)| *name);
    let ours = CLASSES
        .iter()
        .find(|(_, theirs)| *theirs == class)
        .map(|(ours, _)| *ours)
        .or_else(|| suggest::nearest(class, names()));
    let problem = Diagnostic::error("unknown-value", format!("a storage class is one of {}", suggest::one_of(names())))
        .label(span, "not a storage class");
    Err(Box::new(match ours {
        Some(ours) => problem.help(format!("did you mean `{ours}`?")).fix(format!("write `{ours}`"), span, ours),
        None => problem,
    }))
}

/// S3 counts whole days, in 31 bits.
fn days(value: &Expr<'_>) -> Result<i64, Box<Diagnostic>> {
    match value.kind {
        ExprKind::Quantity(number, "d") => number.parse::<i32>().ok().filter(|days| *days >= 1).map(i64::from),
        _ => None,
    }
    .ok_or_else(|| {
        Box::new(
            Diagnostic::error("wrong-type", "expected a whole number of days, at least 1d")
                .label(value.span, "expected days")
                .help("a lifecycle counts days: after 30d"),
        )
    })
}

fn twice(first: &Step, second: &Step) -> Diagnostic {
    Diagnostic::error("set-twice", "this lifecycle has one age for each thing that happens")
        .label(second.span, "again here")
        .label(first.span, "first here")
        .help("keep one of them")
}

fn not_understood(sentence: &EntrySentence<'_>) -> Diagnostic {
    let problem = Diagnostic::error(
        "sentence-expected",
        format!("this `{}` does not read as a lifecycle step", sentence.entry.name),
    )
    .label(sentence.span, "not understood");
    match sentence.entry.shape {
        Shape::Sentence(form) => problem.help(format!("write: {form}; it {}", sentence.entry.hint())),
        _ => problem,
    }
}

/// Everything about the age of objects, in one rule: S3 has refused rules that overlap.
fn by_age(steps: &[Step]) -> Option<Value<'static>> {
    let mut rule = vec![("Id", Value::text("by-age")), ("Status", Value::text("Enabled"))];
    let mut transitions = Vec::new();
    for step in steps {
        let days = Value::Int(step.days);
        match step.action {
            Action::Abort => {}
            Action::Expire => rule.push(("ExpirationInDays", days)),
            Action::ExpireOld => rule.push(("NoncurrentVersionExpiration", Value::map([("NoncurrentDays", days)]))),
            Action::Move(place) => {
                transitions
                    .push(Value::map([("StorageClass", Value::text(CLASSES[place].1)), ("TransitionInDays", days)]));
            }
        }
    }
    if !transitions.is_empty() {
        rule.push(("Transitions", Value::list(transitions)));
    }
    (rule.len() > 2).then(|| Value::map(rule))
}

fn abort_rule(days: i64) -> Value<'static> {
    Value::map([
        ("Id", Value::text("abort-incomplete-uploads")),
        ("Status", Value::text("Enabled")),
        ("AbortIncompleteMultipartUpload", Value::map([("DaysAfterInitiation", Value::Int(days))])),
    ])
}
