//! Which way a packet takes out of a subnet: the route with the longest prefix that has its address.
//!
//! From "Configure route tables" and "Route priority" in the Amazon VPC User Guide.

use super::blocks;
use super::subnets::{self, Held};
use crate::addresses::Block;
use crate::reason::world::World;

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An internet gateway, or a virtual private one.
    Gateway(usize),
    /// A NAT gateway.
    Nat(usize),
    /// An instance that forwards.
    Instance(usize),
    /// A peering connection.
    Peering(usize),
    /// A gateway for version 6 that lets nobody in.
    EgressOnly(usize),
    /// Within the VPC.
    Local,
    /// Somewhere that the template does not show.
    Unknown,
}

/// What a look-up finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A route, by its position, and where it leads.
    Route(usize, Target),
    /// The VPC itself.
    Local,
    /// No route; the table, where there is one of its own.
    Nowhere(Option<usize>),
    /// Nobody knows.
    Unknown,
}

/// The properties that say where a route leads, with the type of what they name.
const TARGETS: [(&str, &str); 7] = [
    ("GatewayId", "AWS::EC2::InternetGateway"),
    ("GatewayId", "AWS::EC2::VPNGateway"),
    ("NatGatewayId", "AWS::EC2::NatGateway"),
    ("InstanceId", "AWS::EC2::Instance"),
    ("VpcPeeringConnectionId", "AWS::EC2::VPCPeeringConnection"),
    ("EgressOnlyInternetGatewayId", "AWS::EC2::EgressOnlyInternetGateway"),
    ("GatewayId", "AWS::EC2::VPCEndpoint"),
];

/// The way to addresses out of a subnet. A block counts as a whole: a route for a part of it is not enough.
pub fn way(world: &World<'_, '_>, subnet: usize, to: Block) -> Way {
    if let Some(vpc) = subnets::vpc_of(world, subnet)
        && vpc_blocks(world, vpc).any(|block| block.is_some_and(|block| block.contains(to)))
    {
        return Way::Local;
    }
    match subnets::table_of(world, subnet) {
        Held::By(table, _) => in_table(world, table, to),
        // The main table of a VPC has no route but the local one until somebody adds some.
        Held::Initial => Way::Nowhere(None),
        Held::Unknown => Way::Unknown,
    }
}

/// The blocks of a VPC; none for those that only the deploy knows.
pub fn vpc_blocks(world: &World<'_, '_>, vpc: usize) -> impl Iterator<Item = Option<Block>> {
    let own = world.property(vpc, "CidrBlock").map(|value| blocks::block(world, value));
    let more =
        world.of_kind("AWS::EC2::VPCCidrBlock").iter().filter(move |at| subnets::vpc_of(world, **at) == Some(vpc));
    let more = more.filter_map(|at| world.property(*at, "CidrBlock")).map(|value| blocks::block(world, value));
    own.into_iter().chain(more)
}

fn in_table(world: &World<'_, '_>, table: usize, to: Block) -> Way {
    let mut best: Option<(u32, usize)> = None;
    let mut is_unsure = false;
    for at in routes_of(world, table) {
        match destination(world, at) {
            Some(block) if block.contains(to) => {
                if best.is_none_or(|(prefix, _)| block.prefix() > prefix) {
                    best = Some((block.prefix(), at));
                }
            }
            Some(_) => {}
            None => is_unsure |= !is_for_prefix_list(world, at),
        }
    }
    match best {
        Some((_, route)) if !is_unsure => Way::Route(route, target(world, route)),
        None if !is_unsure => Way::Nowhere(Some(table)),
        // A route that only the deploy knows may be the longer one, unless it leads to the same place.
        _ => Way::Unknown,
    }
}

/// The routes of a table, by their positions.
pub fn routes_of(world: &World<'_, '_>, table: usize) -> impl Iterator<Item = usize> {
    let of = move |at: &&usize| {
        world.property(**at, "RouteTableId").and_then(|value| world.meant(value, "AWS::EC2::RouteTable")) == Some(table)
    };
    world.of_kind("AWS::EC2::Route").iter().filter(of).copied()
}

fn destination(world: &World<'_, '_>, route: usize) -> Option<Block> {
    let value =
        ["DestinationCidrBlock", "DestinationIpv6CidrBlock"].iter().find_map(|name| world.property(route, name));
    blocks::block(world, value?)
}

fn is_for_prefix_list(world: &World<'_, '_>, route: usize) -> bool {
    world.property(route, "DestinationPrefixListId").is_some()
}

/// Where a route leads.
pub fn target(world: &World<'_, '_>, route: usize) -> Target {
    for (property, kind) in TARGETS {
        let Some(value) = world.property(route, property) else { continue };
        let Some(at) = world.meant(value, kind) else { continue };
        return match kind {
            "AWS::EC2::NatGateway" => Target::Nat(at),
            "AWS::EC2::Instance" => Target::Instance(at),
            "AWS::EC2::VPCPeeringConnection" => Target::Peering(at),
            "AWS::EC2::EgressOnlyInternetGateway" => Target::EgressOnly(at),
            "AWS::EC2::InternetGateway" | "AWS::EC2::VPNGateway" => Target::Gateway(at),
            _ => Target::Unknown,
        };
    }
    Target::Unknown
}

/// What attaches a gateway to a VPC, by its position; none when nothing does.
pub fn attachment(world: &World<'_, '_>, gateway: usize, vpc: usize) -> Option<usize> {
    let is_it = |at: &&usize| {
        let named =
            world.property(**at, "InternetGatewayId").and_then(|value| world.meant(value, "AWS::EC2::InternetGateway"));
        named == Some(gateway) && subnets::vpc_of(world, **at) == Some(vpc)
    };
    world.of_kind("AWS::EC2::VPCGatewayAttachment").iter().find(is_it).copied()
}
