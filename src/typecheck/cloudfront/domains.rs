//! Domains that a distribution serves, and what its certificate is for.

use super::{DISTRIBUTION, Look, each_below, value};
use crate::diagnostic::Diagnostic;
use crate::domains::{covers, normal};
use crate::schema::check::{Path, Problem, Step};
use crate::template::{Entry, Resource, Value, has_dynamic_reference};
use crate::typecheck::leaves::each;

const CERTIFICATE: &str = "AWS::CertificateManager::Certificate";

/// Domains that no certificate is there for.
pub fn of_distribution<'v>(config: &'v [Entry<'v>], look: &mut Look<'_, 'v>) {
    let viewer = value(config, "ViewerCertificate");
    let names = match viewer {
        None => Some(Vec::new()),
        Some(Value::Map(viewer)) if value(viewer, "CloudFrontDefaultCertificate") == Some(&Value::Bool(true)) => {
            Some(Vec::new())
        }
        Some(Value::Map(viewer)) => value(viewer, "AcmCertificateArn").and_then(|one| names_of(one, look)),
        Some(_) => None,
    };
    let Some(names) = names else { return };
    each_below(config, &["Aliases"], &mut |alias, path| {
        let Some(alias) = known(alias) else { return };
        if names.iter().any(|name| covers(name, alias)) {
            return;
        }
        look.report(path, not_covered(alias, &names));
    });
}

fn not_covered<'v>(alias: &str, names: &[&str]) -> Problem<'v> {
    let message = format!("CloudFront serves `{alias}` only with a certificate for it");
    let problem = Diagnostic::error("domain-not-covered", message);
    if names.is_empty() {
        let help = format!("make a certificate for `{alias}` in us-east-1, and name it here");
        return Problem::value(problem.help(help), "there is no certificate");
    }
    let all: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let help = format!("let the certificate be for `{alias}` too, or leave the domain out");
    Problem::value(problem.help(help), format!("the certificate is for {}", all.join(", ")))
}

/// The names of a certificate of the template, if all of them are known.
fn names_of<'v>(certificate: &Value<'_>, look: &Look<'_, 'v>) -> Option<Vec<&'v str>> {
    let found = look.resource(certificate).filter(|one| one.kind == CERTIFICATE)?;
    let mut names = vec![known(found.get("DomainName")?)?];
    match found.get("SubjectAlternativeNames") {
        None => {}
        Some(Value::List(others)) => {
            for other in others.iter() {
                names.push(known(other)?);
            }
        }
        Some(_) => return None,
    }
    Some(names)
}

/// A record that leads to a distribution, or to the domain of an API, which does not know its name.
pub fn of_record<'v>(record: &'v Resource<'v>, look: &mut Look<'_, 'v>) {
    let Some(name) = record.get("Name").and_then(known) else { return };
    let Some(Value::Map(target)) = record.get("AliasTarget") else { return };
    let Some(to) = value(target, "DNSName").and_then(|host| look.resource(host)) else { return };
    let served = match (to.kind.as_ref(), to.get("DistributionConfig")) {
        (DISTRIBUTION, Some(Value::Map(config))) => aliases(config),
        ("AWS::ApiGateway::DomainName" | "AWS::ApiGatewayV2::DomainName", _) => {
            to.get("DomainName").and_then(known).map(|name| vec![name])
        }
        _ => None,
    };
    if served.is_none_or(|served| served.iter().any(|alias| covers(alias, name))) {
        return;
    }
    let (name, called) = (normal(name), look.context.called(&to.id));
    let message = format!("`{called}` does not know the name `{name}`, and answers 403 to who asks for it");
    let problem = Diagnostic::warning("name-not-served", message);
    let help = format!("let it serve `{name}`, with a certificate for that");
    look.report(&[Step::Key("Name")], Problem::value(problem.help(help), "leads to what does not serve it"));
}

/// The domains of a distribution, if all of them are known.
fn aliases<'v>(config: &'v [Entry<'v>]) -> Option<Vec<&'v str>> {
    let Some(list) = value(config, "Aliases") else { return Some(Vec::new()) };
    let (mut found, mut all) = (Vec::new(), true);
    each(list, &mut Path::new(), &mut |alias, _| match known(alias) {
        Some(alias) => found.push(alias),
        None => all = false,
    });
    all.then_some(found)
}

/// A text that the template has as it is.
fn known<'v>(value: &'v Value<'v>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text.as_ref()).filter(|text| !has_dynamic_reference(text)),
        _ => None,
    }
}
