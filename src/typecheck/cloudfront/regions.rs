//! What CloudFront takes of one region only.

use super::{Look, each_below, text};
use crate::diagnostic::Diagnostic;
use crate::schema::check::Problem;
use crate::template::{Entry, Value};

/// The region of everything that belongs to CloudFront.
const REGION: &str = "us-east-1";
const CERTIFICATE: &str = "AWS::CertificateManager::Certificate";
const WEB_ACL: &str = "AWS::WAFv2::WebACL";

/// Certificates and web ACLs of other regions.
pub fn check<'v>(config: &'v [Entry<'v>], look: &mut Look<'_, 'v>) {
    let certificate = ["ViewerCertificate", "AcmCertificateArn"];
    each_below(config, &certificate, &mut |value, path| {
        let problem = match (value, look.resource(value)) {
            (Value::Text(arn), _) => of_arn(arn, "a certificate", "certificates"),
            (_, Some(resource)) if resource.kind == CERTIFICATE => of_stack(look.region, "certificate"),
            _ => None,
        };
        problem.into_iter().for_each(|problem| look.report(path, problem));
    });
    each_below(config, &["WebACLId"], &mut |value, path| {
        let problem = match (value, look.resource(value)) {
            (Value::Text(arn), _) if arn.contains(":wafv2:") => {
                of_arn(arn, "a web ACL", "web ACLs").or_else(|| regional(arn.contains(":regional/")))
            }
            (_, Some(resource)) if resource.kind == WEB_ACL => {
                let is_regional = text(&resource.properties, &["Scope"]).is_some_and(|scope| scope == "REGIONAL");
                regional(is_regional).or_else(|| of_stack(look.region, "web ACL"))
            }
            _ => None,
        };
        problem.into_iter().for_each(|problem| look.report(path, problem));
    });
}

/// The region of an ARN; nothing for other partitions than AWS's first, and for what is not of one region.
fn region_of(arn: &str) -> Option<&str> {
    let mut parts = arn.split(':');
    let is_known = parts.next() == Some("arn") && parts.next() == Some("aws");
    parts.nth(1).filter(|region| is_known && !region.is_empty())
}

fn of_arn<'v>(arn: &str, one: &str, all: &str) -> Option<Problem<'v>> {
    let region = region_of(arn).filter(|region| *region != REGION)?;
    let message = format!("CloudFront takes {all} of {REGION} only, and this is one of {region}");
    let help = format!("make {one} in {REGION}, and write its ARN");
    Some(Problem::value(Diagnostic::error("wrong-region", message).help(help), "in another region"))
}

fn of_stack<'v>(region: Option<&str>, what: &str) -> Option<Problem<'v>> {
    let region = region.filter(|region| *region != REGION && !region.starts_with("cn-"))?;
    let message = format!("CloudFront takes only a {what} of {REGION}, and the stack is meant for {region}");
    let help =
        format!("make the {what} in a stack of {REGION}, and write its ARN here; or put the distribution there too");
    Some(Problem::value(Diagnostic::error("wrong-region", message).help(help), format!("made in {region}")))
}

fn regional<'v>(is_regional: bool) -> Option<Problem<'v>> {
    let problem =
        Diagnostic::error("wrong-kind", "a distribution takes a web ACL for CloudFront, and this is one for a region");
    is_regional
        .then(|| Problem::value(problem.help("make one with the scope CLOUDFRONT, in us-east-1"), "of scope REGIONAL"))
}
