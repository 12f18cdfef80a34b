//! `queue`: a queue of SQS.

mod dead_letter;
pub mod name;

use super::encryption::{self, ACCOUNT, KEY};
use super::resource_policy::{self, OF_QUEUES};
use super::shape::{Attribute, Entry, Identity, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `queue`.
pub static WORD: Word = Word {
    name: "queue",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::SQS::Queue",
    summary: "Keeps messages until somebody has taken and handled them.",
    sentence: "queue NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("dead_letter", Shape::Sentence("dead_letter failed after 5"), "Puts messages that were taken so many times, and never deleted, into another queue of the same kind.").sets("RedrivePolicy").under_conditions(),
        Entry::new("deduplicate", Shape::Bool, "For a queue that keeps the order: whether messages of the same content within five minutes are one.").or("no").sets("ContentBasedDeduplication"),
        Entry::new("delay", Shape::Duration(TimeUnit::Seconds, 0, 900), "How long a message waits before anybody can take it, at most 15m.").or("0s").sets("DelaySeconds"),
        Entry::new("encryption", Shape::Or(&["sqs", ACCOUNT], &Shape::Reference(&KEY)), "The key that messages are encrypted with: one of SQS, the account's KMS key for SQS, or a key of yours (requests to KMS cost money).").or("sqs").sets("KmsMasterKeyId"),
        Entry::new("fifo", Shape::Bool, "Whether messages keep their order, and each is there once. The queue's name then ends with .fifo.").or("no").sets("FifoQueue"),
        Entry::new("name", Shape::Name, "The queue's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("QueueName"),
        Entry::new("retention", Shape::Duration(TimeUnit::Seconds, 60, 1_209_600), "How long a message is kept, at most 14d.").or("4d; 14d where other queues put failed messages into it").sets("MessageRetentionPeriod"),
        Entry::new("visibility", Shape::Duration(TimeUnit::Seconds, 0, 43_200), "How long a message that somebody took is hidden from the others, at most 12h.").or("30s").sets("VisibilityTimeout"),
        Entry::new("wait", Shape::Duration(TimeUnit::Seconds, 0, 20), "How long a request waits for a message, at most 20s: longer waits mean fewer requests to pay for.").or("0s").sets("ReceiveMessageWaitTimeSeconds"),
    ],
    elsewhere: &[
        ("dlq", "write a sentence: dead_letter failed after 5"),
        ("policy", "who may send and take is granted: grant web write on QUEUE"),
        ("timeout", "it is called `visibility`"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The queue's ARN." },
        Attribute { name: "name", attribute: "QueueName", summary: "The queue's name." },
        Attribute { name: "url", attribute: "", summary: "The queue's URL, which programs send to." },
    ],
    defaults: &[
        "messages are encrypted by SQS",
        "requests without TLS are denied by a queue policy",
        "a queue that others put failed messages into keeps them for 14 days",
    ],
    identity: Identity { by: "id", arn: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", names: "queues" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html",
    example: "queue failed\nqueue jobs < visibility = 5m, dead_letter failed after 5 >",
    lower,
    ..Word::EMPTY
};

/// A queue, by its ARN.
pub static QUEUE: Wanted = Wanted { what: "a queue", resource: "AWS::SQS::Queue", attribute: "Arn", prefix: "arn:" };

/// The alias of the account's key for SQS.
pub const ACCOUNT_KEY: &str = "alias/aws/sqs";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let fifo = entries.on("fifo", false);
    let mut queue = Resource::new(id.clone(), WORD.resource, 8);
    if let Some(name) = name::of(declaration, "QueueName", &name::QUEUES, to) {
        queue.set("QueueName", name);
    }
    // CloudFormation refuses `false` here.
    if fifo {
        queue.set("FifoQueue", Value::Bool(true));
    }
    check_order(declaration, fifo, to);
    for (entry, property) in [
        ("deduplicate", "ContentBasedDeduplication"),
        ("visibility", "VisibilityTimeout"),
        ("retention", "MessageRetentionPeriod"),
        ("delay", "DelaySeconds"),
        ("wait", "ReceiveMessageWaitTimeSeconds"),
    ] {
        if let Some(value) = entries.value(entry) {
            queue.set(property, value.clone());
        }
    }
    if let Some(policy) = dead_letter::policy(declaration, fifo, to) {
        queue.set("RedrivePolicy", policy);
    }
    for (property, value) in
        encryption::of(entries, "sqs", ACCOUNT_KEY).properties("SqsManagedSseEnabled", "KmsMasterKeyId")
    {
        queue.set(property, value);
    }
    to.push_main(declaration, queue);
    let own = Value::attribute(id.clone(), "Arn");
    to.push(OF_QUEUES.make(&id, vec![resource_policy::tls_only("sqs:*", own)]), declaration.span);
}

/// Whether a queue keeps the order of its messages; none where nobody knows.
pub fn is_fifo(queue: &Declaration<'_>) -> Option<bool> {
    if queue.existing {
        return None;
    }
    match queue.entries.property("FifoQueue").map(|given| &given.value) {
        Some(Value::Bool(fifo)) => Some(*fifo),
        Some(_) => None,
        None => Some(queue.entries.on("fifo", false)),
    }
}

/// SQS refuses deduplication where the order is not kept.
pub fn check_order(declaration: &Declaration<'_>, fifo: bool, to: &mut Lowering<'_, '_>) {
    let Some(given) = declaration.entries.setting("deduplicate").filter(|_| !fifo) else { return };
    let word = declaration.word.name;
    let problem =
        Diagnostic::error("no-effect", format!("only a {word} that keeps the order of messages knows which are one"))
            .label(given.key, "not accepted");
    to.report(problem.help("let it keep the order: fifo = yes"));
}
