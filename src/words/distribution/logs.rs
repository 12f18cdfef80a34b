//! The requests of a distribution, written into a bucket.
//!
//! From the page "Configure standard logging (v2)" of the CloudFront Developer Guide: the deliveries of CloudWatch Logs,
//! which unlike the older way need no ACLs, and have to be in us-east-1.

use super::access::{arn_of, unique_name};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::{Declaration, EntrySentence};
use crate::template::{Resource, Text, Value};
use crate::words::bucket::policy;
use crate::words::sentence;
use crate::words::shape::Wanted;
use crate::words::stack;

/// Characters of the name of a source and of a destination.
const LONGEST_NAME: usize = 60;
/// The only region that knows of CloudFront's logs.
const REGION: &str = "us-east-1";

static BUCKET: Wanted = Wanted { what: "a bucket", resource: "AWS::S3::Bucket", attribute: "Arn", prefix: "arn:" };

/// The bucket of a sentence.
struct Named<'s, 'a> {
    sentence: &'s EntrySentence<'a>,
    arn: Value<'a>,
    bucket: Option<&'s Declaration<'a>>,
}

/// `logs to audit`
fn named<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Option<Named<'s, 'a>> {
    let mut all = declaration.entries.sentences.iter().filter(|one| one.entry.name == "logs");
    let sentence = all.next()?;
    if let Some(second) = all.next() {
        to.report(
            Diagnostic::error("set-twice", "the requests are written into two buckets")
                .label(second.span, "again here")
                .label(sentence.span, "first here")
                .help("keep one of them"),
        );
    }
    let [keyword, bucket] = sentence.arguments.as_slice() else {
        to.report(sentence::not_understood(sentence, sentence.span, "expected `to` and a bucket"));
        return None;
    };
    if sentence::word(&keyword.value) != Some("to") {
        to.report(sentence::not_understood(sentence, keyword.value.span, "expected `to`"));
        return None;
    }
    let related = to.named(&bucket.value, &BUCKET)?;
    let existing = related.declaration.filter(|one| one.existing);
    let arn = match existing {
        Some(one) => to.reading(|values, problems| values.attribute(one, Some("Arn"), related.span, problems))?,
        None => related.value,
    };
    Some(Named { sentence, arn, bucket: related.declaration.filter(|one| !one.existing) })
}

/// Adds the delivery of a distribution's logs.
pub fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let Some(Named { sentence, arn, bucket }) = named(declaration, to) else { return };
    if let Some(region) = stack::region(to.stack).filter(|region| region != REGION) {
        to.report(
            Diagnostic::error(
                "wrong-region",
                format!("CloudFront's logs are set up in {REGION}, and the stack is meant for {region}"),
            )
            .label(sentence.span, format!("only in {REGION}"))
            .help(format!("put the distribution into a stack of its own: stack … < region = {REGION} >")),
        );
    }
    let id = &declaration.logical_id;
    let mut source = Resource::new(derived(id, "LogSource"), "AWS::Logs::DeliverySource", 3);
    source.set("Name", unique_name(id, LONGEST_NAME));
    source.set("ResourceArn", arn_of(declaration));
    source.set("LogType", Value::text("ACCESS_LOGS"));
    let mut destination = Resource::new(derived(id, "LogDestination"), "AWS::Logs::DeliveryDestination", 2);
    destination.set("Name", unique_name(id, LONGEST_NAME));
    destination.set("DestinationResourceArn", arn);
    let mut delivery = Resource::new(derived(id, "LogDelivery"), "AWS::Logs::Delivery", 2);
    if let Some(bucket) = bucket {
        // Without its permission the delivery is refused.
        delivery.attribute("DependsOn", Value::Text(derived(&bucket.logical_id, "Policy")));
    }
    delivery.set("DeliverySourceName", Value::Ref(source.id.clone()));
    delivery.set("DeliveryDestinationArn", Value::attribute(destination.id.clone(), "Arn"));
    for resource in [source, destination, delivery] {
        to.push(resource, declaration.span);
    }
}

/// Lets the deliveries write into the bucket.
pub fn allow<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let is_its = |one: &&EntrySentence<'a>| one.entry.name == "logs";
    let Some(sentence) = declaration.entries.sentences.iter().find(is_its) else { return };
    let Some(bucket) = sentence.arguments.get(1).and_then(|bucket| {
        let word = sentence::word(&bucket.value)?;
        to.values().meant(word, bucket.value.span, |one| one.resource_type() == BUCKET.resource)
    }) else {
        return;
    };
    if bucket.existing || bucket.resource_type() != BUCKET.resource {
        return;
    }
    let condition = to.condition_of(&declaration.logical_id);
    let id = policy::allow(&bucket.logical_id, statement(bucket), &condition, declaration.span, to);
    let delivery = derived(&declaration.logical_id, "LogDelivery");
    if let (Some(id), Some(delivery)) = (id, to.resource_mut(&delivery)) {
        delivery.attribute("DependsOn", Value::Text(id));
    }
}

/// CloudWatch Logs writes what it delivers of this account.
fn statement<'a>(bucket: &Declaration<'a>) -> Value<'a> {
    let id: &Text<'a> = &bucket.logical_id;
    let equals = [
        ("aws:SourceAccount", Value::reference("AWS::AccountId")),
        ("s3:x-amz-acl", Value::text("bucket-owner-full-control")),
    ];
    let source = Value::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:delivery-source:*");
    let condition = [("StringEquals", Value::map(equals)), ("ArnLike", Value::map([("aws:SourceArn", source)]))];
    Value::map([
        ("Sid", Value::text("AllowLogDelivery")),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text("delivery.logs.amazonaws.com"))])),
        ("Action", Value::text("s3:PutObject")),
        ("Resource", Value::sub(format!("${{{id}.Arn}}/AWSLogs/${{AWS::AccountId}}/CloudFront/*"))),
        ("Condition", Value::map(condition)),
    ])
}
