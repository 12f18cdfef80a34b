//! Aliases: records that lead to something of AWS, with the hosted zone that its host name belongs to.
//!
//! From the page "AWS::Route53::RecordSet AliasTarget" of the CloudFormation Template Reference, which says what each
//! kind of target wants.

use super::{Zone, api, ipv6_id, push, website};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::{Declaration, Setting};
use crate::template::{Resource, Value};
use crate::words::domain;
use crate::words::shape::Things;

/// Aliases to records that are aliases themselves are followed so far.
pub const DEEPEST: usize = 8;

const BUCKET: &str = "AWS::S3::Bucket";
const DISTRIBUTION: &str = "AWS::CloudFront::Distribution";
pub const RECORD: &str = "AWS::Route53::RecordSet";
const REST_DOMAIN: &str = "AWS::ApiGateway::DomainName";
const ADDRESS: &str = "AWS::EC2::EIP";
const INSTANCE: &str = "AWS::EC2::Instance";

/// The hosted zones of all distributions, and of all accelerators.
pub const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";
const ACCELERATOR_ZONE: &str = "Z2BJ6XQ5FK7U4H";
/// How host names of distributions end.
const CLOUDFRONT_HOST: &str = ".cloudfront.net";

/// What an alias may lead to.
pub static TARGETS: Things = Things {
    what: "a load balancer, a distribution, a bucket with a website, the domain of an API, or another record",
    types: &[
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancing::LoadBalancer",
        DISTRIBUTION,
        BUCKET,
        "AWS::ApiGatewayV2::DomainName",
        REST_DOMAIN,
        "AWS::ApiGatewayV2::Api",
        "AWS::ApiGateway::RestApi",
        "AWS::GlobalAccelerator::Accelerator",
        "AWS::Cognito::UserPoolDomain",
        RECORD,
    ],
    first: "A",
    words: &[],
};

/// Where a type's host name and its hosted zone are found.
enum Found {
    /// Two attributes.
    Attributes(&'static str, &'static str),
    /// An attribute, and the zone of all of the type.
    Fixed(&'static str, &'static str),
}

fn found(declaration: &Declaration<'_>) -> Option<Found> {
    use Found::{Attributes, Fixed};
    Some(match declaration.resource_type() {
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => Attributes("DNSName", "CanonicalHostedZoneID"),
        "AWS::ElasticLoadBalancing::LoadBalancer" => Attributes("DNSName", "CanonicalHostedZoneNameID"),
        DISTRIBUTION => Fixed("DomainName", CLOUDFRONT_ZONE),
        "AWS::ApiGatewayV2::DomainName" => Attributes("RegionalDomainName", "RegionalHostedZoneId"),
        REST_DOMAIN if declaration.entries.property("CertificateArn").is_some() => {
            Attributes("DistributionDomainName", "DistributionHostedZoneId")
        }
        REST_DOMAIN => Attributes("RegionalDomainName", "RegionalHostedZoneId"),
        "AWS::GlobalAccelerator::Accelerator" => Fixed("DnsName", ACCELERATOR_ZONE),
        "AWS::Cognito::UserPoolDomain" => Fixed("CloudFrontDistribution", CLOUDFRONT_ZONE),
        _ => return None,
    })
}

/// Adds the record of an alias, and the one for IPv6 where what it leads to has that.
pub fn lower<'s, 'a>(
    declaration: &'s Declaration<'a>,
    setting: &'s Setting<'a>,
    zone: Option<&Zone<'a>>,
    mut record: Resource<'a>,
    condition: Condition<'a>,
    to: &mut Lowering<'s, 'a>,
) {
    if let Some(ttl) = declaration.entries.setting("ttl") {
        to.report(
            Diagnostic::error("exclusive-properties", "an alias has the TTL of what it leads to")
                .label(ttl.key, "not accepted")
                .label(setting.key, "beside this")
                .help("leave it out"),
        );
    }
    let Some(value) = declaration.entries.value("alias") else { return };
    let things = things(value, to);
    let kind = things.first().and_then(|thing| type_of_record(thing));
    record.set("Type", Value::text(kind.unwrap_or("A")));
    let read = &mut |value: &Value<'a>| target(declaration, setting, zone, value, DEEPEST, to);
    if let Some(target) = value.changed(read) {
        record.set("AliasTarget", target);
    }
    let of_target = match things.as_slice() {
        [one] => to.condition_of_declared(one),
        _ => None,
    };
    let condition = to.all_of([condition, of_target]);
    let has_ipv6 = !things.is_empty() && things.iter().all(|thing| has_ipv6(thing, DEEPEST, to));
    let second = (has_ipv6 && kind.is_none_or(|kind| kind == "A")).then(|| {
        let properties = record.properties.clone();
        let mut second =
            Resource { id: ipv6_id(declaration), properties, ..Resource::new("", super::WORD.resource, 0) };
        second.set("Type", Value::text("AAAA"));
        second
    });
    push(declaration, record, condition.clone(), to);
    if let Some(second) = second {
        to.under(condition, |to| to.push(second, declaration.span));
    }
}

/// What an alias leads to, in each case.
fn things<'s, 'a>(value: &Value<'a>, to: &Lowering<'s, 'a>) -> Vec<&'s Declaration<'a>> {
    match value.chosen() {
        Some((_, then, otherwise)) => [things(then, to), things(otherwise, to)].concat(),
        None => to.thing(value).into_iter().collect(),
    }
}

/// The type of another record.
fn type_of_record<'a>(thing: &Declaration<'a>) -> Option<&'static str> {
    if thing.resource_type() != RECORD {
        return None;
    }
    let said = |name: &str| thing.entries.setting(name).is_some();
    let by_property = thing.entries.property("Type").and_then(|one| match &one.value {
        Value::Text(name) => super::values::Kind::find(&name.to_ascii_lowercase()),
        _ => None,
    });
    let by_entry = || thing.entries.settings.iter().find_map(|one| super::values::Kind::find(one.entry.name));
    if said("alias") { None } else { by_property.or_else(by_entry).map(super::values::Kind::name) }
}

fn has_ipv6<'a>(thing: &Declaration<'a>, depth: usize, to: &Lowering<'_, 'a>) -> bool {
    let property = |name: &str| super::super::said_of(thing, name);
    let is = |name: &str, start: &str| matches!(property(name), Some(Value::Text(text)) if text.starts_with(start));
    match thing.resource_type() {
        DISTRIBUTION if thing.existing => true,
        DISTRIBUTION => {
            let said = match property("DistributionConfig") {
                Some(Value::Map(config)) => config.iter().find(|(key, _)| key == "IPV6Enabled").map(|(_, value)| value),
                _ => None,
            };
            let otherwise = !thing.word.is_raw() && thing.entries.on("ipv6", true);
            said.map_or(otherwise, |said| *said == Value::Bool(true))
        }
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => is("IpAddressType", "dualstack"),
        "AWS::GlobalAccelerator::Accelerator" => is("IpAddressType", "DUAL_STACK"),
        RECORD if depth > 0 => {
            let next = thing.entries.value("alias").map(|value| things(value, to)).unwrap_or_default();
            !next.is_empty() && next.iter().all(|next| has_ipv6(next, depth - 1, to))
        }
        _ => false,
    }
}

/// What the template has for one target.
fn target<'a>(
    declaration: &Declaration<'a>,
    setting: &Setting<'a>,
    zone: Option<&Zone<'a>>,
    value: &Value<'a>,
    depth: usize,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let Some(thing) = to.thing(value) else { return host(value, setting, to) };
    if let Some(found) = found(thing) {
        let (name, zone) = match found {
            Found::Attributes(name, zone) => (name, attribute(thing, zone, setting, to)),
            Found::Fixed(name, zone) => (name, Some(Value::text(zone))),
        };
        let name = attribute(thing, name, setting, to);
        return Some(alias_target(name?, zone?));
    }
    match thing.resource_type() {
        BUCKET => website::target(declaration, thing, setting, to),
        // An alias to an alias leads where that leads.
        RECORD => match thing.entries.value("alias").filter(|_| depth > 0) {
            Some(next) => {
                let read = &mut |next: &Value<'a>| target(declaration, setting, zone, next, depth - 1, to);
                next.changed(read)
            }
            None => of_record(thing, zone, setting, to),
        },
        kind if api::is_one(kind) => None,
        _ => {
            to.report(no_target(thing, setting));
            None
        }
    }
}

/// The property of these two.
pub fn alias_target<'a>(name: Value<'a>, zone: Value<'a>) -> Value<'a> {
    Value::map([("DNSName", name), ("HostedZoneId", zone)])
}

fn attribute<'a>(
    thing: &Declaration<'a>,
    name: &'static str,
    setting: &Setting<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    to.reading(|values, problems| values.attribute(thing, Some(name), setting.span, problems))
}

/// A record of the same zone.
fn of_record<'a>(
    thing: &Declaration<'a>,
    zone: Option<&Zone<'a>>,
    setting: &Setting<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let zone = zone?;
    if zone.property == "HostedZoneId" {
        let id = match &zone.value {
            // cfn-lint takes a reference for a mistake here.
            Value::Ref(id) => Value::sub(format!("${{{id}}}")),
            id => id.clone(),
        };
        return Some(alias_target(attribute_or_name(thing, setting, to)?, id));
    }
    let name = zone.name.as_deref().unwrap_or_default();
    to.report(
        Diagnostic::error("missing-entry", format!("an alias to another record needs the id of the zone {name}"))
            .label(setting.span, "a record of the zone")
            .help("say it where the zone is named: existing hosted_zone … < id = \"Z…\" >"),
    );
    None
}

fn attribute_or_name<'a>(
    thing: &Declaration<'a>,
    setting: &Setting<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    if thing.existing {
        return domain::known(thing).map(Value::Text);
    }
    to.reading(|values, problems| values.attribute(thing, None, setting.span, problems))
}

/// A host name as a text: those of distributions all belong to one zone.
fn host<'a>(value: &Value<'a>, setting: &Setting<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let Value::Text(host) = value
        && host.trim_end_matches('.').ends_with(CLOUDFRONT_HOST)
    {
        return Some(alias_target(value.clone(), Value::text(CLOUDFRONT_ZONE)));
    }
    let problem = Diagnostic::error("wrong-kind", "an alias leads to something of AWS, by its name in this file")
        .label(setting.span, "a host name");
    to.report(problem.help("write `cname = \"…\"` for a host name; what exists already is named by a statement of its own: existing load_balancer lb < … >"));
    None
}

fn no_target(thing: &Declaration<'_>, setting: &Setting<'_>) -> Diagnostic {
    let name = thing.handle.text;
    let problem =
        Diagnostic::error("wrong-kind", format!("an alias cannot lead to `{name}`, which is {}", thing.a_kind()))
            .label(setting.span, format!("expected {}", TARGETS.what))
            .label(thing.handle.span, format!("declared here as {}", thing.a_kind()));
    let address = match thing.resource_type() {
        ADDRESS => name.to_owned(),
        INSTANCE => format!("{name}.{}", thing.word.attribute("public_ip").map_or("PublicIp", |one| one.name)),
        _ => return problem.help(format!("name {}", TARGETS.what)),
    };
    problem.fix(format!("write a = [{address}]"), setting.key.to(setting.span), format!("a = [{address}]"))
}
