//! The `lifecycle` of a bucket.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
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

const CLASSES: &[(&str, &str)] = &[
    ("infrequent_access", "STANDARD_IA"),
    ("glacier_instant", "GLACIER_IR"),
    ("glacier", "GLACIER"),
    ("deep_archive", "DEEP_ARCHIVE"),
];

static ABORT_ONLY: LazyLock<Vec<template::Entry<'static>>> =
    LazyLock::new(|| vec![("Rules".into(), Value::list([abort_rule(ABORT_AFTER_DAYS)]))]);

/// The rules of a bucket: what its body says, and the default for unfinished uploads.
pub fn rules<'a>(declaration: &Declaration<'_, 'a>, to: &mut Lowering<'_, '_, 'a>) -> Value<'a> {
    let Some(body) = declaration.entries.body("lifecycle").filter(|body| !body.sentences.is_empty()) else {
        return shared(&ABORT_ONLY);
    };
    let mut abort_after = ABORT_AFTER_DAYS;
    let mut rules = Vec::new();
    for sentence in &body.sentences {
        match read(sentence) {
            Some(Step::Abort(days)) => abort_after = days,
            Some(step) => rules.push(rule(step)),
            None => to.report(not_understood(sentence)),
        }
    }
    rules.push(abort_rule(abort_after));
    Value::map([("Rules", Value::list(rules))])
}

enum Step {
    Abort(i64),
    Expire(i64),
    ExpireOld(i64),
    Move(&'static str, i64),
}

fn read(sentence: &EntrySentence<'_, '_>) -> Option<Step> {
    let (last, words) = sentence.arguments.split_last()?;
    let days = days(&last.value)?;
    let words: Option<Vec<&str>> = words
        .iter()
        .map(|argument| match argument.value.kind {
            ExprKind::Word(word) if !argument.after_comma => Some(word),
            _ => None,
        })
        .collect();
    match (sentence.entry.name, words?.as_slice()) {
        ("abort", ["uploads", "after"]) => Some(Step::Abort(days)),
        ("expire", ["after"]) => Some(Step::Expire(days)),
        ("expire", ["old", "versions", "after"]) => Some(Step::ExpireOld(days)),
        ("move", ["to", class, "after"]) => {
            CLASSES.iter().find(|(name, _)| name == class).map(|(_, class)| Step::Move(class, days))
        }
        _ => None,
    }
}

fn days(value: &Expr<'_>) -> Option<i64> {
    match value.kind {
        ExprKind::Quantity(number, "d") => number.parse().ok().filter(|days| *days >= 1),
        _ => None,
    }
}

fn not_understood(sentence: &EntrySentence<'_, '_>) -> Diagnostic {
    let Shape::Sentence(form) = sentence.entry.shape else {
        return Diagnostic::error("sentence-expected", "this does not read as a lifecycle step")
            .label(sentence.span, "not understood");
    };
    Diagnostic::error("sentence-expected", format!("this `{}` does not read as a lifecycle step", sentence.entry.name))
        .label(sentence.span, "not understood")
        .help(format!("write: {form}; it {}", sentence.entry.hint()))
}

fn rule(step: Step) -> Value<'static> {
    let (id, action) = match step {
        Step::Abort(days) => return abort_rule(days),
        Step::Expire(days) => (format!("expire-after-{days}-days"), ("ExpirationInDays", Value::Int(days))),
        Step::ExpireOld(days) => (
            format!("expire-old-versions-after-{days}-days"),
            ("NoncurrentVersionExpiration", Value::map([("NoncurrentDays", Value::Int(days))])),
        ),
        Step::Move(class, days) => {
            let transition = Value::map([("StorageClass", Value::text(class)), ("TransitionInDays", Value::Int(days))]);
            (
                format!("move-to-{}-after-{days}-days", class.to_ascii_lowercase().replace('_', "-")),
                ("Transitions", Value::list([transition])),
            )
        }
    };
    Value::map([("Id", Value::text(id)), ("Status", Value::text("Enabled")), action])
}

fn abort_rule(days: i64) -> Value<'static> {
    Value::map([
        ("Id", Value::text("abort-incomplete-uploads")),
        ("Status", Value::text("Enabled")),
        ("AbortIncompleteMultipartUpload", Value::map([("DaysAfterInitiation", Value::Int(days))])),
    ])
}
