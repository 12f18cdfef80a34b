//! How a distribution reads private buckets: an origin access control, and statements in the policies of the buckets and
//! of their keys.
//!
//! From the page "Restrict access to an Amazon S3 origin" of the CloudFront Developer Guide.

use super::WORD;
use super::origin::named_buckets;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::bucket::policy;

/// Characters of the name of an origin access control.
const LONGEST_NAME: usize = 64;

/// The logical id of the access control of a distribution.
pub fn control_id<'a>(distribution: &str) -> Text<'a> {
    derived(distribution, "AccessControl")
}

/// Adds the access control of a distribution.
pub fn add_control<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let mut control = Resource::new(control_id(&declaration.logical_id), "AWS::CloudFront::OriginAccessControl", 1);
    let config = [
        ("Name", unique_name(&declaration.logical_id, LONGEST_NAME)),
        ("OriginAccessControlOriginType", Value::text("s3")),
        ("SigningBehavior", Value::text("always")),
        ("SigningProtocol", Value::text("sigv4")),
    ];
    control.set("OriginAccessControlConfig", Value::map(config));
    to.push(control, declaration.span);
}

/// A name that nothing else of the account has: a logical id, and the number that is part of the stack's id.
pub fn unique_name<'a>(id: &str, longest: usize) -> Value<'a> {
    const NUMBER: usize = 36;
    let front = &id[..id.len().min(longest - NUMBER - 1)];
    let parts =
        Value::Intrinsic("Fn::Split", Box::new(Value::list([Value::text("/"), Value::reference("AWS::StackId")])));
    let number = Value::Intrinsic("Fn::Select", Box::new(Value::list([Value::Int(2), parts])));
    let both = Value::list([Value::text(front.to_owned()), number]);
    Value::Intrinsic("Fn::Join", Box::new(Value::list([Value::text("-"), both])))
}

/// Lets every distribution read its buckets, once all policies are there.
pub fn finish<'s, 'a>(to: &mut Lowering<'s, 'a>) {
    let stack = to.stack;
    for declaration in stack.declarations.iter().filter(|one| std::ptr::eq(one.word, &raw const WORD) && !one.existing)
    {
        for (bucket, span) in named_buckets(declaration, to) {
            if bucket.existing {
                to.report(policy_needed(declaration, bucket, span));
                continue;
            }
            let condition = to.condition_of(&declaration.logical_id);
            let statement = statement(declaration, bucket);
            policy::allow(&bucket.logical_id, statement, &condition, declaration.span, to);
            super::key::allow(bucket, declaration, to);
        }
        super::logs::allow(declaration, to);
    }
}

/// This distribution, and no other of anybody's, reads what is in a bucket.
fn statement<'a>(distribution: &Declaration<'a>, bucket: &Declaration<'a>) -> Value<'a> {
    Value::map([
        ("Sid", Value::text(format!("Allow{}", distribution.logical_id))),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text("cloudfront.amazonaws.com"))])),
        ("Action", Value::text("s3:GetObject")),
        ("Resource", Value::sub(format!("${{{}.Arn}}/*", bucket.logical_id))),
        ("Condition", Value::map([("StringEquals", Value::map([("AWS:SourceArn", arn_of(distribution))]))])),
    ])
}

/// The ARN of a distribution.
pub fn arn_of<'a>(distribution: &Declaration<'a>) -> Value<'a> {
    let id = &distribution.logical_id;
    Value::sub(format!("arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{id}}}"))
}

/// The policy of a bucket that the stack does not own is nothing that it can change.
fn policy_needed(distribution: &Declaration<'_>, bucket: &Declaration<'_>, span: Span) -> Diagnostic {
    let (name, site) = (bucket.handle.text, distribution.handle.text);
    Diagnostic::advice("policy-needed", format!("`{site}` cannot read `{name}` before the bucket's policy lets it"))
        .label(span, "a bucket that this stack does not own")
        .label(bucket.handle.span, "exists already")
        .help("let cloudfront.amazonaws.com do s3:GetObject there, where AWS:SourceArn is the ARN of this distribution; or declare the bucket here")
}
