//! A domain name of an API's own.

use super::stage;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// What the logical id of the domain name adds to that of the API.
pub const PART: &str = "DomainName";

/// Adds the domain name, and leads it to the API.
pub fn lower<'a>(api: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &api.entries;
    let (domain, certificate) = match (entries.value("domain"), entries.value("certificate")) {
        (Some(domain), Some(certificate)) => (domain, certificate),
        (None, None) => return,
        _ => return check(api, to),
    };
    let id = derived(&api.logical_id, PART);
    let mut name = Resource::new(id.clone(), "AWS::ApiGatewayV2::DomainName", 2);
    name.set("DomainName", domain.clone());
    let how = [
        ("CertificateArn", certificate.clone()),
        ("EndpointType", Value::text("REGIONAL")),
        ("SecurityPolicy", Value::text("TLS_1_2")),
    ];
    name.set("DomainNameConfigurations", Value::list([Value::map(how)]));
    to.push(name, api.span);
    let mut mapping = Resource::new(derived(&api.logical_id, "ApiMapping"), "AWS::ApiGatewayV2::ApiMapping", 3);
    mapping.set("ApiId", Value::Ref(api.logical_id.clone()));
    mapping.set("DomainName", Value::Ref(id));
    mapping.set("Stage", Value::Ref(stage::id(api)));
    to.push(mapping, api.span);
}

/// One is nothing without the other.
fn check(api: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &api.entries;
    if let (Some(domain), None) = (entries.setting("domain"), entries.setting("certificate")) {
        let problem = Diagnostic::error("missing-entry", "`domain` needs a certificate for that name");
        let problem = problem.label(domain.key, "`certificate = …` is missing");
        to.report(problem.help("write certificate = NAME: one that is declared by `certificate`, or its ARN"));
    }
    if let (Some(certificate), None) = (entries.setting("certificate"), entries.setting("domain")) {
        let problem =
            Diagnostic::error("no-effect", "a certificate is about a domain, and this API has none of its own");
        to.report(problem.label(certificate.key, "has no effect").help("write: domain = api.example.com"));
    }
}
