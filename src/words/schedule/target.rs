//! What a schedule runs, and the role that lets it.

use crate::lower::{Lowering, derived};
use crate::source::Span;
use crate::template::{Resource, Value};
use crate::words::permission::{self, For, allow};

const SERVICE: &str = "scheduler.amazonaws.com";

/// What a schedule can run: the type, the service in its ARN, and what is allowed for it.
const KINDS: &[(&str, &str, &[&str])] = &[
    ("AWS::Lambda::Function", ":lambda:", &["lambda:InvokeFunction"]),
    ("AWS::SQS::Queue", ":sqs:", &["sqs:SendMessage"]),
    ("AWS::SNS::Topic", ":sns:", &["sns:Publish"]),
    ("AWS::StepFunctions::StateMachine", ":states:", &["states:StartExecution"]),
];

/// What happens at its times.
pub struct Scheduled<'a> {
    /// The ARN of what runs.
    pub run: Value<'a>,
    /// What it gets.
    pub input: Option<Value<'a>>,
    /// Where that goes which could not be delivered.
    pub dead_letter: Option<Value<'a>>,
    /// The message group, in a FIFO queue.
    pub group: Option<Value<'a>>,
}

/// The target of a schedule.
pub fn of<'a>(id: &str, scheduled: &Scheduled<'a>) -> Value<'a> {
    let wrapped = |key: &'static str, value: &Option<Value<'a>>| {
        value.as_ref().and_then(|value| value.changed(&mut |value| Some(Value::map([(key, value.clone())]))))
    };
    let parts = [
        ("Arn", Some(scheduled.run.clone())),
        ("RoleArn", Some(Value::attribute(derived(id, "Role"), "Arn"))),
        ("Input", scheduled.input.clone()),
        ("SqsParameters", wrapped("MessageGroupId", &scheduled.group)),
        ("DeadLetterConfig", wrapped("Arn", &scheduled.dead_letter)),
    ];
    Value::map(parts.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

/// The role of a schedule.
pub fn push_role<'a>(id: &str, scheduled: Scheduled<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let run = &mut |target: &Value<'a>| Some(allow(actions(target, to)?, target.clone()));
    let mut statements: Vec<Value<'a>> = scheduled.run.changed(run).into_iter().collect();
    let send = &mut |queue: &Value<'a>| Some(allow(&["sqs:SendMessage"], queue.clone()));
    let keys = [Some(&scheduled.run), scheduled.dead_letter.as_ref()].map(|target| permission::key_to_send(target, to));
    statements.extend(scheduled.dead_letter.and_then(|queue| queue.changed(send)));
    for key in keys.into_iter().flatten().filter(|key| !key.is_nothing()) {
        if !statements.contains(&key) {
            statements.push(key);
        }
    }
    to.push(permission::role(derived(id, "Role"), (SERVICE, For::Account), statements), origin);
}

/// What is allowed on a target; nothing where nobody knows what it is.
fn actions<'a>(target: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<&'static [&'static str]> {
    let kind = to.declaration_of(target).map(|one| one.resource_type());
    let is_it = |(resource, service, _): &&(&str, &str, &[&str])| match (kind, target) {
        (Some(kind), _) => *resource == kind,
        (None, Value::Text(arn) | Value::Sub(arn)) => arn.contains(service),
        (None, _) => false,
    };
    KINDS.iter().find(is_it).map(|(_, _, actions)| *actions)
}

/// Adds a schedule that a statement makes beside its main resource.
pub fn make<'a>(
    id: &str,
    (expression, zone): (Value<'a>, Option<Value<'a>>),
    scheduled: Scheduled<'a>,
    origin: Span,
    to: &mut Lowering<'_, 'a>,
) {
    let mut schedule = Resource::new(id.to_owned(), super::WORD.resource, 4);
    schedule.set("ScheduleExpression", expression);
    if let Some(zone) = zone {
        schedule.set("ScheduleExpressionTimezone", zone);
    }
    schedule.set("FlexibleTimeWindow", super::window(None));
    schedule.set("Target", of(id, &scheduled));
    to.push(schedule, origin);
    push_role(id, scheduled, origin, to);
}
