//! Queues. Who takes a message deletes it when it is done, so that `read` is both.

use super::{KeyUse, Verb, Vocabulary, itself, verb};

/// What can be granted on a queue.
pub static QUEUE: Vocabulary =
    Vocabulary { types: &["AWS::SQS::Queue"], verbs: &VERBS, together: &[], key: &["KmsMasterKeyId"] };

static VERBS: [Verb; 3] = [
    verb(
        "read",
        "take messages: receive and then delete them",
        &[itself(&["sqs:ReceiveMessage", "sqs:DeleteMessage"])],
    )
    .or(&["receive"])
    .with(&[itself(&["sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"])])
    .by_key(KeyUse::Decrypt),
    verb("write", "send messages", &[itself(&["sqs:SendMessage"])])
        .or(&["send"])
        .with(&[itself(&["sqs:GetQueueAttributes", "sqs:GetQueueUrl"])])
        .by_key(KeyUse::Encrypt),
    verb("delete", "delete messages, all of them at once too", &[itself(&["sqs:DeleteMessage", "sqs:PurgeQueue"])])
        .with(&[itself(&["sqs:GetQueueUrl"])]),
];
