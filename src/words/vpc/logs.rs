//! `logs to audit`: who talks to whom in a VPC, written into a log group or a bucket (flow logs).

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, Related, derived};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::bucket::policy;
use crate::words::permission::{self, For, allow};
use crate::words::sentence::{self, not_understood};
use crate::words::shape::Wanted;
use crate::words::target_group::depend;
use crate::words::{log_group::LOG_GROUP, together};

static BUCKET: Wanted = Wanted { what: "a bucket", resource: "AWS::S3::Bucket", attribute: "", prefix: "arn:" };
/// Where the logs can go.
static KINDS: &[&Wanted] = &[&LOG_GROUP, &BUCKET];

/// What writes into log groups, and what it does there.
///
/// From the page "IAM role for publishing flow logs to CloudWatch Logs" of the Amazon VPC User Guide.
const SERVICE: &str = "vpc-flow-logs.amazonaws.com";
const WRITE: [&str; 3] = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];

/// Adds the flow log of a VPC.
pub fn lower<'a>(vpc: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let mut sentences = vpc.entries.sentences("logs");
    let Some(sentence) = sentences.next() else { return };
    if let Some(second) = sentences.next() {
        to.report(
            Diagnostic::error("set-twice", "the logs go to two places")
                .label(second.span, "again here")
                .label(sentence.span, "first here")
                .help("keep one of them; for another one there is AWS::EC2::FlowLog"),
        );
    }
    let Some(place) = place(sentence, to) else { return };
    let its = place.declaration.and_then(|place| place.condition.clone());
    let condition = to.all_of([to.condition().clone(), sentence.condition.clone(), its]);
    let is_bucket = match place.declaration {
        Some(declared) => declared.resource_type() == BUCKET.resource,
        None => matches!(&place.value, Value::Text(text) if text.starts_with(BUCKET.prefix)),
    };
    to.under(condition, |to| if is_bucket { into_bucket(vpc, place, to) } else { into_group(vpc, &place, to) });
}

/// Where a sentence says the logs go.
fn place<'s, 'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'s, 'a>) -> Option<Related<'s, 'a>> {
    let [keyword, place] = sentence.arguments.as_slice() else {
        to.report(not_understood(sentence, sentence.span, "expected `to`, and a log group or a bucket"));
        return None;
    };
    if sentence::word(&keyword.value) != Some("to") {
        to.report(not_understood(sentence, keyword.value.span, "expected `to`"));
        return None;
    }
    let value = to.reading(|values, problems| values.one_of_kinds(&place.value, KINDS, problems))?;
    let span = place.value.span;
    let declaration = sentence::word(&place.value).and_then(|word| to.values().declaration(word, span));
    (!value.is_nothing()).then_some(Related { value, declaration, span })
}

fn flow_log<'a>(vpc: &Declaration<'a>, kind: &'static str, place: (&'static str, Value<'a>)) -> Resource<'a> {
    let mut log = Resource::new(derived(&vpc.logical_id, "FlowLog"), "AWS::EC2::FlowLog", 6);
    log.set("ResourceId", Value::Ref(vpc.logical_id.clone()));
    log.set("ResourceType", Value::text("VPC"));
    log.set("TrafficType", Value::text("ALL"));
    log.set("LogDestinationType", Value::text(kind));
    log.set(place.0, place.1);
    log
}

/// An attribute of where the logs go, which may exist already.
fn attribute<'a>(place: &Related<'_, 'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    match place.declaration {
        Some(declared) => to.reading(|values, problems| values.attribute(declared, Some("Arn"), place.span, problems)),
        None => Some(place.value.clone()),
    }
}

/// A log group is written by a role.
fn into_group<'a>(vpc: &Declaration<'a>, place: &Related<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    let arn = match place.declaration {
        Some(_) => attribute(place, to),
        None => {
            let front = crate::words::arn("logs:${AWS::Region}:${AWS::AccountId}:log-group:");
            Some(together(vec![front, place.value.clone(), Value::text(":*")]))
        }
    };
    let Some(arn) = arn else { return };
    let id = derived(&vpc.logical_id, "FlowLogRole");
    to.push(permission::role(id.clone(), (SERVICE, For::Account), vec![allow(&WRITE, arn)]), vpc.span);
    let mut log = flow_log(vpc, "cloud-watch-logs", ("LogGroupName", place.value.clone()));
    log.set("DeliverLogsPermissionArn", Value::attribute(id, "Arn"));
    to.push(log, vpc.span);
}

/// A bucket of the stack lets the logs in by its policy.
fn into_bucket<'a>(vpc: &Declaration<'a>, place: Related<'_, 'a>, to: &mut Lowering<'_, 'a>) {
    let Some(arn) = attribute(&place, to) else { return };
    let log = flow_log(vpc, "s3", ("LogDestination", arn.clone()));
    let id = log.id.clone();
    to.push(log, vpc.span);
    let Some(own) = place.declaration.filter(|bucket| !bucket.existing) else { return };
    check_encryption(own, place.span, to);
    let (bucket, origin, condition): (_, _, Condition<'a>) = (own.logical_id.clone(), vpc.span, to.condition().clone());
    to.later(move |to| {
        let mut policy = None;
        for statement in statements(&id, &arn) {
            policy = policy::allow(&bucket, statement, &condition, origin, to);
        }
        if let (Some(policy), Some(log)) = (policy, to.resource_mut(&id)) {
            depend(log, policy);
        }
    });
}

/// The key that AWS keeps for S3 is for nobody else's service.
fn check_encryption(bucket: &Declaration<'_>, span: Span, to: &mut Lowering<'_, '_>) {
    let Some(setting) = bucket.entries.setting("encryption") else { return };
    if bucket.entries.text("encryption").is_some_and(|kind| kind == "kms") {
        let message = "flow logs are not written into a bucket that is encrypted with the account's KMS key for S3";
        to.report(
            Diagnostic::error("logs-not-writable", message)
                .label(span, "these logs would not arrive")
                .label(setting.key, "encrypted here")
                .help("give the logs a bucket of their own, encrypted by S3 as by default"),
        );
    }
}

/// What delivers logs may write them for this account, and see whose the bucket is.
///
/// From the page "Amazon S3 bucket permissions for flow logs" of the Amazon VPC User Guide.
fn statements<'a>(log: &str, bucket: &Value<'a>) -> [Value<'a>; 2] {
    let account = ("aws:SourceAccount", Value::reference("AWS::AccountId"));
    let owned = ("s3:x-amz-acl", Value::text("bucket-owner-full-control"));
    let source = || Value::map([("aws:SourceArn", crate::words::arn("logs:${AWS::Region}:${AWS::AccountId}:*"))]);
    let logs = [Value::text("/AWSLogs/"), Value::reference("AWS::AccountId"), Value::text("/*")];
    let objects = together([bucket.clone()].into_iter().chain(logs).collect::<Vec<_>>());
    let statement = |id: Text<'a>, action, on, equals| {
        Value::map([
            ("Sid", Value::text(id)),
            ("Effect", Value::text("Allow")),
            ("Principal", Value::map([("Service", Value::text("delivery.logs.amazonaws.com"))])),
            ("Action", Value::text(action)),
            ("Resource", on),
            ("Condition", Value::map([("StringEquals", equals), ("ArnLike", source())])),
        ])
    };
    [
        statement(log.to_owned().into(), "s3:PutObject", objects, Value::map([account.clone(), owned])),
        statement(derived(log, "Check"), "s3:GetBucketAcl", bucket.clone(), Value::map([account])),
    ]
}
