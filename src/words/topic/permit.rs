//! What lets a topic tell those who subscribed.

use super::endpoint::Endpoint;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::encryption;
use crate::words::resource_policy::{self, OF_QUEUES};

const SNS: &str = "sns.amazonaws.com";

/// The queue's policy, and that of its key.
///
/// From the pages "Subscribing an Amazon SQS queue to an Amazon SNS topic" and "Configuring AWS KMS permissions for Amazon
/// SNS" of the Amazon SNS Developer Guide.
pub fn queue<'a>(topic: &Declaration<'a>, endpoint: &Endpoint<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    // The policy of what exists already is its owner's.
    let Some(queue) = endpoint.declaration.filter(|queue| !queue.existing) else { return };
    let (id, arn, origin) = (queue.logical_id.clone(), endpoint.value.clone(), topic.span);
    let from = Value::map([("aws:SourceArn", Value::Ref(topic.logical_id.clone()))]);
    let about = (arn, Value::map([("ArnEquals", from)]));
    let send = Value::text("sqs:SendMessage");
    let statement =
        resource_policy::allow_services(format!("Allow{}", topic.logical_id), Value::text(SNS), send, about);
    let condition = to.condition().clone();
    to.later(move |to| {
        to.under(condition, |to| {
            OF_QUEUES.add(&id, statement, origin, to);
            let key = to.place(&id).and_then(|at| to.template.resources[at].get("KmsMasterKeyId").cloned());
            if let Some(key) = key {
                encryption::allow_services(&key, "AllowTopics", &[SNS], to);
            }
        });
    });
}

/// A permission of the function.
pub fn function<'a>(topic: &Declaration<'a>, endpoint: &Endpoint<'_, 'a>, id: &str, to: &mut Lowering<'_, 'a>) {
    let mut permission = Resource::new(format!("{id}Permission"), "AWS::Lambda::Permission", 4);
    permission.set("FunctionName", endpoint.value.clone());
    permission.set("Action", Value::text("lambda:InvokeFunction"));
    permission.set("Principal", Value::text(SNS));
    permission.set("SourceArn", Value::Ref(topic.logical_id.clone()));
    to.push(permission, topic.span);
}
