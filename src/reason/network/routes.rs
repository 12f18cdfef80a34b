//! Which way a packet takes out of a subnet: the route with the longest prefix that has its address.
//!
//! From "Configure route tables" and "Route priority" in the Amazon VPC User Guide.

use super::blocks::{self, Addresses, covers};
use super::subnets::{self, Held};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::Value;

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An internet gateway.
    Gateway(usize),
    /// A NAT gateway.
    Nat(usize),
    /// An instance that may forward.
    Instance(usize),
    /// A peering connection.
    Peering(usize),
    /// A gateway for version 6 that lets nobody in.
    EgressOnly(usize),
    /// Something with routes of its own that the template does not show: a transit gateway, or a VPN.
    Beyond(usize),
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
    /// Several routes, of which one counts: which is not known. The table.
    Several(usize),
    /// Nobody knows.
    Unknown,
}

/// The properties that say which block a route is for, in each version.
const DESTINATIONS: [&str; 2] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock"];
/// The prefixes that the block of a VPC may have.
///
/// From "VPC CIDR blocks" in the Amazon VPC User Guide.
const OF_VPCS: std::ops::RangeInclusive<u32> = 16..=28;

/// The properties that say where a route leads, with the type of what they name.
const TARGETS: [(&str, &str); 11] = [
    ("GatewayId", "AWS::EC2::InternetGateway"),
    ("GatewayId", "AWS::EC2::VPNGateway"),
    ("NatGatewayId", "AWS::EC2::NatGateway"),
    ("InstanceId", "AWS::EC2::Instance"),
    ("VpcPeeringConnectionId", "AWS::EC2::VPCPeeringConnection"),
    ("EgressOnlyInternetGatewayId", "AWS::EC2::EgressOnlyInternetGateway"),
    ("TransitGatewayId", "AWS::EC2::TransitGateway"),
    ("NetworkInterfaceId", "AWS::EC2::NetworkInterface"),
    ("VpcEndpointId", "AWS::EC2::VPCEndpoint"),
    ("CarrierGatewayId", "AWS::EC2::CarrierGateway"),
    ("GatewayId", "AWS::EC2::VPCEndpoint"),
];

/// The way to addresses out of a subnet. They count as a whole: a route for a part of them is not enough.
pub fn way(world: &World<'_, '_>, subnet: usize, to: Addresses<'_>) -> Way {
    if let Some(vpc) = subnets::vpc_of(world, subnet)
        && blocks_of(world, vpc).any(|value| covers(world, value, to) == Truth::Yes)
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

/// The blocks of a VPC.
pub fn blocks_of<'w, 't>(world: &'w World<'_, 't>, vpc: usize) -> impl Iterator<Item = &'t Value<'t>> + 'w {
    let own = world.property(vpc, "CidrBlock");
    let more =
        world.of_kind("AWS::EC2::VPCCidrBlock").iter().filter(move |at| subnets::vpc_of(world, **at) == Some(vpc));
    own.into_iter().chain(more.filter_map(|at| world.property(*at, "CidrBlock")))
}

/// A route that has all of the addresses: how long its prefix is at least and at most, and its position.
type Candidate = (u32, u32, usize);

fn in_table(world: &World<'_, '_>, table: usize, to: Addresses<'_>) -> Way {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut others: Vec<usize> = Vec::new();
    for at in routes_of(world, table) {
        let Some(value) = destination(world, at, to) else {
            others.extend(Some(at).filter(|at| may_list(world, *at, to)));
            continue;
        };
        match (covers(world, value, to), blocks::block(world, value)) {
            (Truth::Yes, Some(block)) => candidates.push((block.prefix(), block.prefix(), at)),
            // It is that of a VPC.
            (Truth::Yes, None) => candidates.push((*OF_VPCS.start(), *OF_VPCS.end(), at)),
            (Truth::Unknown, _) => others.push(at),
            (Truth::No, _) => {}
        }
    }
    let Some((least, _, route)) = candidates.iter().copied().max() else {
        return if others.is_empty() { Way::Nowhere(Some(table)) } else { Way::Several(table) };
    };
    let rivals = candidates.iter().filter(|(_, most, at)| *at != route && *most > least);
    others.extend(rivals.map(|(_, _, at)| *at));
    // One that only the deploy knows may be the longer one; that is all the same where it leads to the same place.
    let found = target(world, route);
    if others.iter().any(|at| target(world, *at) != found) { Way::Several(table) } else { Way::Route(route, found) }
}

/// Whether a route is for a list of blocks that may have some of the addresses. No list has the internet as a whole.
fn may_list(world: &World<'_, '_>, route: usize, to: Addresses<'_>) -> bool {
    let is_part = match to {
        Addresses::Internet | Addresses::Internet6 => false,
        Addresses::Service | Addresses::Of(_) => true,
    };
    is_part && world.property(route, "DestinationPrefixListId").is_some()
}

/// The routes of a table, by their positions.
pub fn routes_of(world: &World<'_, '_>, table: usize) -> impl Iterator<Item = usize> {
    let of = move |at: &&usize| {
        world.property(**at, "RouteTableId").and_then(|value| world.meant(value, "AWS::EC2::RouteTable")) == Some(table)
    };
    world.of_kind("AWS::EC2::Route").iter().filter(of).copied()
}

/// The block that a route is for.
fn destination<'t>(world: &World<'_, 't>, route: usize, to: Addresses<'_>) -> Option<&'t Value<'t>> {
    let [of_4, of_6] = DESTINATIONS;
    match to {
        Addresses::Internet6 => world.property(route, of_6),
        Addresses::Internet | Addresses::Service | Addresses::Of(_) => world.property(route, of_4),
    }
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
            "AWS::EC2::InternetGateway" => Target::Gateway(at),
            _ => Target::Beyond(at),
        };
    }
    let gateway = world.property(route, "GatewayId").map(|value| world.symbol(value));
    if gateway.is_some_and(|gateway| gateway.known() == Some("local")) { Target::Local } else { Target::Unknown }
}

/// Whether a gateway is attached to the VPC of a subnet, and what does that.
pub fn attachment(world: &World<'_, '_>, gateway: usize, subnet: usize) -> (Truth, Option<usize>) {
    let mut found = (Truth::No, None);
    for at in world.of_kind("AWS::EC2::VPCGatewayAttachment") {
        let named = world.property(*at, "InternetGatewayId");
        if named.and_then(|value| world.meant(value, "AWS::EC2::InternetGateway")) != Some(gateway) {
            continue;
        }
        let truth = subnets::in_one_vpc(world, *at, subnet).map_or(Truth::Unknown, Truth::from);
        if truth > found.0 {
            found = (truth, Some(*at));
        }
    }
    found
}

/// A route of a subnet's table that takes over a part of what the local one is for.
pub fn detour(world: &World<'_, '_>, subnet: usize, to: Addresses<'_>) -> Option<usize> {
    let Held::By(table, _) = subnets::table_of(world, subnet) else { return None };
    let is_one = |at: &usize| {
        let value = destination(world, *at, to);
        let block = value.and_then(|value| blocks::block(world, value));
        let covers = value.map_or(Truth::No, |value| covers(world, value, to));
        // A block that a whole VPC lies in is no longer than the local route.
        block.is_some_and(|block| block.prefix() > *OF_VPCS.start()) && covers != Truth::No
    };
    routes_of(world, table).filter(is_one).find(|at| target(world, *at) != Target::Local)
}
