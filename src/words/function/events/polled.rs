//! Sources that Lambda itself asks for more: queues and streams.

use super::read::{Kind, Source};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::template::{Resource, Text, Value};
use crate::words::fifo;
use crate::words::permission::{self, allow};

/// Messages of a batch for which nobody waits.
const SMALL_BATCH: i64 = 10;

/// What Lambda needs to read of each, from the pages "Creating and configuring an Amazon SQS event source mapping" and
/// its like of the AWS Lambda Developer Guide.
const QUEUE: [&str; 3] = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const TABLE: [&str; 3] = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
/// This one cannot be limited to a stream, and Lambda asks for it.
const TABLES: [&str; 1] = ["dynamodb:ListStreams"];
const STREAM: [&str; 5] = [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
];

/// Adds the mapping; what the role needs for it.
pub fn make<'a>(
    function: &Declaration<'a>,
    id: Text<'a>,
    source: Source<'_, 'a>,
    sentence: &EntrySentence<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Vec<Value<'a>> {
    let mut mapping = Resource::new(id, "AWS::Lambda::EventSourceMapping", 5);
    mapping.set("FunctionName", Value::Ref(function.logical_id.clone()));
    mapping.set("EventSourceArn", source.value.clone());
    for (keyword, property) in [("batch", "BatchSize"), ("window", "MaximumBatchingWindowInSeconds")] {
        if let Some(value) = source.option(keyword) {
            mapping.set(property, value.clone());
        }
    }
    if source.kind == Kind::Queue {
        check_queue(&source, sentence, to);
    } else {
        // From the oldest on, so that nothing is left out that comes while the stack is made.
        mapping.set("StartingPosition", Value::text("TRIM_HORIZON"));
    }
    to.push(mapping, sentence.span);
    let key = permission::key_of(source.declaration, to);
    let mut needed = match source.kind {
        Kind::Table => vec![allow(&TABLE, source.value), allow(&TABLES, Value::text("*"))],
        Kind::Stream => vec![allow(&STREAM, source.value)],
        Kind::Queue | Kind::Topic | Kind::Bucket => vec![allow(&QUEUE, source.value)],
    };
    needed.extend(key.map(|key| allow(&permission::DECRYPT, key)));
    needed
}

/// From the page "CreateEventSourceMapping" of the AWS Lambda API Reference: more than 10 messages need a window, and a
/// FIFO queue has neither.
fn check_queue<'a>(source: &Source<'_, 'a>, sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) {
    let number = |keyword| if let Some(Value::Int(number)) = source.option(keyword) { Some(*number) } else { None };
    let (batch, window) = (number("batch"), number("window").unwrap_or(0));
    let is_large = batch.is_some_and(|batch| batch > SMALL_BATCH);
    let message = if fifo::is_fifo(source.declaration) {
        let refused = if is_large {
            Some("a FIFO queue gives at most 10 messages at once")
        } else {
            (window > 0).then_some("a FIFO queue gathers no messages: it takes no `window`")
        };
        refused.map(|message| (message.to_owned(), "write a batch of 10 at most, and no window"))
    } else {
        (is_large && window == 0).then(|| {
            let message = "more than 10 messages at once need a time to gather them".to_owned();
            (message, "say how long they are gathered: batch 100 window 5s")
        })
    };
    if let Some((message, help)) = message {
        to.report(Diagnostic::error("out-of-range", message).label(sentence.span, "refused by Lambda").help(help));
    }
}
