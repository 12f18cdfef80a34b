//! Origins that a distribution cannot reach or read.

use super::{Look, text, value};
use crate::diagnostic::Diagnostic;
use crate::schema::check::{Path, Problem, Step};
use crate::template::{Entry, Resource, Value};
use crate::typecheck::leaves::each;

const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
const BUCKET: &str = "AWS::S3::Bucket";

/// Looks at every origin.
pub fn check<'v>(config: &'v [Entry<'v>], look: &mut Look<'_, 'v>) {
    let Some(origins) = value(config, "Origins") else { return };
    let mut path = vec![Step::Key("DistributionConfig"), Step::Key("Origins")];
    each(origins, &mut path, &mut |origin, path| {
        if let Value::Map(entries) = origin {
            one(entries, path, look);
        }
    });
}

fn one<'v>(origin: &'v [Entry<'v>], path: &Path<'v>, look: &mut Look<'_, 'v>) {
    let Some(resource) = value(origin, "DomainName").and_then(|host| look.resource(host)) else { return };
    let called = look.context.called(&resource.id);
    let problem = match resource.kind.as_ref() {
        BALANCER if text(&resource.properties, &["Scheme"]) == Some("internal") => Some(internal(called)),
        BALANCER => only_http(origin, resource, called, look),
        BUCKET => by_a_key_of_s3(resource, called),
        _ => None,
    };
    let path: Path<'v> = path.iter().copied().chain([Step::Key("DomainName")]).collect();
    problem.into_iter().for_each(|problem| look.report(&path, problem.naming(&resource.id)));
}

fn internal<'v>(called: &str) -> Problem<'v> {
    let message = format!("CloudFront comes from the internet, and `{called}` is internal");
    let problem = Diagnostic::error("unreachable-origin", message);
    let help =
        "let the load balancer be internet-facing, or give the distribution a VPC origin (AWS::CloudFront::VpcOrigin)";
    Problem::value(problem.help(help), "an internal load balancer")
}

/// Asked over HTTPS, where only HTTP is listened to.
fn only_http<'v>(
    origin: &'v [Entry<'v>],
    balancer: &Resource<'_>,
    called: &str,
    look: &Look<'_, 'v>,
) -> Option<Problem<'v>> {
    if text(origin, &["CustomOriginConfig", "OriginProtocolPolicy"]) != Some("https-only") {
        return None;
    }
    let is_its = |one: &&Resource<'_>| {
        one.kind == LISTENER && matches!(one.get("LoadBalancerArn"), Some(Value::Ref(id)) if *id == balancer.id)
    };
    let protocols =
        look.context.template.resources.iter().filter(is_its).map(|one| text(&one.properties, &["Protocol"]));
    let protocols: Vec<Option<&str>> = protocols.collect();
    if protocols.is_empty() || protocols.iter().any(|protocol| *protocol != Some("HTTP")) {
        return None;
    }
    let message = format!("CloudFront asks over HTTPS, and `{called}` listens to HTTP only");
    let problem = Diagnostic::error("unreachable-origin", message);
    let help = "let the load balancer listen to HTTPS with a certificate, or let CloudFront ask over HTTP";
    Some(Problem::value(problem.help(help), "listens to HTTP only"))
}

/// Objects that are encrypted by S3's own key in KMS, whose policy nobody can change.
fn by_a_key_of_s3<'v>(bucket: &Resource<'_>, called: &str) -> Option<Problem<'v>> {
    let Value::Map(encryption) = bucket.get("BucketEncryption")? else { return None };
    let Value::List(rules) = value(encryption, "ServerSideEncryptionConfiguration")? else { return None };
    let is_closed = |rule: &Value<'_>| {
        let Value::Map(rule) = rule else { return false };
        let Some(Value::Map(by)) = value(rule, "ServerSideEncryptionByDefault") else { return false };
        let is_kms = text(by, &["SSEAlgorithm"]).is_some_and(|name| name.starts_with("aws:kms"));
        is_kms && value(by, "KMSMasterKeyID").is_none()
    };
    if !rules.iter().any(is_closed) {
        return None;
    }
    let message = format!(
        "CloudFront cannot decrypt what is in `{called}`: its key is AWS's own, which lets no distribution use it"
    );
    let problem = Diagnostic::error("unreadable-origin", message);
    let help = "leave the encryption to S3, which is free, or give the bucket a key of your own";
    Some(Problem::value(problem.help(help), "encrypted by the key aws/s3"))
}
