//! Roles that words make for services, and the statements in their policies.

use super::policy_document;
use crate::template::{Resource, Text, Value};

/// Allows actions on a resource, or on those of a list.
pub fn allow<'a>(actions: &'static [&'static str], on: Value<'a>) -> Value<'a> {
    let actions = match actions {
        [one] => Value::text(*one),
        all => Value::list(all.iter().map(|action| Value::text(*action)).collect::<Vec<_>>()),
    };
    Value::map([("Effect", Value::text("Allow")), ("Action", actions), ("Resource", on)])
}

/// Whether a service takes a role for the stack's own account only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// It takes the role of what names it.
    Anyone,
    /// It takes it for this account alone, so that nobody makes it work for another.
    Account,
}

/// A role that a service takes, with what it may do.
pub fn role<'a>(
    id: impl Into<Text<'a>>,
    (service, account): (&'static str, For),
    statements: Vec<Value<'a>>,
) -> Resource<'a> {
    let mut role = Resource::new(id, "AWS::IAM::Role", 2);
    let mut trust = vec![
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text(service))])),
        ("Action", Value::text("sts:AssumeRole")),
    ];
    if account == For::Account {
        let own = Value::map([("aws:SourceAccount", Value::reference("AWS::AccountId"))]);
        trust.push(("Condition", Value::map([("StringEquals", own)])));
    }
    role.set("AssumeRolePolicyDocument", policy_document([Value::map(trust)]));
    if !statements.is_empty() {
        role.set("Policies", Value::list([policy(statements)]));
    }
    role
}

/// The policy of a role that holds its statements.
fn policy(statements: Vec<Value<'_>>) -> Value<'_> {
    Value::map([("PolicyName", Value::text("inline")), ("PolicyDocument", policy_document(statements))])
}
