//! `log_group`: a log group of CloudWatch Logs.

use super::encryption::{self, KEY};
use super::naming::{NameRules, Unusable};
use super::shape::{Attribute, Entry, Periods, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word, retention};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
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
        Entry::new("encryption", Shape::Reference(&KEY), "The KMS key that its logs are encrypted with; the policy of a key of this file lets CloudWatch Logs use it.")
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

/// From the page "CreateLogGroup" of the Amazon CloudWatch Logs API Reference.
static NAME: NameRules = NameRules {
    service: "CloudWatch Logs",
    what: "a log group",
    names: "log groups",
    property: "LogGroupName",
    length: (1, 512),
    allowed: |c| c.is_ascii_alphanumeric() || "_-/.#".contains(c),
    also: |name| name.starts_with("aws/").then(|| Unusable::Reserved("the prefix `aws/` is AWS's own".to_owned())),
    case_counts: true,
    says: "a log group's name has 1 to 512 letters, digits and _-/.#, and does not start with aws/",
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut group = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    if entries.setting("on_delete").is_some() {
        retention::keep(&mut group, entries, "delete");
    }
    NAME.check(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        group.set("LogGroupName", name);
    }
    if let Some(class) = entries.text("class") {
        group.set("LogGroupClass", Value::text(class.to_ascii_uppercase()));
    }
    keep(entries.value("retention"), &mut group);
    if let Some(key) = entries.value("encryption") {
        group.set("KmsKeyId", key.clone());
        let (key, condition) = (key.clone(), to.condition().clone());
        to.later(move |to| to.under(condition, |to| encryption::allow_logs(&key, to)));
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

/// The ARN of a log group, with everything in it, of what `Ref` gives or of its name.
pub fn arn_of<'a>(group: &Value<'a>, to: &Lowering<'_, 'a>) -> Value<'a> {
    if let Some(declared) = to.declaration_of(group) {
        return Value::attribute(declared.logical_id.clone(), "Arn");
    }
    let front = super::arn("logs:${AWS::Region}:${AWS::AccountId}:log-group:");
    super::together(vec![front, group.clone(), Value::text(":*")])
}

/// What is said of its own log group has to be about one.
pub fn retention_of_another(word: &str, retention: Span, logs: Span) -> Diagnostic {
    let message = format!("`retention` is about the {word}'s own log group, and it writes to another");
    Diagnostic::error("no-effect", message)
        .label(retention, "has no effect")
        .label(logs, "another log group")
        .help("say it where that log group is declared")
}
