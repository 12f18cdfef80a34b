//! What AWS runs: functions, tasks, databases, caches and file systems.

use super::{Connection, asking_from, in_subnets, interface, subnet, switch};
use crate::reason::network::ports::OF_ANYBODY;
use crate::reason::network::subnets;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// A function, or a build: in a VPC only when it says which. It never gets a public address.
///
/// From "Giving Lambda functions access to resources in an Amazon VPC" in the AWS Lambda Developer Guide.
pub fn function(world: &World<'_, '_>, at: usize, (subnets, groups): (&str, &str)) -> Connection {
    let Some(config) = world.property(at, "VpcConfig") else { return Connection::Outside };
    let Some(list) = world.view.entry(config, subnets) else { return Connection::Unknown };
    if world.view.items(list).is_some_and(|items| items.is_empty()) {
        return Connection::Outside;
    }
    asking_from(OF_ANYBODY, in_subnets(world, Some(list), world.view.entry(config, groups), Truth::No))
}

/// Tasks with addresses of their own; those that share their host's stand where that does.
pub fn service(world: &World<'_, '_>, at: usize) -> Connection {
    let config = world.property(at, "NetworkConfiguration");
    let Some(config) = config.and_then(|config| world.view.entry(config, "AwsvpcConfiguration")) else {
        return Connection::Unknown;
    };
    let is_public = match world.view.entry(config, "AssignPublicIp").map(|value| world.symbol(value)) {
        Some(said) if said.known() == Some("ENABLED") => Truth::Yes,
        Some(said) if said.known().is_none() => Truth::Unknown,
        Some(_) | None => Truth::No,
    };
    let entry = |name| world.view.entry(config, name);
    Connection::Within(in_subnets(world, entry("Subnets"), entry("SecurityGroups"), is_public))
}

/// A database. An instance of a cluster stands where the cluster does.
pub fn database(world: &World<'_, '_>, at: usize) -> Connection {
    let of = world.property(at, "DBClusterIdentifier").and_then(|value| world.meant(value, "AWS::RDS::DBCluster"));
    let said = |name| world.property(at, name).or_else(|| world.property(of?, name));
    let Some(group) = said("DBSubnetGroupName").and_then(|value| world.meant(value, "AWS::RDS::DBSubnetGroup")) else {
        return Connection::Unknown;
    };
    let groups = ["VPCSecurityGroups", "VpcSecurityGroupIds"].into_iter().find_map(said);
    let list = world.property(group, "SubnetIds");
    let told = world.property(at, "PubliclyAccessible").map(|value| switch(world, value));
    let mut each = in_subnets(world, list, groups, told.unwrap_or(Truth::Unknown));
    if told.is_none() {
        each.iter_mut().for_each(|one| one.is_public = usual(world, one.subnet));
    }
    Connection::Within(each)
}

/// Whether a database is public when nothing says so: surely not in a VPC without an internet gateway. In others the
/// pages differ.
///
/// From "PubliclyAccessible" on the page "CreateDBInstance" of the Amazon RDS API Reference.
fn usual(world: &World<'_, '_>, subnet: Option<usize>) -> Truth {
    let Some(subnet) = subnet else { return Truth::Unknown };
    let is_own = subnets::vpc_of(world, subnet).is_some();
    let attached = world.of_kind("AWS::EC2::VPCGatewayAttachment").iter().any(|at| {
        let is_internet = world.property(*at, "InternetGatewayId").is_some();
        is_internet && subnets::in_one_vpc(world, *at, subnet) != Some(false)
    });
    if is_own && !attached { Truth::No } else { Truth::Unknown }
}

/// A cache.
pub fn cache(world: &World<'_, '_>, at: usize, groups: &str) -> Connection {
    let named = world.property(at, "CacheSubnetGroupName");
    let Some(group) = named.and_then(|value| world.meant(value, "AWS::ElastiCache::SubnetGroup")) else {
        return Connection::Unknown;
    };
    let list = world.property(group, "SubnetIds");
    Connection::Within(in_subnets(world, list, world.property(at, groups), Truth::No))
}

/// Where a file system is mounted.
pub fn target(world: &World<'_, '_>, at: usize) -> Connection {
    let subnet = subnet(world, world.property(at, "SubnetId"));
    Connection::Within(vec![interface(world, subnet, world.property(at, "SecurityGroups"), Truth::No)])
}
