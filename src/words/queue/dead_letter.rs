//! `dead_letter failed after 5`: where messages go that nobody could handle.
//!
//! From the page "Using dead-letter queues in Amazon SQS" of the Amazon SQS Developer Guide: both queues keep the order or
//! neither does, and a message is taken 1 to 1,000 times before.

use super::{QUEUE, WORD, is_fifo};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related, where_holds};
use crate::model::{Declaration, EntrySentence};
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::sentence::{Clauses, not_understood};

/// The longest that a message is kept, in seconds.
const LONGEST: i64 = 1_209_600;

/// The policy that a body's sentence makes.
pub fn policy<'s, 'a>(declaration: &'s Declaration<'a>, fifo: bool, to: &mut Lowering<'s, 'a>) -> Option<Value<'a>> {
    let mut sentences = declaration.entries.sentences("dead_letter");
    let sentence = sentences.next()?;
    if let Some(second) = sentences.next() {
        let problem = Diagnostic::error("set-twice", "a queue has one place for failed messages")
            .label(second.span, "again here")
            .label(sentence.span, "first here");
        to.report(problem.help("keep one of them"));
    }
    let (queue, count) = read(sentence, to)?;
    if let Some(other) = queue.declaration {
        check_kind(declaration, fifo, &queue, other, to);
        keep_long(other, to);
    }
    let policy = Value::map([("deadLetterTargetArn", queue.value), ("maxReceiveCount", Value::Int(count))]);
    let its = queue.declaration.and_then(|queue| queue.condition.clone());
    let condition = to.all_of([sentence.condition.clone(), its]);
    Some(where_holds(&to.besides(condition, &[to.condition()]), policy, None))
}

/// The other queue, and how many times a message is taken.
fn read<'s, 'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'s, 'a>) -> Option<(Related<'s, 'a>, i64)> {
    let clauses = Clauses::of(&sentence.arguments, &["after"]);
    let ([queue], [count]) = (clauses.head, clauses.behind("after")) else {
        to.report(not_understood(sentence, sentence.span, "it says which queue, `after`, and how many times"));
        return None;
    };
    let count = count_of(&count.value, to);
    Some((to.named(&queue.value, &QUEUE)?, count?))
}

fn count_of<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<i64> {
    let settled = to.values().settled(value).into_owned();
    let count = match &settled.kind {
        ExprKind::Number(number) => number.parse().ok(),
        _ => None,
    };
    let count = count.filter(|count| (1..=1_000).contains(count));
    if count.is_none() {
        let problem =
            Diagnostic::error("out-of-range", "a message is taken 1 to 1000 times before it counts as failed");
        to.report(problem.label(value.span, "not such a number").help("write for example: after 5"));
    }
    count
}

fn check_kind<'a>(
    declaration: &Declaration<'a>,
    fifo: bool,
    named: &Related<'_, 'a>,
    other: &Declaration<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    if is_fifo(other).is_none_or(|other| other == fifo) {
        return;
    }
    let (keeps, not) = if fifo { (declaration, other) } else { (other, declaration) };
    let message = format!(
        "`{}` keeps the order of its messages and `{}` does not: one cannot take the failed messages of the other",
        keeps.handle.text, not.handle.text
    );
    let problem = Diagnostic::error("wrong-kind", message)
        .label(named.span, if fifo { "does not keep the order" } else { "keeps the order" })
        .label(other.handle.span, "declared here");
    to.report(problem.help(format!("let both do the same, such as fifo = yes in `{}`", not.handle.text)));
}

/// A message does not grow younger when it is moved, so that a queue of failed ones keeps them as long as it can.
fn keep_long(other: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let says =
        other.entries.setting("retention").is_some() || other.entries.property("MessageRetentionPeriod").is_some();
    if other.existing || says || !std::ptr::eq(other.word, &raw const WORD) {
        return;
    }
    let id = other.logical_id.to_string();
    to.later(move |to| {
        if let Some(queue) = to.resource_mut(&id) {
            queue.set("MessageRetentionPeriod", Value::Int(LONGEST));
        }
    });
}
