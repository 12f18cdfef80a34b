//! What routes lead to.

use super::members::existing_as;
use super::{INTERNET_GATEWAY, PEERING};
use crate::lower::{Condition, Lowering};
use crate::template::{Text, Value};
use crate::words::shape::Wanted;

/// A NAT gateway.
pub static NAT: Wanted = kind("a NAT gateway", "AWS::EC2::NatGateway", "nat-");
static INSTANCE: Wanted = kind("an instance", "AWS::EC2::Instance", "i-");
static INTERFACE: Wanted = kind("a network interface", "AWS::EC2::NetworkInterface", "eni-");
static TRANSIT_GATEWAY: Wanted = kind("a transit gateway", "AWS::EC2::TransitGateway", "tgw-");
static VPN_GATEWAY: Wanted = kind("a VPN gateway", "AWS::EC2::VPNGateway", "vgw-");
static ENDPOINT: Wanted = kind("an endpoint", "AWS::EC2::VPCEndpoint", "vpce-");
static EGRESS_ONLY: Wanted = Wanted {
    what: "an egress-only internet gateway",
    resource: "AWS::EC2::EgressOnlyInternetGateway",
    attribute: "",
    prefix: "eigw-",
};

const fn kind(what: &'static str, resource: &'static str, prefix: &'static str) -> Wanted {
    Wanted { what, resource, attribute: "", prefix }
}

/// What a route leads to.
pub static TARGETS: &[&Wanted] = &[
    &NAT,
    &INTERNET_GATEWAY,
    &PEERING,
    &INSTANCE,
    &INTERFACE,
    &TRANSIT_GATEWAY,
    &VPN_GATEWAY,
    &ENDPOINT,
    &EGRESS_ONLY,
];
/// What the way out of a subnet leads through.
pub static EGRESSES: &[&Wanted] = &[&NAT, &INTERNET_GATEWAY, &INSTANCE];

/// The property of a route that holds an instance.
pub const INSTANCE_ID: &str = "InstanceId";

/// Lets instances of the file pass on what is not meant for them, unless they say more: EC2 would drop it.
///
/// See "Disable source/destination checks" in the Amazon VPC User Guide.
pub fn let_forward<'a>(target: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    if let Some((_, then, otherwise)) = target.chosen() {
        let_forward(then, to);
        let_forward(otherwise, to);
    }
    let Some(id) = to.declaration_of(target).filter(|one| !one.word.is_raw()).map(|one| one.logical_id.clone()) else {
        return;
    };
    to.later(move |to| {
        if let Some(instance) = to.resource_mut(&id)
            && instance.get(CHECK).is_none()
        {
            instance.set(CHECK, Value::Bool(false));
        }
    });
}

const CHECK: &str = "SourceDestCheck";

/// The property of a route that holds a target of a kind.
fn property_of(kind: &Wanted) -> &'static str {
    match kind.resource {
        "AWS::EC2::InternetGateway" | "AWS::EC2::VPNGateway" => "GatewayId",
        "AWS::EC2::VPCPeeringConnection" => "VpcPeeringConnectionId",
        "AWS::EC2::Instance" => INSTANCE_ID,
        "AWS::EC2::NetworkInterface" => "NetworkInterfaceId",
        "AWS::EC2::TransitGateway" => "TransitGatewayId",
        "AWS::EC2::VPCEndpoint" => "VpcEndpointId",
        "AWS::EC2::EgressOnlyInternetGateway" => "EgressOnlyInternetGatewayId",
        _ => "NatGatewayId",
    }
}

/// The properties of a route that hold a target, each with its value: several where a choice is among several kinds. A
/// NAT gateway's where nobody knows what an input names.
pub fn properties<'a>(target: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<(&'static str, Value<'a>)> {
    if let Some((condition, then, otherwise)) = target.chosen() {
        let then = properties(then, to);
        let mut all = properties(otherwise, to);
        all.iter_mut()
            .for_each(|(_, value)| *value = Value::choice(condition.clone(), Value::nothing(), value.clone()));
        return then.into_iter().fold(all, |all, one| with(all, one, Some(condition)));
    }
    if target.is_nothing() {
        return Vec::new();
    }
    let declared = to.declaration_of(target).or_else(|| existing_as(target, to));
    let kind = TARGETS.iter().find(|kind| match (declared, target) {
        (Some(declared), _) => kind.resource == declared.resource_type(),
        (None, Value::Text(id)) => id.starts_with(kind.prefix),
        (None, _) => false,
    });
    vec![(kind.map_or("NatGatewayId", |kind| property_of(kind)), target.clone())]
}

/// Properties with one more, which counts where a condition holds.
pub fn with<'a>(
    mut all: Vec<(&'static str, Value<'a>)>,
    (property, value): (&'static str, Value<'a>),
    condition: Option<&Text<'a>>,
) -> Vec<(&'static str, Value<'a>)> {
    let Some(condition) = condition else {
        all.push((property, value));
        return all;
    };
    let otherwise = |before: Option<&Value<'a>>| match before.and_then(Value::chosen) {
        Some((same, _, otherwise)) if same == condition => otherwise.clone(),
        _ => before.cloned().unwrap_or_else(Value::nothing),
    };
    match all.iter_mut().find(|(known, _)| *known == property) {
        Some((_, before)) => *before = Value::choice(condition.clone(), value, otherwise(Some(before))),
        None => all.push((property, Value::choice(condition.clone(), value, Value::nothing()))),
    }
    all
}

/// The condition that a target is there under.
pub fn condition<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>) -> Condition<'a> {
    to.declaration_of(value)?.condition.clone()
}
