//! `bucket`: an S3 bucket.

mod lifecycle;
pub mod name;
pub mod policy;

use super::encryption::{ACCOUNT, KEY};
use super::resource_policy::{self, OF_BUCKETS};
use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word, retention, shared};
use crate::deployment::emptying;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{self, Items, Resource, Value};
use std::sync::LazyLock;

/// The description of `bucket`.
pub static WORD: Word = Word {
    name: "bucket",
    group: Group::Storage,
    form: Form::Resource,
    resource: "AWS::S3::Bucket",
    summary: "Stores objects in S3.",
    sentence: "bucket NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("encryption", Shape::Or(&["s3", ACCOUNT], &Shape::Reference(&KEY)), "The key that objects are encrypted with: one of S3, the account's KMS key for S3, or a key of yours (requests to KMS cost money).").or("s3").sets("BucketEncryption"),
        Entry::new("lifecycle", Shape::Body(lifecycle::ENTRIES), "What happens to objects as they grow old.").or("incomplete uploads are removed after 7 days").sets("LifecycleConfiguration"),
        Entry::new("name", Shape::Name, "The bucket's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("BucketName"),
        Entry::new("on_delete", Shape::Choice(&["retain", "delete", "empty"]), "Whether the bucket stays when the stack is deleted. One with objects in it cannot be deleted: `empty` lets `infrac destroy` delete them first, all versions, for good.").or("retain"),
        Entry::new("public_access", Shape::Choice(&["block", "allow"]), "Whether all four kinds of public access are blocked, whatever a policy says.").or("block").sets("PublicAccessBlockConfiguration"),
        Entry::new("versioning", Shape::Bool, "Whether every version of an object is kept (each costs storage).").or("off").sets("VersioningConfiguration"),
    ],
    elsewhere: &[
        ("acl", "ACLs are off, as S3 recommends; what others may do is said by their roles"),
        ("policy", "a bucket's policy denies requests without TLS; what others may do is said by their roles: allow \"s3:GetObject\" on BUCKET"),
        ("public", "public access is blocked; to allow it: public_access = allow"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The bucket's ARN." },
        Attribute { name: "domain", attribute: "RegionalDomainName", summary: "The host name of the bucket in its region." },
        Attribute { name: "name", attribute: "", summary: "The bucket's name." },
    ],
    defaults: &[
        "public access is blocked, all four kinds",
        "objects belong to the bucket's owner; ACLs are off (BucketOwnerEnforced)",
        "objects are encrypted by S3 (SSE-S3)",
        "requests without TLS are denied by a bucket policy",
        "incomplete multipart uploads are removed after 7 days",
        "the bucket stays when the stack is deleted or the bucket replaced",
    ],
    identity: Identity { by: "name", arn: "arn:${Partition}:s3:::${BucketName}", names: "buckets" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html",
    example: "bucket \"upload-jenny\" as uploads < versioning = on, lifecycle < expire old versions after 30d > >",
    lower,
    ..Word::EMPTY
};

type Defaults = LazyLock<Vec<template::Entry<'static>>>;

static BLOCK_ALL: Defaults = LazyLock::new(|| access_block(true));
static ALLOW_ALL: Defaults = LazyLock::new(|| access_block(false));
static OWNER_ENFORCED: Defaults = LazyLock::new(|| {
    let rule = Value::map([("ObjectOwnership", Value::text("BucketOwnerEnforced"))]);
    vec![("Rules".into(), Value::list([rule]))]
});
static SSE_S3: Defaults = LazyLock::new(|| encryption(Value::map([("SSEAlgorithm", Value::text("AES256"))]), None));
static SSE_KMS: Defaults =
    LazyLock::new(|| encryption(Value::map([("SSEAlgorithm", Value::text("aws:kms"))]), Some(Value::Bool(true))));
static VERSIONED: Defaults = LazyLock::new(|| vec![("Status".into(), Value::text("Enabled"))]);

fn access_block(on: bool) -> Vec<template::Entry<'static>> {
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]
        .map(|key| (key.into(), Value::Bool(on)))
        .into()
}

fn encryption<'a>(by_default: Value<'a>, bucket_key: Option<Value<'a>>) -> Vec<template::Entry<'a>> {
    let rule = bucket_key
        .map(|on| ("BucketKeyEnabled", on))
        .into_iter()
        .chain([("ServerSideEncryptionByDefault", by_default)]);
    vec![("ServerSideEncryptionConfiguration".into(), Value::list([Value::map(rule)]))]
}

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let mut bucket = Resource::new(id.clone(), WORD.resource, 5);
    retention::keep(&mut bucket, entries, "retain");
    name::check(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        bucket.set("BucketName", name);
    }
    let open = entries.text("public_access").is_some_and(|text| text == "allow");
    bucket.set("PublicAccessBlockConfiguration", shared(if open { &ALLOW_ALL } else { &BLOCK_ALL }));
    bucket.set("OwnershipControls", shared(&OWNER_ENFORCED));
    bucket.set("BucketEncryption", encrypted(declaration));
    if entries.on("versioning", false) {
        bucket.set("VersioningConfiguration", shared(&VERSIONED));
    }
    bucket.set("LifecycleConfiguration", lifecycle::rules(declaration, to));
    to.push_main(declaration, bucket);
    if entries.text("on_delete").is_some_and(|text| text == "empty") {
        to.mark(&id, emptying::MARK);
    }
    to.push(tls_policy(&id), declaration.span);
}

/// With which key objects are encrypted.
fn encrypted<'a>(declaration: &Declaration<'a>) -> Value<'a> {
    let usual = Value::text("s3");
    let given = declaration.entries.value("encryption").map_or(usual.clone(), |given| given.or(&usual));
    let by = &mut |value: &Value<'a>| {
        Some(match value {
            value if *value == usual => shared(&SSE_S3),
            Value::Text(word) if word == ACCOUNT => shared(&SSE_KMS),
            key => {
                let with = [("SSEAlgorithm", Value::text("aws:kms")), ("KMSMasterKeyID", key.clone())];
                Value::Map(Items::Owned(encryption(Value::map(with), Some(Value::Bool(true)))))
            }
        })
    };
    given.changed(by).unwrap_or_else(|| shared(&SSE_S3))
}

fn tls_policy<'a>(bucket: &str) -> Resource<'a> {
    let objects = Value::sub(format!("${{{bucket}.Arn}}/*"));
    let on = Value::list([Value::attribute(bucket.to_owned(), "Arn"), objects]);
    OF_BUCKETS.make(bucket, vec![resource_policy::tls_only("s3:*", on)])
}
