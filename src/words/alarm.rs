//! `alarm`: tells somebody when a metric is above or below a limit.

mod check;
mod metrics;
mod source;
mod threshold;

use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, RelationRule, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Items, Resource, Value};
use metrics::Metric;

/// The description of `alarm`.
pub static WORD: Word = Word {
    name: "alarm",
    form: Form::Resource,
    group: Group::Operations,
    resource: "AWS::CloudWatch::Alarm",
    summary: "Tells somebody when a metric of something is above or below a limit.",
    sentence: "alarm NAME [as HANDLE] [was OLD-NAME] on METRIC of RESOURCE above|below LIMIT [in TIME] < notify = TOPIC >",
    relations: &[
        RelationRule {
            keyword: "on",
            required: false,
            summary: "say which metric, such as errors, duration, depth, cpu or 5xx",
        },
        RelationRule { keyword: "of", required: false, summary: "say of what: a function, a queue, a database …" },
        RelationRule {
            keyword: "above",
            required: false,
            summary: "say the limit, in the metric's unit: 5, 80, 3s, 2GiB",
        },
        RelationRule {
            keyword: "below",
            required: false,
            summary: "say the limit, in the metric's unit: 5, 80, 3s, 2GiB",
        },
        RelationRule { keyword: "in", required: false, summary: "say over which time, such as 5m" },
    ],
    entries: &[
        Entry::new("datapoints", Shape::Int(1, 10_080), "How many of its periods have to be beyond the limit.")
            .or("all of them")
            .sets("DatapointsToAlarm"),
        Entry::new("description", Shape::Text, "What it means, and what to do: whoever is told reads this.")
            .or("the `##` lines above")
            .sets("AlarmDescription"),
        Entry::new(
            "dimensions",
            Shape::Map,
            "Of a metric of your own: which of its values, such as < Service = \"web\" >.",
        )
        .sets("Dimensions"),
        Entry::new("metric", Shape::Text, "A metric of your own, or of AWS by AWS's name, in place of `on` and `of`.")
            .sets("MetricName"),
        Entry::new(
            "missing_data",
            Shape::Choice(&["not_breaching", "breaching", "ignore", "missing"]),
            "What it means that there is no value.",
        )
        .or("not_breaching for what is counted only when it happens, missing for the rest")
        .sets("TreatMissingData"),
        Entry::new(
            "name",
            Shape::Name,
            "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("AlarmName"),
        Entry::new("namespace", Shape::Text, "Where the metric of your own is, such as \"MyApp\" or \"AWS/Billing\".")
            .sets("Namespace"),
        Entry::new("notify", Shape::List(&Shape::Reference(&TOPIC)), "The topics that are told when it goes off.")
            .sets("AlarmActions"),
        Entry::new("notify_ok", Shape::List(&Shape::Reference(&TOPIC)), "The topics that are told when it is over.")
            .sets("OKActions"),
        Entry::new("periods", Shape::Int(1, 10_080), "How many times in a row it looks; each is as long as `in` says.")
            .or("1")
            .sets("EvaluationPeriods"),
        Entry::new(
            "statistic",
            Shape::Or(metrics::STATISTICS, &Shape::Word),
            "What is made of the values of a period, such as maximum or p99.",
        )
        .or("what suits the metric"),
    ],
    elsewhere: &[
        ("threshold", "say the limit in the sentence: alarm NAME on METRIC of RESOURCE above 5"),
        ("period", "say the time in the sentence: alarm NAME on METRIC of RESOURCE above 5 in 5m"),
        ("actions", "write: notify = TOPIC"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The alarm's ARN." },
        Attribute { name: "name", attribute: "", summary: "The alarm's name." },
    ],
    defaults: &[
        "it looks at five minutes, once",
        "no value of what is counted only when it happens, such as errors, is a good value",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html",
    example: "AWS::SNS::Topic ops\nAWS::SQS::Queue jobs\nalarm backlog on depth of jobs above 100 in 5m < notify = ops >",
    lower,
    ..Word::EMPTY
};

/// From the page "PutMetricAlarm" of the Amazon CloudWatch API Reference.
static NAME: NameRules = NameRules {
    service: "CloudWatch",
    what: "an alarm",
    names: "alarms",
    property: "AlarmName",
    length: (1, 255),
    allowed: |c| !c.is_control(),
    also: nothing_else,
    case_counts: true,
    says: "an alarm's name has 1 to 255 characters",
};

static TOPIC: Wanted = Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "", prefix: "arn:" };
/// The time it looks at, unless somebody says so.
const PERIOD: i64 = 300;
static IN: Entry = Entry::new("in", Shape::Duration(TimeUnit::Seconds, 10, 604_800), "");

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut alarm = Resource::new(declaration.logical_id.clone(), WORD.resource, 10);
    NAME.check(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        alarm.set("AlarmName", name);
    }
    if let Some(description) = entries.value("description") {
        alarm.set("AlarmDescription", description.clone());
    }
    let metric = source::lower(declaration, &mut alarm, to);
    statistic(declaration, metric, &mut alarm, to);
    let period = period(declaration, to);
    alarm.set("Period", Value::Int(period));
    alarm.set("EvaluationPeriods", entries.value("periods").cloned().unwrap_or(Value::Int(1)));
    if let Some(points) = entries.value("datapoints") {
        alarm.set("DatapointsToAlarm", points.clone());
    }
    threshold::lower(declaration, metric, &mut alarm, to);
    let usual = if metric.is_some_and(|metric| metric.counted) { "notBreaching" } else { "missing" };
    let missing = match entries.text("missing_data").map(AsRef::as_ref) {
        Some("not_breaching") => "notBreaching".into(),
        Some(other) => other.to_owned(),
        None => usual.to_owned(),
    };
    alarm.set("TreatMissingData", Value::text(missing));
    for (entry, property) in [("notify", "AlarmActions"), ("notify_ok", "OKActions")] {
        if let Some(topics) = entries.value(entry) {
            alarm.set(property, topics.clone());
        }
    }
    check::times(declaration, metric.is_some(), period, to);
    check::is_heard(declaration, to);
    to.push_main(declaration, alarm);
}

fn period<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> i64 {
    let said = declaration.relation("in").first();
    let seconds = said.and_then(|time| to.reading(|values, problems| values.shaped(time, &IN, problems)));
    match seconds {
        Some(Value::Int(seconds)) => seconds,
        _ => PERIOD,
    }
}

/// What is made of the values of a period.
fn statistic<'a>(
    declaration: &Declaration<'a>,
    metric: Option<&Metric>,
    alarm: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let own = declaration.entries.value("statistic");
    let usual = Value::text(metric.map_or("average", |metric| metric.statistic));
    let Value::Text(text) = own.unwrap_or(&usual) else { return };
    if metrics::STATISTICS.contains(&text.as_ref()) {
        let theirs: String = text.split('_').map(|part| part[..1].to_ascii_uppercase() + &part[1..]).collect();
        alarm.set("Statistic", Value::text(theirs));
    } else {
        check::percentile(declaration, text, to);
        alarm.set("ExtendedStatistic", Value::Text(text.clone()));
    }
}

/// Dimensions as the property has them.
fn dimensions<'a>(entries: impl IntoIterator<Item = (crate::template::Text<'a>, Value<'a>)>) -> Value<'a> {
    let one = |(name, value)| Value::map([("Name", Value::Text(name)), ("Value", value)]);
    Value::List(Items::Owned(entries.into_iter().map(one).collect()))
}
