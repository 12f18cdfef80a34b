//! `topic`: a topic of SNS, and who is told what is published there.

mod endpoint;
mod permit;
mod subscription;

use super::encryption::{self, ACCOUNT, KEY};
use super::queue::{check_order, name};
use super::resource_policy::{self, OF_TOPICS};
use super::shape::{Attribute, Entry, Identity, Shape, Wanted};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `topic`.
pub static WORD: Word = Word {
    name: "topic",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::SNS::Topic",
    summary: "Tells everybody who subscribed what is published there.",
    sentence: "topic NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("deduplicate", Shape::Bool, "For a topic that keeps the order: whether messages of the same content within five minutes are one.").or("no").sets("ContentBasedDeduplication"),
        Entry::new("display_name", Shape::Text, "How it is called in mails and text messages.").sets("DisplayName"),
        Entry::new("encryption", Shape::Or(&["sns", ACCOUNT], &Shape::Reference(&KEY)), "The key that messages are encrypted with: one of SNS, the account's KMS key for SNS, with which no service such as CloudWatch can publish, or a key of yours (requests to KMS cost money).").or("sns").sets("KmsMasterKeyId"),
        Entry::new("fifo", Shape::Bool, "Whether messages keep their order, for queues alone. The topic's name then ends with .fifo.").or("no").sets("FifoTopic"),
        Entry::new("name", Shape::Name, "The topic's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("TopicName"),
        Entry::new("subscribe", Shape::Sentence("subscribe email \"ops@example.com\", or: subscribe queue jobs, or: subscribe function notify, or: subscribe url \"https://example.com/news\", or: subscribe sms \"+821012345678\""), "Tells somebody what is published: a mail address, a queue, a function, a web address or a telephone. People confirm it first.").under_conditions(),
    ],
    elsewhere: &[
        ("policy", "who may publish is granted: grant web write on TOPIC"),
        ("subscription", "write a sentence: subscribe email \"ops@example.com\""),
        ("subscriptions", "write a sentence for each: subscribe email \"ops@example.com\""),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "The topic's ARN." },
        Attribute { name: "name", attribute: "TopicName", summary: "The topic's name." },
    ],
    defaults: &[
        "requests without TLS are denied by a topic policy",
        "services of this account may publish, such as alarms of CloudWatch and rules of EventBridge",
        "a queue lets the topic send to it by its policy, and a function by a permission",
    ],
    identity: Identity { by: "arn", arn: "arn:${Partition}:sns:${Region}:${Account}:${TopicName}", names: "topics" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html",
    example: "queue jobs\ntopic news <\n  subscribe email \"ops@example.com\"\n  subscribe queue jobs\n>",
    lower,
    ..Word::EMPTY
};

/// A topic, by its ARN.
pub static TOPIC: Wanted = Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "", prefix: "arn:" };

/// The alias of the account's key for SNS.
const ACCOUNT_KEY: &str = "alias/aws/sns";

/// Services that publish by themselves to topics of their account, which the policy that SNS gives a topic lets in too.
///
/// From the page "Amazon SNS access control example cases" of the Amazon SNS Developer Guide, `AWS:SourceOwner`.
const SERVICES: &[&str] = &[
    "budgets.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "events.amazonaws.com",
    "events.rds.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
];

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let fifo = entries.on("fifo", false);
    let mut topic = Resource::new(id.clone(), WORD.resource, 5);
    if let Some(name) = name::of(declaration, "TopicName", &name::TOPICS, to) {
        topic.set("TopicName", name);
    }
    // CloudFormation replaces a topic for it, and takes no `false`.
    if fifo {
        topic.set("FifoTopic", Value::Bool(true));
    }
    check_order(declaration, fifo, to);
    for (entry, property) in [("deduplicate", "ContentBasedDeduplication"), ("display_name", "DisplayName")] {
        if let Some(value) = entries.value(entry) {
            topic.set(property, value.clone());
        }
    }
    for (property, value) in encryption::of(entries, "sns", ACCOUNT_KEY).properties("", "KmsMasterKeyId") {
        let (key, condition) = (value.clone(), to.condition().clone());
        to.later(move |to| {
            to.under(condition, |to| encryption::allow_services(&key, "AllowPublishers", services(fifo), to));
        });
        topic.set(property, value);
    }
    to.push_main(declaration, topic);
    to.push(OF_TOPICS.make(&id, statements(&id, fifo)), declaration.span);
    subscription::add(declaration, fifo, to);
}

/// The services that may publish; of those only EventBridge says in which order.
fn services(fifo: bool) -> &'static [&'static str] {
    if fifo { &["events.amazonaws.com"] } else { SERVICES }
}

/// Whoever publishes does so with TLS, and services for this account.
fn statements<'a>(id: &str, fifo: bool) -> Vec<Value<'a>> {
    let topic = || Value::reference(id.to_owned());
    let services: Vec<Value<'a>> = services(fifo).iter().map(|service| Value::text(*service)).collect();
    let about = (topic(), resource_policy::of_own_account());
    let publish = Value::text("sns:Publish");
    vec![
        resource_policy::allow_services("AllowOwnServices", Value::list(services), publish, about),
        resource_policy::tls_only("sns:Publish", topic()),
    ]
}
