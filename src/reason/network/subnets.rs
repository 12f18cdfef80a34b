//! Subnets: their VPC, their block, and the tables and lists that hold for them.

use super::blocks;
use crate::addresses::Block;
use crate::reason::world::World;
use crate::template::Value;

/// The VPC of a subnet, a route table, a security group and so on, by its position; none when the template does not
/// show it.
pub fn vpc_of(world: &World<'_, '_>, at: usize) -> Option<usize> {
    world.meant(world.property(at, "VpcId")?, "AWS::EC2::VPC")
}

/// Whether two things are in one VPC, as far as anybody can tell.
pub fn in_one_vpc(world: &World<'_, '_>, one: usize, other: usize) -> Option<bool> {
    let (first, second) = (world.property(one, "VpcId")?, world.property(other, "VpcId")?);
    match (vpc_of(world, one), vpc_of(world, other)) {
        (Some(one), Some(other)) => Some(one == other),
        (None, None) if world.symbol(first) == world.symbol(second) => Some(true),
        (_, _) => None,
    }
}

/// The block of a subnet.
pub fn block_of(world: &World<'_, '_>, at: usize) -> Option<Block> {
    blocks::block(world, world.property(at, "CidrBlock")?)
}

/// Whether a subnet has addresses of version 6 too.
pub fn has_version_6(world: &World<'_, '_>, at: usize) -> bool {
    let properties = ["Ipv6CidrBlock", "AssignIpv6AddressOnCreation", "Ipv6Native", "Ipv6IpamPoolId"];
    let beside = world.of_kind("AWS::EC2::SubnetCidrBlock").iter().filter_map(|one| world.property(*one, "SubnetId"));
    properties.iter().any(|name| world.property(at, name).is_some())
        || beside.into_iter().any(|value| world.meant(value, "AWS::EC2::Subnet") == Some(at))
}

/// What holds for a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// This resource, and the one that says so.
    By(usize, usize),
    /// The one that every VPC has from the start, which the template cannot change.
    Initial,
    /// Something that the template does not show.
    Unknown,
}

/// The route table of a subnet.
pub fn table_of(world: &World<'_, '_>, subnet: usize) -> Held {
    held(world, subnet, "AWS::EC2::SubnetRouteTableAssociation", ("RouteTableId", "AWS::EC2::RouteTable"))
}

/// The network ACL of a subnet.
pub fn acl_of(world: &World<'_, '_>, subnet: usize) -> Held {
    match held(world, subnet, "AWS::EC2::SubnetNetworkAclAssociation", ("NetworkAclId", "AWS::EC2::NetworkAcl")) {
        // The one of the VPC can be named too.
        Held::Unknown if initial_of(world, subnet, "AWS::EC2::SubnetNetworkAclAssociation") => Held::Initial,
        held => held,
    }
}

fn initial_of(world: &World<'_, '_>, subnet: usize, association: &str) -> bool {
    let all = world.of_kind(association).iter().copied();
    let mut own = all.filter(|at| {
        let named = world.property(*at, "SubnetId");
        named.and_then(|value| world.meant(value, "AWS::EC2::Subnet")) == Some(subnet)
    });
    own.any(|at| world.property(at, "NetworkAclId").is_some_and(|value| of_vpc(world, value, DEFAULT_ACL).is_some()))
}

/// The attribute of a VPC that is the network ACL it has from the start.
pub const DEFAULT_ACL: &str = "DefaultNetworkAcl";
/// The attribute of a VPC that is the security group it has from the start.
pub const DEFAULT_GROUP: &str = "DefaultSecurityGroup";

/// The VPC whose attribute a value is.
pub fn of_vpc<'t>(world: &World<'_, 't>, value: &'t Value<'t>, attribute: &str) -> Option<usize> {
    match world.view.settled(value)? {
        Value::GetAtt(target) if target.1 == attribute => world.view.position(&target.0),
        _ => None,
    }
}

fn held(world: &World<'_, '_>, subnet: usize, association: &str, (property, kind): (&str, &str)) -> Held {
    for at in world.of_kind(association) {
        let named = world.property(*at, "SubnetId");
        if named.and_then(|value| world.meant(value, "AWS::EC2::Subnet")) != Some(subnet) {
            continue;
        }
        let found = world.property(*at, property).and_then(|value| world.meant(value, kind));
        return found.map_or(Held::Unknown, |found| Held::By(found, *at));
    }
    // Of a VPC that the template does not make, nobody knows the main table, nor who else associates one.
    if vpc_of(world, subnet).is_some() { Held::Initial } else { Held::Unknown }
}

/// The subnets that a value lists; none for what only the deploy knows.
pub fn listed<'t>(world: &World<'_, 't>, value: Option<&'t Value<'t>>) -> Vec<Option<usize>> {
    let Some(items) = value.and_then(|value| world.view.items(value)) else { return vec![None] };
    items.into_iter().map(|(_, value)| world.meant(value, "AWS::EC2::Subnet")).collect()
}
