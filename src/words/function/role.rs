//! The role of a function: one of its own, which may do what the function itself needs, or one that it is given.

use super::{log_group_id, role_id};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::permission::{self, For, allow};
use crate::words::{log_group, policy_document, role};

/// Who takes the role.
const SERVICE: &str = "lambda.amazonaws.com";

const LOG: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];
/// From the page "Giving Lambda functions access to resources in an Amazon VPC" of the AWS Lambda Developer Guide; it
/// cannot be limited to a subnet, because Lambda asks for it in advance.
const NETWORK: [&str; 6] = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
];
const TRACE: [&str; 2] = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

/// Sets the role of the function.
pub fn set<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>) {
    if let Some(id) = role_id(declaration) {
        return function.set("Role", Value::attribute(id, "Arn"));
    }
    if let Some(given) = given(declaration) {
        function.set("Role", given.clone());
    }
}

/// The role that it is given, by the entry or by the property.
fn given<'d, 'a>(declaration: &'d Declaration<'a>) -> Option<&'d Value<'a>> {
    let entries = &declaration.entries;
    entries.property("Role").map(|given| &given.value).or_else(|| entries.value("role"))
}

/// Sets where the function writes its logs.
pub fn set_logs<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>) {
    let group = log_group_id(declaration).map(Value::Ref).or_else(|| declaration.entries.value("logs").cloned());
    if let Some(group) = group {
        let config = group.changed(&mut |group| Some(Value::map([("LogGroup", group.clone())])));
        function.set("LoggingConfig", config.unwrap_or(group));
    }
}

/// What is said of its own log group has to be about one.
pub fn check_logs(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    if let (Some(retention), Some(logs)) = (entries.setting("retention"), entries.setting("logs")) {
        to.report(log_group::retention_of_another("function", retention.key, logs.key));
    }
}

/// Gives the role what the function needs: its own role, or one of this stack.
pub fn give<'a>(declaration: &Declaration<'a>, in_network: bool, of_events: Vec<Value<'a>>, to: &mut Lowering<'_, 'a>) {
    let mut statements = needed(declaration, in_network, to);
    statements.extend(of_events);
    if let Some(id) = role_id(declaration) {
        let role = permission::role(id, (SERVICE, For::Anyone), statements);
        return to.push(role, declaration.span);
    }
    let shared = given(declaration).and_then(|role| to.declaration_of(role));
    if let Some(shared) = shared.filter(|shared| shared.resource_type() == role::WORD.resource) {
        let id = derived(&declaration.logical_id, "RolePolicy");
        let mut policy = Resource::new(id.clone(), "AWS::IAM::RolePolicy", 3);
        policy.set("RoleName", Value::Ref(shared.logical_id.clone()));
        policy.set("PolicyName", Value::Text(declaration.logical_id.clone()));
        policy.set("PolicyDocument", policy_document(statements));
        to.push(policy, declaration.span);
        // Lambda tries what it needs when the function is made.
        if let Some(function) = to.resource_mut(&declaration.logical_id) {
            function.depend_on(id);
        }
    }
}

fn needed<'a>(declaration: &Declaration<'a>, in_network: bool, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let entries = &declaration.entries;
    let mut statements: Vec<Value<'a>> = logs_arn(declaration, to).map(|arn| allow(&LOG, arn)).into_iter().collect();
    if in_network {
        statements.push(allow(&NETWORK, Value::text("*")));
    }
    let letters = entries.value("dead_letter").and_then(|target| {
        target.changed(&mut |target| {
            Some(allow(if is_topic(target, to) { &["sns:Publish"] } else { &["sqs:SendMessage"] }, target.clone()))
        })
    });
    statements.extend(letters);
    statements.extend(permission::key_to_send(entries.value("dead_letter"), to));
    let traced = &mut |on: &Value<'a>| {
        let traces = allow(&TRACE, Value::text("*"));
        Some(if *on == Value::Bool(true) { traces } else { Value::nothing() })
    };
    statements.extend(entries.value("tracing").and_then(|tracing| tracing.changed(traced)));
    statements.retain(|statement| !statement.is_nothing());
    statements
}

/// The ARN of its log group, with everything in it.
fn logs_arn<'a>(declaration: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let Some(id) = log_group_id(declaration) {
        return Some(Value::attribute(id, "Arn"));
    }
    let group = declaration.entries.value("logs")?;
    group.changed(&mut |group| Some(log_group::arn_of(group, to)))
}

/// Whether a target is a topic; otherwise it is a queue.
fn is_topic<'a>(target: &Value<'a>, to: &Lowering<'_, 'a>) -> bool {
    match target {
        Value::Text(text) | Value::Sub(text) => text.contains(":sns:"),
        _ => to.declaration_of(target).is_some_and(|one| one.resource_type() == "AWS::SNS::Topic"),
    }
}
