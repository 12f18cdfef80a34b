//! Keys of buckets that a distribution reads.
//!
//! From the section "SSE-KMS" of the page "Restrict access to an Amazon S3 origin" of the CloudFront Developer Guide.

use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Text, Value};
use crate::words::bucket::policy::with;
use crate::words::{arn, policy_document};

const KEY: &str = "AWS::KMS::Key";

/// Lets distributions decrypt what a key of the stack encrypts in a bucket.
pub fn allow<'a>(bucket: &Declaration<'a>, distribution: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(key) = key_of(&bucket.logical_id, to) else { return };
    let who = distribution.handle.text.into();
    if to.take("keys of distributions", key.to_string(), who, distribution.span).is_some() {
        return;
    }
    let Some(key) = to.resource_mut(&key).filter(|key| key.kind == KEY) else { return };
    let document = match key.get("KeyPolicy") {
        None => Some(policy_document([owner(), statement()])),
        Some(document) => with(document, statement()),
    };
    if let Some(document) = document {
        key.set("KeyPolicy", document);
    }
}

/// The key that a bucket names.
fn key_of<'a>(bucket: &str, to: &Lowering<'_, 'a>) -> Option<Text<'a>> {
    let bucket = &to.template.resources[to.place(bucket)?];
    let inside = |value: &Value<'a>, name: &str| match value {
        Value::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()),
        _ => None,
    };
    let rules = inside(bucket.get("BucketEncryption")?, "ServerSideEncryptionConfiguration")?;
    let Value::List(rules) = rules else { return None };
    let by = rules.iter().find_map(|rule| inside(rule, "ServerSideEncryptionByDefault"))?;
    match inside(&by, "KMSMasterKeyID")? {
        Value::Ref(id) => Some(id),
        Value::GetAtt(target) => Some(target.0),
        _ => None,
    }
}

/// What a key without a policy has: the account's own policies decide.
fn owner<'a>() -> Value<'a> {
    Value::map([
        ("Sid", Value::text("AllowAccount")),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("AWS", arn("iam::${AWS::AccountId}:root"))])),
        ("Action", Value::text("kms:*")),
        ("Resource", Value::text("*")),
    ])
}

/// Any distribution of the account: one by its id would wait for the bucket, which waits for the key.
fn statement<'a>() -> Value<'a> {
    let of_account = Value::map([("AWS:SourceArn", arn("cloudfront::${AWS::AccountId}:distribution/*"))]);
    Value::map([
        ("Sid", Value::text("AllowDistributions")),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text("cloudfront.amazonaws.com"))])),
        ("Action", Value::text("kms:Decrypt")),
        ("Resource", Value::text("*")),
        ("Condition", Value::map([("ArnLike", of_account)])),
    ])
}
