//! Where a load balancer stands: its subnets, their VPC and zones, and whether the internet reaches it.

use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related};
use crate::model::Declaration;
use crate::template::Value;
use crate::words::network::{SUBNET, existing_as, is_public, vpc_of, zone_of};

/// Where a load balancer stands.
pub struct Place<'s, 'a> {
    /// Its subnets.
    pub subnets: Vec<Related<'s, 'a>>,
    /// Their VPC, where it is known.
    pub vpc: Option<Value<'a>>,
    /// The addresses of that.
    pub block: Option<Value<'a>>,
    /// Whether only the VPC reaches it, where that is known.
    pub internal: Option<bool>,
}

/// Reads it, and says what is wrong about it.
pub fn of<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Place<'s, 'a> {
    let subnets = to.related(declaration, "in", &SUBNET);
    let vpc = declaration.entries.value("vpc").cloned().or_else(|| vpc_of(declaration, to));
    let internal = internal(declaration, &subnets, to);
    let block = vpc.as_ref().and_then(|vpc| block(vpc, to));
    Place { subnets, vpc, block, internal }
}

/// The addresses of a VPC, as the template has them.
fn block<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    match to.declaration_of(vpc) {
        Some(own) => Some(Value::attribute(own.logical_id.clone(), "CidrBlock")),
        None => existing_as(vpc, to)?.entries.property("CidrBlock").map(|given| given.value.clone()),
    }
}

/// Whether it is internal: as it is said, or as its subnets are.
fn internal<'a>(declaration: &Declaration<'a>, subnets: &[Related<'_, 'a>], to: &mut Lowering<'_, 'a>) -> Option<bool> {
    if declaration.entries.setting("internal").is_some() {
        return Some(declaration.entries.on("internal", false));
    }
    let public = |one: &Related<'_, 'a>| one.declaration.and_then(|subnet| is_public(subnet, to));
    let known: Vec<Option<bool>> = subnets.iter().map(public).collect();
    let private = subnets.iter().zip(&known).find(|(_, public)| **public == Some(false)).map(|(one, _)| one.span);
    let open = subnets.iter().zip(&known).find(|(_, public)| **public == Some(true)).map(|(one, _)| one.span);
    if declaration.entries.property("Scheme").is_some() || subnets.is_empty() {
        return None;
    }
    match (private, open) {
        (Some(private), Some(open)) => {
            let message = format!("`{}` stands in public and private subnets", declaration.handle.text);
            to.report(
                Diagnostic::error("mixed-subnets", message)
                    .label(private, "a private one")
                    .label(open, "a public one")
                    .help("name public subnets for one that the internet reaches, and private ones for one that it does not"),
            );
            None
        }
        _ if known.iter().all(|one| *one == Some(true)) => Some(false),
        _ if known.iter().all(|one| *one == Some(false)) => Some(true),
        _ => {
            let message =
                format!("whether the internet reaches `{}` does not follow from its subnets", declaration.handle.text);
            to.report(
                Diagnostic::error("missing-entry", message).label(declaration.handle.span, "public or internal?").help(
                    "say it: internal = no for one that the internet reaches, internal = yes for one that it does not",
                ),
            );
            None
        }
    }
}

/// What Elastic Load Balancing refuses of the zones of subnets: two of one zone, or an application load balancer in one.
/// See "Subnets for your load balancer" in the User Guide for Application Load Balancers.
pub fn check_zones(to: &mut Lowering<'_, '_>) {
    for balancer in to.declared_of(super::WORD.resource).filter(|one| !one.existing) {
        let subnets = crate::words::network::subnets_of(balancer, to);
        let zones: Vec<_> = subnets
            .iter()
            .filter_map(|subnet| to.declaration_of(subnet))
            .map(|subnet| (subnet, zone_of(subnet)))
            .collect();
        let span = balancer.handle.span;
        let twice = zones.iter().enumerate().find_map(|(at, (one, zone))| {
            let is_same = |other: &&(_, Option<_>)| {
                zone.as_ref().zip(other.1.as_ref()).and_then(|(one, other)| one.is(other)) == Some(true)
            };
            let (other, _) = zones[..at].iter().find(is_same)?;
            Some((*one, *other))
        });
        if let Some((one, other)) = twice {
            let message = format!("two subnets of `{}` are in one zone", balancer.handle.text);
            to.report(
                Diagnostic::error("two-subnets-in-a-zone", message)
                    .label(span, "stands in both")
                    .label(other.handle.span, "one of them")
                    .label(one.handle.span, "in the same zone")
                    .help("name subnets of different zones"),
            );
        } else if subnets.len() == 1 && !is_network(balancer) && zones.len() == 1 {
            let message = format!("`{}` stands in one subnet, and needs two zones", balancer.handle.text);
            to.report(
                Diagnostic::error("one-zone", message)
                    .label(span, "in one zone only")
                    .help("name a second subnet, of another zone"),
            );
        }
    }
}

/// Whether a load balancer is a network load balancer.
pub fn is_network(declaration: &Declaration<'_>) -> bool {
    let property = declaration.entries.property("Type").map(|property| &property.value);
    let is_it = |text: &str| matches!(text, "network" | "gateway");
    declaration.entries.text("type").is_some_and(|kind| is_it(kind))
        || matches!(property, Some(Value::Text(text)) if is_it(text))
}
