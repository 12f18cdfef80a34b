//! What belongs to which VPC.

use super::{INTERNET_GATEWAY, SUBNET, VPC};
use crate::addresses::Block;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::schema::{self, Place};
use crate::template::Value;
use crate::words::existing;
use crate::words::shape::Wanted;

/// How many steps are gone from one thing to the next: more are a circle.
const FAR: usize = 8;
/// Properties that say in which subnets something stands.
const SUBNETS: [&str; 4] = ["SubnetId", "SubnetIds", "Subnets", "VPCZoneIdentifier"];

/// The VPC that something is in: a subnet, a security group, a route table, a gateway, an endpoint, a target group, and
/// whatever stands in subnets. None where nobody can say.
pub fn vpc_of<'a>(of: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    vpc(of, to, FAR)
}

/// The same for what a value refers to. A VPC is in itself.
pub fn vpc_of_value<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    in_vpc(value, to, FAR)
}

fn vpc<'a>(of: &Declaration<'a>, to: &Lowering<'_, 'a>, far: usize) -> Option<Value<'a>> {
    let far = far.checked_sub(1)?;
    if of.resource_type() == VPC.resource {
        return itself(of);
    }
    if let Some(given) = of.entries.property("VpcId") {
        return vpc_id(&given.value, to, far);
    }
    if says_its_vpc(of.resource_type()) {
        let vpc = behind(of, "in", &VPC, to).next().or_else(|| of.entries.value("vpc").cloned());
        return vpc_id(&vpc?, to, far);
    }
    subnets_of(of, to).iter().find_map(|subnet| in_vpc(subnet, to, far))
}

/// Whether things of a type say which VPC they are in; others stand in subnets.
fn says_its_vpc(kind: &str) -> bool {
    let has = |of| Place::root(of).property("VpcId").is_some();
    // A NAT gateway for a whole VPC is rare, and a gateway is attached by a resource of its own.
    kind == INTERNET_GATEWAY.resource || kind != "AWS::EC2::NatGateway" && schema::find(kind).is_some_and(has)
}

/// A VPC's id as it is given somewhere.
fn vpc_id<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>, far: usize) -> Option<Value<'a>> {
    match value {
        Value::GetAtt(_) => in_vpc(value, to, far),
        Value::Ref(_) | Value::Text(_) if !value.is_nothing() => Some(value.clone()),
        _ => None,
    }
}

fn in_vpc<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>, far: usize) -> Option<Value<'a>> {
    let of = to.declaration_of(value).or_else(|| existing_as(value, to))?;
    vpc(of, to, far)
}

/// What exists already and stands in the template as this value.
pub fn existing_as<'s, 'a>(value: &Value<'a>, to: &Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let mut existing = to.stack.declarations.iter().filter(|one| one.existing);
    existing.find(|one| itself(one).is_some_and(|its| its == *value))
}

/// The subnets that something stands in, as the template refers to them, as far as they are said one by one.
pub fn subnets_of<'a>(of: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let given = SUBNETS.iter().find_map(|name| of.entries.property(name)).map(|given| &given.value);
    let entry = || of.entries.value("subnet").or_else(|| of.entries.value("subnets"));
    match given.or_else(entry) {
        Some(Value::List(all)) => all.to_vec(),
        Some(one) => vec![one.clone()],
        None => behind(of, "in", &SUBNET, to).collect(),
    }
}

/// What stands behind a keyword; what is wrong there is said by the word itself.
pub fn behind<'t, 'a>(
    of: &'t Declaration<'a>,
    keyword: &str,
    wanted: &'t Wanted,
    to: &'t Lowering<'_, 'a>,
) -> impl Iterator<Item = Value<'a>> + use<'t, 'a> {
    let values = to.values();
    of.relation(keyword).iter().filter_map(move |value| values.one_of_kind(value, wanted, &mut Vec::new()))
}

/// How the template refers to a declaration.
pub fn itself<'a>(of: &Declaration<'a>) -> Option<Value<'a>> {
    if of.existing { existing::identifier(of) } else { Some(Value::Ref(of.logical_id.clone())) }
}

/// The block of addresses of a VPC or a subnet, where it is known.
pub fn block_of(of: &Declaration<'_>) -> Option<Block> {
    let given = of.entries.property("CidrBlock").map(|given| &given.value);
    match given.or_else(|| of.entries.value("cidr"))? {
        Value::Text(text) => Block::parse(text).ok(),
        _ => None,
    }
}

/// Whether two values are one thing; none where nobody can say: an input may name anything.
pub fn same<'a>(one: &Value<'a>, other: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<bool> {
    let is_known = |value: &Value<'a>| matches!(value, Value::Text(_)) || to.declaration_of(value).is_some();
    match one == other {
        true => Some(true),
        false => (is_known(one) && is_known(other)).then_some(false),
    }
}
