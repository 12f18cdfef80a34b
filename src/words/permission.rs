//! Roles that words make for services, and the statements in their policies.

use super::encryption::KEY;
use super::policy_document;
use crate::lower::Lowering;
use crate::model::Declaration;
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

/// Lets a service run a function for one source.
pub fn invoke<'a>(
    id: impl Into<Text<'a>>,
    function: Value<'a>,
    service: &'static str,
    source: Value<'a>,
) -> Resource<'a> {
    let mut permission = Resource::new(id, "AWS::Lambda::Permission", 4);
    permission.set("Action", Value::text("lambda:InvokeFunction"));
    permission.set("FunctionName", function);
    permission.set("Principal", Value::text(service));
    permission.set("SourceArn", source);
    permission
}

/// What whoever reads something encrypted needs of its key.
pub const DECRYPT: [&str; 1] = ["kms:Decrypt"];
/// What whoever writes something encrypted needs of its key.
pub const ENCRYPT: [&str; 2] = ["kms:Decrypt", "kms:GenerateDataKey"];

/// Properties that name the key that something is encrypted with.
const KEYS: [&str; 3] = ["KmsMasterKeyId", "KmsKeyId", "KeyId"];

/// The ARN of the key that a declared thing is encrypted with, where that is one of this file or written out: whoever
/// uses the thing needs it too.
pub fn key_of<'a>(declaration: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let by_entry = |name: &str| {
        let entry = declaration.word.entries.iter().find(|entry| entry.property == name)?;
        entries.value(entry.name)
    };
    let named = |name: &&str| entries.property(name).map(|given| &given.value).or_else(|| by_entry(name));
    let key = KEYS.iter().find_map(named)?;
    if let Value::Text(arn) = key {
        return (arn.starts_with("arn:") && arn.contains(":key/")).then(|| key.clone());
    }
    let declared = to.declaration_of(key).filter(|one| one.resource_type() == KEY.resource)?;
    Some(Value::attribute(declared.logical_id.clone(), KEY.attribute))
}

/// What whoever sends to a queue or a topic needs of the key that this is encrypted with; of a choice, of each.
pub fn key_to_send<'a>(target: Option<&Value<'a>>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let needed = &mut |target: &Value<'a>| {
        let queues = ["AWS::SQS::Queue", "AWS::SNS::Topic"];
        let declared = to.declaration_of(target).filter(|one| queues.contains(&one.resource_type()));
        let key = declared.and_then(|one| key_of(one, to));
        Some(key.map_or_else(Value::nothing, |key| allow(&ENCRYPT, key)))
    };
    target?.changed(needed).filter(|needed| !is_never(needed))
}

fn is_never(value: &Value<'_>) -> bool {
    match value.chosen() {
        Some((_, then, otherwise)) => is_never(then) && is_never(otherwise),
        None => value.is_nothing(),
    }
}
