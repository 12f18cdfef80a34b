//! Internet gateways, and what attaches them.

use super::members::{behind, same, vpc_of};
use super::{INTERNET_GATEWAY, SUBNET, VPC};
use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use crate::words::internet_gateway::ATTACHED;
use crate::words::tags;

/// The type of what attaches a gateway to a VPC.
pub const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

/// An internet gateway in a VPC.
pub struct Attached<'a> {
    /// The logical id of what attaches it.
    pub id: Text<'a>,
    /// The gateway.
    pub gateway: Value<'a>,
    /// The condition that it is there under.
    pub condition: Condition<'a>,
}

/// What has to be there before anything in a VPC has a public address or a route to the internet: the logical ids of
/// what attaches its internet gateway. Empty where the stack attaches none.
pub fn needs_gateway<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<Text<'a>> {
    attached(vpc, to).into_iter().map(|one| one.id).collect()
}

/// The internet gateways that the stack attaches to a VPC: those that the file declares, or else the one that the VPC
/// gets by itself because a subnet is public.
pub fn attached<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<Attached<'a>> {
    let mut all = declared(vpc, to);
    if all.is_empty()
        && let Some(own) = makes_gateway(vpc, to)
    {
        let condition = to.any_of(public_subnets(vpc, to).map(|subnet| subnet.condition.clone()));
        let gateway = Value::Ref(derived(&own.logical_id, "InternetGateway"));
        all.push(Attached { id: derived(&own.logical_id, "InternetGatewayAttachment"), gateway, condition });
    }
    all
}

/// What the file declares to attach an internet gateway to a VPC.
fn declared<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<Attached<'a>> {
    let is_here = |of: &Declaration<'a>| vpc_of(of, to).is_some_and(|its| same(&its, vpc, to) == Some(true));
    let gateways = to.declared_of(INTERNET_GATEWAY.resource);
    let words = gateways.filter(|one| !one.existing && !one.relation("in").is_empty() && is_here(one));
    let words = words.map(|one| Attached {
        id: derived(&one.logical_id, ATTACHED),
        gateway: Value::Ref(one.logical_id.clone()),
        condition: one.condition.clone(),
    });
    let raw = to.declared_of(ATTACHMENT).filter_map(|one| {
        let gateway = one.entries.property("InternetGatewayId")?.value.clone();
        is_here(one).then(|| Attached { id: one.logical_id.clone(), gateway, condition: one.condition.clone() })
    });
    words.chain(raw).collect()
}

/// The VPC, when it gets an internet gateway by itself: one of its subnets is public, and the file declares no gateway.
fn makes_gateway<'s, 'a>(vpc: &Value<'a>, to: &Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let own = to.declaration_of(vpc).filter(|own| own.resource_type() == VPC.resource)?;
    let mut public = public_subnets(vpc, to);
    (public.next().is_some() && declared(vpc, to).is_empty()).then_some(own)
}

/// The subnets of a VPC that say that they are public.
fn public_subnets<'t, 's, 'a>(
    vpc: &'t Value<'a>,
    to: &'t Lowering<'s, 'a>,
) -> impl Iterator<Item = &'s Declaration<'a>> + use<'t, 's, 'a> {
    to.declared_of(SUBNET.resource).filter(move |one| {
        !one.existing
            && one.entries.on("public", false)
            && behind(one, "in", &VPC, to).next().is_some_and(|its| its == *vpc)
    })
}

/// Makes the internet gateways that VPCs get by themselves.
pub fn make(to: &mut Lowering<'_, '_>) {
    for vpc in to.declared_of(VPC.resource).filter(|vpc| !vpc.existing) {
        let value = Value::Ref(vpc.logical_id.clone());
        if makes_gateway(&value, to).is_none() {
            continue;
        }
        for Attached { id, gateway, condition } in attached(&value, to) {
            let Value::Ref(gateway) = gateway else { continue };
            let mut made = Resource::new(gateway.clone(), INTERNET_GATEWAY.resource, 1);
            tags::name_made(&mut made, vpc, "", to);
            to.under(condition, |to| {
                to.push(made, vpc.span);
                to.push(attachment(id, gateway, value.clone()), vpc.span);
            });
        }
    }
}

/// What attaches an internet gateway to a VPC.
pub fn attachment<'a>(id: Text<'a>, gateway: Text<'a>, vpc: Value<'a>) -> Resource<'a> {
    let mut attachment = Resource::new(id, ATTACHMENT, 2);
    attachment.set("VpcId", vpc);
    attachment.set("InternetGatewayId", Value::Ref(gateway));
    attachment
}
