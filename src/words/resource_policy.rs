//! The policies of resources: what one says by itself, and what others add to it.

use super::{policy_document, shared};
use crate::lower::{Lowering, derived, where_holds};
use crate::source::Span;
use crate::template::{self, Items, Resource, Text, Value};
use std::sync::LazyLock;

/// How the policy of one type of resource is a resource of its own.
pub struct Kind {
    /// The type of the policy.
    pub policy: &'static str,
    /// The property that names what it is about.
    pub about: &'static str,
    /// Whether that is a list.
    pub listed: bool,
}

/// The policies of queues.
pub static OF_QUEUES: Kind = Kind { policy: "AWS::SQS::QueuePolicy", about: "Queues", listed: true };
/// The policies of topics.
pub static OF_TOPICS: Kind = Kind { policy: "AWS::SNS::TopicPolicy", about: "Topics", listed: true };
/// The policies of buckets.
pub static OF_BUCKETS: Kind = Kind { policy: "AWS::S3::BucketPolicy", about: "Bucket", listed: false };

static WITHOUT_TLS: LazyLock<Vec<template::Entry<'static>>> = LazyLock::new(|| {
    // The service compares with the JSON value false; the text "false" is not understood by every checker.
    vec![("Bool".into(), Value::map([("aws:SecureTransport", Value::Bool(false))]))]
});

/// Denies requests without TLS.
pub fn tls_only<'a>(action: &'static str, on: Value<'a>) -> Value<'a> {
    Value::map([
        ("Sid", Value::text("DenyInsecureTransport")),
        ("Effect", Value::text("Deny")),
        ("Principal", Value::text("*")),
        ("Action", Value::text(action)),
        ("Resource", on),
        ("Condition", shared(&WITHOUT_TLS)),
    ])
}

/// Lets services do something with a resource, as far as a condition says.
pub fn allow_services<'a>(
    sid: impl Into<Text<'a>>,
    services: Value<'a>,
    actions: Value<'a>,
    (on, condition): (Value<'a>, Value<'a>),
) -> Value<'a> {
    Value::map([
        ("Sid", Value::Text(sid.into())),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", services)])),
        ("Action", actions),
        ("Resource", on),
        ("Condition", condition),
    ])
}

/// Only for what is done for the stack's own account.
pub fn of_own_account<'a>() -> Value<'a> {
    let own = Value::map([("aws:SourceAccount", Value::reference("AWS::AccountId"))]);
    Value::map([("StringEquals", own)])
}

impl Kind {
    /// The policy of a resource by its logical id, with these statements.
    pub fn make<'a>(&self, of: &str, statements: Vec<Value<'a>>) -> Resource<'a> {
        let mut policy = Resource::new(derived(of, "Policy"), self.policy, 2);
        let about = Value::reference(of.to_owned());
        policy.set(self.about, if self.listed { Value::list([about]) } else { about });
        policy.set("PolicyDocument", policy_document(statements));
        policy
    }

    /// Adds a statement to the policy of a resource once all statements of the file are lowered, and makes the policy
    /// where there is none: a resource has one.
    pub fn add<'a>(&self, of: &str, statement: Value<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
        let is_it = |value: &Value<'_>| matches!(value, Value::Ref(id) if id == of);
        let about = |resource: &Resource<'_>| match resource.get(self.about) {
            Some(Value::List(items)) => items.iter().any(is_it),
            Some(one) => is_it(one),
            None => false,
        };
        let found = to.template.resources.iter().find(|one| one.kind == self.policy && about(one));
        let Some(id) = found.map(|policy| policy.id.clone()) else {
            return to.push(self.make(of, vec![statement]), origin);
        };
        add_to(&id, "PolicyDocument", statement, to);
    }
}

/// Adds a statement to the document in a property of a resource, under the condition that it is added under.
pub fn add_to<'a>(id: &str, property: &str, statement: Value<'a>, to: &mut Lowering<'_, 'a>) {
    let condition = to.besides(to.condition().clone(), &[&to.condition_of(id)]);
    let Some(known) = to.resource_mut(id).and_then(|resource| statements(resource, property)) else { return };
    // The same for others, which may be there in other cases.
    let same = known.iter().position(|one| one.chosen().map_or(one, |(_, then, _)| then) == &statement);
    let Some(same) = same else { return known.push(where_holds(&condition, statement, None)) };
    let before = known[same].chosen().map(|(condition, ..)| condition.clone());
    let condition = to.any_of([before, condition]);
    if let Some(known) = to.resource_mut(id).and_then(|resource| statements(resource, property)) {
        known[same] = where_holds(&condition, statement, None);
    }
}

/// The statements of a document, as far as they are a list of our own.
fn statements<'t, 'a>(resource: &'t mut Resource<'a>, property: &str) -> Option<&'t mut Vec<Value<'a>>> {
    let document = resource.properties.iter_mut().find(|(name, _)| name == property).map(|(_, document)| document)?;
    let Value::Map(Items::Owned(document)) = document else { return None };
    let is_list = |entry: &&mut (Text<'a>, Value<'a>)| entry.0 == "Statement";
    match document.iter_mut().find(is_list).map(|(_, list)| list)? {
        Value::List(Items::Owned(statements)) => Some(statements),
        _ => None,
    }
}
