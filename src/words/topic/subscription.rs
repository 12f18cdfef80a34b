//! The subscriptions of a topic.

use super::endpoint::{self, Endpoint, Kind};
use super::permit;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Value};
use crate::words::encryption::ACCOUNT;
use crate::words::queue::is_fifo;

/// Adds a resource for each that is told, and lets the topic tell it.
pub fn add<'s, 'a>(topic: &'s Declaration<'a>, fifo: bool, to: &mut Lowering<'s, 'a>) {
    let mut told: Vec<(Value<'a>, Span)> = Vec::new();
    for sentence in topic.entries.sentences("subscribe") {
        for endpoint in endpoint::read(sentence, to) {
            if let Some((_, first)) = told.iter().find(|(value, _)| *value == endpoint.value) {
                let problem = Diagnostic::error("set-twice", "the same is subscribed twice")
                    .label(endpoint.span, "again here")
                    .label(*first, "first here");
                to.report(problem.help("leave one of them out"));
                continue;
            }
            told.push((endpoint.value.clone(), endpoint.span));
            if let Some(problem) = refused(topic, fifo, &endpoint) {
                to.report(problem);
                continue;
            }
            let its = endpoint.declaration.and_then(|declared| declared.condition.clone());
            let condition = to.all_of([to.condition().clone(), sentence.condition.clone(), its]);
            to.under(condition, |to| one(topic, &endpoint, to));
        }
    }
}

fn one<'a>(topic: &Declaration<'a>, endpoint: &Endpoint<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    let id = format!("{}To{}", topic.logical_id, endpoint.id);
    let mut subscription = Resource::new(id.clone(), "AWS::SNS::Subscription", 3);
    subscription.set("TopicArn", Value::Ref(topic.logical_id.clone()));
    subscription.set("Protocol", Value::text(endpoint.kind.protocol()));
    subscription.set("Endpoint", endpoint.value.clone());
    to.push(subscription, topic.span);
    match endpoint.kind {
        Kind::Queue => permit::queue(topic, endpoint, to),
        Kind::Function => permit::function(topic, endpoint, &id, to),
        Kind::Email | Kind::Sms | Kind::Url => {}
    }
}

/// What SNS refuses, or would never deliver.
///
/// From the pages "Message delivery for FIFO topics" and "Configuring AWS KMS permissions for Amazon SNS" of the Amazon
/// SNS Developer Guide.
fn refused(topic: &Declaration<'_>, fifo: bool, endpoint: &Endpoint<'_, '_>) -> Option<Diagnostic> {
    let topic_name = topic.handle.text;
    if fifo && endpoint.kind != Kind::Queue {
        let message = format!("`{topic_name}` keeps the order of its messages, and delivers them to queues alone");
        let problem = Diagnostic::error("undeliverable", message).label(endpoint.span, "no queue");
        return Some(problem.help("put a queue between: subscribe queue jobs"));
    }
    let queue = endpoint.declaration.filter(|_| endpoint.kind == Kind::Queue)?;
    let name = queue.handle.text;
    if !fifo && is_fifo(queue) == Some(true) {
        let message = format!("`{name}` keeps the order of its messages, which `{topic_name}` does not");
        let problem = Diagnostic::error("undeliverable", message)
            .label(endpoint.span, "a queue that keeps the order")
            .label(topic.handle.span, "a topic that does not");
        return Some(problem.help(format!("say so of `{topic_name}` too: fifo = yes")));
    }
    let encryption = queue.entries.setting("encryption");
    let is_account = queue.entries.text("encryption").is_some_and(|key| key == ACCOUNT);
    let by_property =
        queue.entries.property("KmsMasterKeyId").filter(|given| given.value == Value::text("alias/aws/sqs"));
    let at = encryption.filter(|_| is_account).map(|setting| setting.span);
    let at = at.or(by_property.map(|given| given.name.span)).filter(|_| !queue.existing)?;
    let message =
        format!("`{name}` is encrypted with the account's key for SQS, which SNS cannot use: no message would arrive");
    let problem = Diagnostic::error("undeliverable", message)
        .label(endpoint.span, "would be told nothing")
        .label(at, "a key that nobody else can use");
    Some(
        problem.help(
            "encrypt it with SQS's own key, encryption = sqs, or with a key of yours: key data, encryption = data",
        ),
    )
}
