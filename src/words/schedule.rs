//! `schedule`: something that happens at times, by EventBridge Scheduler.

mod cron;
mod input;
mod target;
pub mod times;

use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Catalogue, Entry, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word, function};
use crate::catalog::time_zones;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

pub use target::{Scheduled, make};

/// The description of `schedule`.
pub static WORD: Word = Word {
    name: "schedule",
    form: Form::Resource,
    group: Group::Operations,
    resource: "AWS::Scheduler::Schedule",
    summary: "Runs a function or a state machine at times, or sends a message. Its role may do this and nothing else.",
    sentence: "schedule NAME [as HANDLE] [was OLD-NAME] < every = … or cron = … or at = …, run = … >",
    entries: &[
        Entry::new("at", Shape::Text, "The one time when it happens, such as 2027-01-31T09:00:00.").sets("ScheduleExpression"),
        Entry::new(
            "cron",
            Shape::Text,
            "When it happens again and again: minute, hour, day of the month, month, day of the week and year; one of the two days is ?.",
        )
        .sets("ScheduleExpression"),
        Entry::new("dead_letter", Shape::Reference(&QUEUE), "A queue for what could not be delivered within a day."),
        Entry::new("description", Shape::Text, "Describes it, in at most 512 characters.")
            .or("the `##` lines above")
            .sets("Description"),
        Entry::new("enabled", Shape::Bool, "Whether it happens at all.").or("on").sets("State"),
        Entry::new("every", Shape::Duration(TimeUnit::Minutes, 1, 525_600), "How often it happens, such as 5m or 1d, from the deploy on.")
            .sets("ScheduleExpression"),
        Entry::new("input", Shape::Text, "What the target gets: JSON for a function or a state machine, as json(< … >) writes it.")
            .or("a note that says which schedule it is, and when"),
        Entry::new("message_group", Shape::Text, "The message group, in a FIFO queue.").or("the schedule's name"),
        Entry::new("name", Shape::Name, "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.")
            .or("the declared name")
            .sets("Name"),
        Entry::new("run", Shape::OneOf(TARGETS), "The function or state machine that runs, or the queue or topic that gets a message.")
            .required()
            .sets("Target"),
        Entry::new("timezone", Shape::Catalogue(&TIME_ZONES), "The time zone of `cron` and `at`, such as \"Asia/Seoul\"; summer time is kept.")
            .or("UTC")
            .sets("ScheduleExpressionTimezone"),
        Entry::new("window", Shape::Duration(TimeUnit::Minutes, 1, 1_440), "How much later than its time it may happen, so that not everything happens at once.")
            .or("no later")
            .sets("FlexibleTimeWindow"),
    ],
    elsewhere: &[
        ("rate", "write: every = 5m"),
        ("target", "write: run = FUNCTION, or a queue, topic or state machine"),
        ("schedule", "write: every = 5m, or cron = \"0 9 * * ? *\", or at = \"2027-01-31T09:00:00\""),
        ("role", "it makes a role of its own, which may do no more than it needs"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The schedule's ARN." },
        Attribute { name: "name", attribute: "", summary: "The schedule's name." },
    ],
    defaults: &[
        "times are in UTC",
        "it happens within a minute of its time",
        "a role of its own, which may run that target and nothing else",
        "what fails is tried again for a day",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html",
    example: "AWS::SQS::Queue jobs\nschedule nightly < cron = \"0 3 * * ? *\", timezone = \"Asia/Seoul\", run = jobs >",
    lower,
    ..Word::EMPTY
};

/// From the page "CreateSchedule" of the EventBridge Scheduler API Reference.
static NAME: NameRules = NameRules {
    service: "EventBridge",
    what: "a schedule",
    names: "schedules",
    property: "Name",
    length: (1, 64),
    allowed: |c| c.is_ascii_alphanumeric() || "-_.".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "a schedule's name has 1 to 64 letters, digits, `-`, `_` and `.`",
};

/// What a schedule can run.
const TARGETS: &[&Wanted] = &[&function::FUNCTION, &QUEUE, &TOPIC, &STATE_MACHINE];
static QUEUE: Wanted = Wanted { what: "a queue", resource: "AWS::SQS::Queue", attribute: "Arn", prefix: "arn:" };
static TOPIC: Wanted = Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "", prefix: "arn:" };
static STATE_MACHINE: Wanted =
    Wanted { what: "a state machine", resource: "AWS::StepFunctions::StateMachine", attribute: "", prefix: "arn:" };

/// The time zones of the IANA database.
pub static TIME_ZONES: Catalogue = Catalogue {
    what: "a time zone",
    code: "unknown-value",
    find: time_zones::name,
    names: || Box::new(time_zones::names()),
    hint: "a time zone is a continent and a city, such as \"Asia/Seoul\", or UTC",
    prefix: "",
    defers: true,
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut schedule = Resource::new(declaration.logical_id.clone(), WORD.resource, 6);
    // Each group of schedules has names of its own.
    if entries.property("GroupName").is_none() {
        NAME.check(declaration, to);
    }
    let name = super::name_of(declaration);
    if let Some(name) = &name {
        schedule.set("Name", name.clone());
    }
    if let Some(expression) = times::of(declaration, to) {
        schedule.set("ScheduleExpression", expression);
    }
    for (entry, property) in [("timezone", "ScheduleExpressionTimezone"), ("description", "Description")] {
        if let Some(value) = entries.value(entry) {
            schedule.set(property, value.clone());
        }
    }
    let state = &mut |on: &Value<'a>| Some(Value::text(if *on == Value::Bool(false) { "DISABLED" } else { "ENABLED" }));
    if let Some(state) = entries.value("enabled").and_then(|on| on.changed(state)) {
        schedule.set("State", state);
    }
    schedule.set("FlexibleTimeWindow", window(entries.value("window")));
    input::check(declaration, to);
    let Some(run) = entries.value("run") else { return to.push_main(declaration, schedule) };
    let scheduled = Scheduled {
        run: run.clone(),
        input: entries.value("input").cloned(),
        dead_letter: entries.value("dead_letter").cloned(),
        group: input::group(declaration, name, to),
    };
    schedule.set("Target", target::of(&declaration.logical_id, &scheduled));
    to.push_main(declaration, schedule);
    target::push_role(&declaration.logical_id, scheduled, declaration.span, to);
}

/// How much later it may happen.
pub fn window<'a>(minutes: Option<&Value<'a>>) -> Value<'a> {
    let exact = Value::map([("Mode", Value::text("OFF"))]);
    let flexible = &mut |minutes: &Value<'a>| {
        Some(Value::map([("Mode", Value::text("FLEXIBLE")), ("MaximumWindowInMinutes", minutes.clone())]))
    };
    minutes.and_then(|minutes| minutes.changed(flexible)).map_or(exact.clone(), |window| window.or(&exact))
}
