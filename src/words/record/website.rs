//! Aliases to the websites of buckets.

use super::alias::alias_target;
use crate::catalog::website_endpoints::{self, ENDPOINTS};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Setting};
use crate::template::{Entry, Items, Value};
use crate::words::{self, domain, said_of, stack};

/// The mapping of regions to host names, where only the deploy knows the region.
const MAPPING: &str = "BucketWebsites";

/// What the template has for a bucket: the host name of all websites of its region. S3 finds the bucket by the name that
/// is asked for.
pub fn target<'a>(
    record: &Declaration<'a>,
    bucket: &Declaration<'a>,
    setting: &Setting<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let problem = no_website(bucket, setting).or_else(|| only_tls(bucket, setting));
    if let Some(problem) = problem.or_else(|| other_name(record, bucket, setting)) {
        to.report(problem);
        return None;
    }
    match stack::region(to.stack).map(|region| website_endpoints::find(&region)) {
        Some(Some(endpoint)) => Some(alias_target(Value::text(endpoint.host()), Value::text(endpoint.zone))),
        Some(None) => {
            to.report(
                Diagnostic::error("wrong-kind", "nobody knows the host name of S3's websites in the stack's region")
                    .label(setting.span, "a website")
                    .help("put a distribution in front of the bucket: distribution site < origin = … >"),
            );
            None
        }
        None => {
            to.stack.needs.borrow_mut().mapping(MAPPING.into(), || Some(all()));
            let find = |key: &'static str| {
                let arguments = [Value::text(MAPPING), Value::reference("AWS::Region"), Value::text(key)];
                Value::Intrinsic("Fn::FindInMap", Box::new(Value::list(arguments)))
            };
            Some(alias_target(find("Host"), find("Zone")))
        }
    }
}

fn all<'a>() -> Value<'a> {
    let row = |endpoint: &website_endpoints::Endpoint| -> Entry<'a> {
        let row = [("Host", Value::text(endpoint.host())), ("Zone", Value::text(endpoint.zone))];
        (endpoint.region.into(), Value::map(row))
    };
    Value::Map(Items::Owned(ENDPOINTS.iter().map(row).collect()))
}

fn no_website(bucket: &Declaration<'_>, setting: &Setting<'_>) -> Option<Diagnostic> {
    if bucket.existing || said_of(bucket, "WebsiteConfiguration").is_some() {
        return None;
    }
    let name = bucket.handle.text;
    let problem =
        Diagnostic::error("wrong-kind", format!("bucket `{name}` is no website, so that no name can lead to it"))
            .label(setting.span, "a bucket without a website")
            .label(bucket.handle.span, "declared here");
    Some(problem.help(format!("put a distribution in front of it, which serves it over HTTPS and keeps it private: distribution site < origin = {name} >, and alias = site")))
}

/// The policy of a `bucket` denies what the websites of S3 speak.
fn only_tls(bucket: &Declaration<'_>, setting: &Setting<'_>) -> Option<Diagnostic> {
    if bucket.existing || bucket.word.is_raw() {
        return None;
    }
    let name = bucket.handle.text;
    let message = format!("S3's websites speak HTTP only, and bucket `{name}` denies requests without TLS");
    let problem = Diagnostic::error("wrong-kind", message)
        .label(setting.span, "would answer 403 always")
        .label(bucket.handle.span, "denies requests without TLS");
    Some(problem.help(format!("put a distribution in front of it, which serves it over HTTPS and keeps it private: distribution site < origin = {name} >, and alias = site")))
}

/// S3 looks for a bucket of the name that is asked for.
fn other_name(record: &Declaration<'_>, bucket: &Declaration<'_>, setting: &Setting<'_>) -> Option<Diagnostic> {
    let name = domain::known(record)?;
    let (bucket_name, span) = words::known_name(bucket, "BucketName")?;
    if bucket_name == name {
        return None;
    }
    Some(
        Diagnostic::error(
            "wrong-kind",
            format!("S3 serves `{name}` from a bucket of that name, and this one is `{bucket_name}`"),
        )
        .label(setting.span, "has another name")
        .label(span, format!("named `{bucket_name}`"))
        .help(format!(
            "name the bucket \"{name}\", or put a distribution in front of it: distribution site < origin = … >"
        )),
    )
}
