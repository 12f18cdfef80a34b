//! Sources that call the function themselves: topics, and buckets by way of EventBridge.

use super::read::{Source, name_of_bucket};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Items, Resource, Text, Value};
use crate::words::{permission, together};

/// Subscribes the function to a topic.
pub fn by_topic<'a>(function: &Declaration<'a>, id: Text<'a>, source: &Source<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    let mut subscription = Resource::new(id.clone(), "AWS::SNS::Subscription", 3);
    subscription.set("TopicArn", source.value.clone());
    subscription.set("Protocol", Value::text("lambda"));
    subscription.set("Endpoint", Value::attribute(function.logical_id.clone(), "Arn"));
    to.push(subscription, function.span);
    let permission = permission(function, &id, "sns.amazonaws.com", source.value.clone());
    to.push(permission, function.span);
}

/// Lets EventBridge run the function for objects of a bucket. A notification of the bucket itself would make bucket,
/// function and role wait for each other.
pub fn by_bucket<'a>(function: &Declaration<'a>, id: Text<'a>, source: &Source<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    let mut rule = Resource::new(id.clone(), "AWS::Events::Rule", 2);
    let what = if source.deleted { "Object Deleted" } else { "Object Created" };
    let mut detail = vec![];
    if let Some(name) = name_of_bucket(source.declaration) {
        detail.push(("bucket", Value::map([("name", Value::list([name]))])));
    }
    if let Some(key) = key(source.option("prefix"), source.option("suffix")) {
        detail.push(("object", Value::map([("key", Value::list([key]))])));
    }
    let pattern = [
        ("source", Value::list([Value::text("aws.s3")])),
        ("detail-type", Value::list([Value::text(what)])),
        ("detail", Value::map(detail)),
    ];
    rule.set("EventPattern", Value::map(pattern));
    let arn = Value::attribute(function.logical_id.clone(), "Arn");
    rule.set("Targets", Value::list([Value::map([("Id", Value::text("function")), ("Arn", arn)])]));
    to.push(rule, function.span);
    let rule = Value::attribute(id.clone(), "Arn");
    to.push(permission(function, &id, "events.amazonaws.com", rule), function.span);
}

/// What the key of an object has to look like.
fn key<'a>(prefix: Option<&Value<'a>>, suffix: Option<&Value<'a>>) -> Option<Value<'a>> {
    let (key, value) = match (prefix, suffix) {
        (Some(prefix), None) => ("prefix", prefix.clone()),
        (None, Some(suffix)) => ("suffix", suffix.clone()),
        (Some(prefix), Some(suffix)) => {
            ("wildcard", together(vec![literal(prefix), Value::text("*"), literal(suffix)]))
        }
        (None, None) => return None,
    };
    Some(Value::Map(Items::Owned(vec![(key.into(), value)])))
}

/// A text in a pattern with wildcards, where it means itself.
fn literal<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::text(text.replace('\\', "\\\\").replace('*', "\\*")),
        other => other.clone(),
    }
}

/// Lets a service run the function for one source.
fn permission<'a>(function: &Declaration<'a>, id: &str, service: &'static str, source: Value<'a>) -> Resource<'a> {
    permission::invoke(derived(id, "Permission"), Value::Ref(function.logical_id.clone()), service, source)
}
