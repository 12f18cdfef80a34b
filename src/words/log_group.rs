//! `log_group`: a log group of CloudWatch Logs.

use super::encryption::KEY;
use super::shape::{Attribute, Entry, Periods, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `log_group`.
pub static WORD: Word = Word {
    name: "log_group",
    group: Group::Operations,
    form: Form::Resource,
    resource: "AWS::Logs::LogGroup",
    summary: "Keeps what programs and services write to CloudWatch Logs.",
    sentence: "log_group NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new(
            "class",
            Shape::Choice(&["standard", "infrequent_access"]),
            "What is kept and can be done with it: infrequent_access takes half the price for fewer functions, and cannot be changed afterwards.",
        )
        .or("standard")
        .sets("LogGroupClass"),
        Entry::new("encryption", Shape::Reference(&KEY), "The KMS key that its logs are encrypted with; the key's policy has to allow that to CloudWatch Logs.")
            .or("a key of CloudWatch Logs")
            .sets("KmsKeyId"),
        Entry::new("name", Shape::Name, "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.")
            .or("the declared name")
            .sets("LogGroupName"),
        Entry::new(
            "on_delete",
            Shape::Choice(&["retain", "delete"]),
            "Whether it stays when the stack is deleted. One that stays keeps its name, so that the stack cannot be made a second time.",
        )
        .or("delete"),
        Entry::new("retention", Shape::Period(&RETENTION), "How long each line is kept; logs that are kept cost money every month.")
            .or("30d")
            .sets("RetentionInDays"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The log group's ARN, with `:*` behind it, as policies want it." },
        Attribute { name: "name", attribute: "", summary: "The log group's name." },
    ],
    defaults: &["each line is removed after 30 days"],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html",
    example: "log_group \"/app/web\" as web-logs < retention = 90d >",
    lower,
    ..Word::EMPTY
};

/// How long lines may be kept.
///
/// From the page "PutRetentionPolicy" of the Amazon CloudWatch Logs API Reference.
pub static RETENTION: Periods = Periods {
    unit: TimeUnit::Days,
    allowed: &[
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653,
    ],
    endless: "forever",
};
/// How long they are, unless somebody says so: for ever costs more every month.
const RETENTION_DAYS: i64 = 30;

/// A log group.
pub static LOG_GROUP: Wanted =
    Wanted { what: "a log group", resource: "AWS::Logs::LogGroup", attribute: "", prefix: "/" };

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut group = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    if entries.text("on_delete").is_some_and(|text| text == "retain") {
        group.attribute("DeletionPolicy", Value::text("RetainExceptOnCreate"));
        group.attribute("UpdateReplacePolicy", Value::text("Retain"));
    }
    check_name(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        group.set("LogGroupName", name);
    }
    if let Some(class) = entries.text("class") {
        group.set("LogGroupClass", Value::text(class.to_ascii_uppercase()));
    }
    keep(entries.value("retention"), &mut group);
    if let Some(key) = entries.value("encryption") {
        group.set("KmsKeyId", key.clone());
    }
    to.push_main(declaration, group);
}

/// Sets how long a log group keeps its lines: as an entry says, or for the usual time.
pub fn keep<'a>(retention: Option<&Value<'a>>, group: &mut Resource<'a>) {
    let usual = Value::Int(RETENTION_DAYS);
    let days = retention.map_or(usual.clone(), |days| days.or(&usual));
    // What is kept for ever has no number of days.
    let number = &mut |days: &Value<'a>| Some(if let Value::Bool(_) = days { Value::nothing() } else { days.clone() });
    if let Some(days) = days.changed(number).filter(|days| !days.is_nothing()) {
        group.set("RetentionInDays", days);
    }
}

/// 1 to 512 of a-z, A-Z, 0-9, `_`, `-`, `/`, `.` and `#`, not starting with `aws/`.
///
/// From the page "CreateLogGroup" of the Amazon CloudWatch Logs API Reference.
fn check_name<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = super::known_name(declaration, "LogGroupName") else { return };
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "_-/.#".contains(*c);
    let length = name.chars().count();
    let problem = match name.chars().find(|c| !allowed(c)) {
        Some(' ') => Some("it has a space".to_owned()),
        Some(wrong) => Some(format!("it has `{wrong}`")),
        None if length > 512 => Some(format!("it has {length} characters, not 1 to 512")),
        None => name.starts_with("aws/").then(|| "the prefix `aws/` is reserved".to_owned()),
    };
    if let Some(problem) = problem {
        let message = format!("CloudWatch Logs does not accept the name `{name}`");
        let problem = Diagnostic::error("invalid-name", message).label(span, problem);
        to.report(problem.help("a log group's name has 1 to 512 letters, digits and _-/.#"));
    } else if let Some((other, first)) = to.take_name("log groups", name.clone(), span)
        // Case counts here.
        && other == name
    {
        to.report(super::same_name("log groups", &name, span, first));
    }
}
