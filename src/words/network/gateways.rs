//! Internet gateways, and what attaches them.

use super::members::{behind, same, vpc_of};
use super::{INTERNET_GATEWAY, SUBNET, VPC};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Text, Value};

/// The type of what attaches a gateway to a VPC.
const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

/// What has to be there before anything in a VPC has a public address or a route to the internet: the logical ids of
/// what attaches its internet gateway. Empty where the stack attaches none.
pub fn needs_gateway<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<Text<'a>> {
    let mut all = declared(vpc, to);
    if all.is_empty()
        && let Some(own) = makes_gateway(vpc, to)
    {
        all.push(derived(&own.logical_id, "InternetGatewayAttachment"));
    }
    all
}

/// The logical id of the internet gateway that a VPC gets by itself.
pub fn gateway_id<'a>(vpc: &Declaration<'_>) -> Text<'a> {
    derived(&vpc.logical_id, "InternetGateway")
}

/// What the file declares to attach an internet gateway to a VPC.
pub fn declared<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<Text<'a>> {
    let is_here = |of: &Declaration<'a>| vpc_of(of, to).is_some_and(|its| same(&its, vpc, to) == Some(true));
    let gateways = to.declared_of(INTERNET_GATEWAY.resource);
    let words = gateways.filter(|one| !one.existing && !one.relation("in").is_empty() && is_here(one));
    let raw = to.declared_of(ATTACHMENT);
    let raw = raw.filter(|one| one.entries.property("InternetGatewayId").is_some() && is_here(one));
    words.map(|one| derived(&one.logical_id, "Attachment")).chain(raw.map(|one| one.logical_id.clone())).collect()
}

/// The VPC, when it gets an internet gateway by itself: one of its subnets is public, and the file declares no gateway.
pub fn makes_gateway<'s, 'a>(vpc: &Value<'a>, to: &Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let own = to.declaration_of(vpc).filter(|own| own.resource_type() == VPC.resource)?;
    let mut public = public_subnets(vpc, to);
    (public.next().is_some() && declared(vpc, to).is_empty()).then_some(own)
}

/// The subnets of a VPC that say that they are public, and leave the route table to their VPC.
pub fn public_subnets<'t, 's, 'a>(
    vpc: &'t Value<'a>,
    to: &'t Lowering<'s, 'a>,
) -> impl Iterator<Item = &'s Declaration<'a>> + use<'t, 's, 'a> {
    to.declared_of(SUBNET.resource).filter(move |one| {
        let is_public = !one.existing && one.entries.on("public", false) && one.entries.value("route_table").is_none();
        is_public && behind(one, "in", &VPC, to).next().is_some_and(|its| its == *vpc)
    })
}
