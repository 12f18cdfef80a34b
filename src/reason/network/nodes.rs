//! What has an address in the network: where it stands, in which security groups, and whether the internet sees it.

mod balanced;
mod managed;
mod ports;
mod servers;

pub use ports::own_ports;

use super::blocks;
use super::ports::Ports;
use super::subnets::{self, DEFAULT_GROUP};
use crate::addresses::Block;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::schema::{self, Place};
use crate::template::Value;

/// One of the places where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// What it belongs to, by its position.
    pub owner: usize,
    /// Its subnet, where the template shows it.
    pub subnet: Option<usize>,
    /// Its security groups, by their positions: that of a VPC for the one that it has from the start, none for one that
    /// the template does not show. Nothing where it has none, as a gateway has.
    pub groups: Option<Vec<Option<usize>>>,
    /// Whether it has a public address.
    pub is_public: Truth,
    /// The block that its own address is in.
    pub block: Option<Block>,
    /// The ports that it asks from.
    pub asks_from: Ports,
}

/// How something is connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// It has addresses in a VPC.
    Within(Vec<Interface>),
    /// It runs in a network of AWS: it reaches what is public, and nothing in a VPC.
    Outside,
    /// The template does not show.
    Unknown,
}

/// Things that only call other services, by their types.
const CALLERS: [&str; 5] = [
    "AWS::CodePipeline::Pipeline",
    "AWS::Events::Rule",
    "AWS::Pipes::Pipe",
    "AWS::Scheduler::Schedule",
    "AWS::StepFunctions::StateMachine",
];

/// How the resource at a position is connected; none when it is not something in a network.
pub fn connection(world: &World<'_, '_>, at: usize) -> Option<Connection> {
    let mut found = of_kind(world, at)?;
    if let Connection::Within(places) = &mut found {
        places.iter_mut().for_each(|place| place.owner = at);
    }
    Some(found)
}

fn of_kind(world: &World<'_, '_>, at: usize) -> Option<Connection> {
    Some(match world.resource(at).kind.as_ref() {
        "AWS::AutoScaling::AutoScalingGroup" => servers::scaled(world, at),
        "AWS::CodeBuild::Project" => managed::function(world, at, ("Subnets", "SecurityGroupIds")),
        "AWS::EC2::Instance" => servers::instance(world, at),
        "AWS::ECS::Service" => managed::service(world, at),
        "AWS::EFS::MountTarget" => managed::target(world, at),
        "AWS::ElastiCache::CacheCluster" => managed::cache(world, at, "VpcSecurityGroupIds"),
        "AWS::ElastiCache::ReplicationGroup" => managed::cache(world, at, "SecurityGroupIds"),
        "AWS::ElasticLoadBalancing::LoadBalancer" => balanced::classic(world, at),
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => balanced::balancer(world, at),
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => {
            managed::function(world, at, ("SubnetIds", "SecurityGroupIds"))
        }
        "AWS::RDS::DBCluster" | "AWS::RDS::DBInstance" => managed::database(world, at),
        kind if CALLERS.contains(&kind) => Connection::Outside,
        kind if stands_somewhere(kind) => Connection::Unknown,
        _ => return None,
    })
}

/// Whether things of a type stand in a network, by what they can be told.
fn stands_somewhere(kind: &str) -> bool {
    let is_plumbing =
        kind.starts_with("AWS::EC2::") || kind.ends_with("SubnetGroup") || kind.ends_with("SecurityGroup");
    let Some(of) = schema::find(kind).filter(|_| !is_plumbing) else { return false };
    Place::root(of).properties().iter().any(|one| one.name.contains("Subnet") || one.name.contains("SecurityGroupId"))
}

/// Security groups as a property lists them; that of the VPC where it does not.
fn groups<'t>(
    world: &World<'_, 't>,
    subnet: Option<usize>,
    value: Option<&'t Value<'t>>,
) -> Option<Vec<Option<usize>>> {
    let listed = match value.map(|value| world.view.items(value)) {
        None => Vec::new(),
        Some(Some(items)) => items.into_iter().map(|(_, value)| group(world, value)).collect(),
        Some(None) => vec![None],
    };
    let of_vpc = || subnet.and_then(|subnet| subnets::vpc_of(world, subnet));
    Some(if listed.is_empty() { vec![of_vpc()] } else { listed })
}

/// The security group that a value means: its position, or that of the VPC that has it from the start.
pub fn group<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Option<usize> {
    subnets::of_vpc(world, value, DEFAULT_GROUP).or_else(|| world.meant(value, "AWS::EC2::SecurityGroup"))
}

fn subnet<'t>(world: &World<'_, 't>, value: Option<&'t Value<'t>>) -> Option<usize> {
    world.meant(value?, "AWS::EC2::Subnet")
}

/// An interface in a subnet.
fn interface<'t>(
    world: &World<'_, 't>,
    subnet: Option<usize>,
    groups: Option<&'t Value<'t>>,
    is_public: Truth,
) -> Interface {
    let block = subnet.and_then(|subnet| subnets::block_of(world, subnet));
    let groups = self::groups(world, subnet, groups);
    Interface { owner: 0, subnet, groups, is_public, block, asks_from: super::ports::OF_LINUX }
}

/// The interfaces of an endpoint.
pub fn of_endpoint(world: &World<'_, '_>, at: usize) -> Connection {
    let property = |name| world.property(at, name);
    let mut each = in_subnets(world, property("SubnetIds"), property("SecurityGroupIds"), Truth::No);
    each.iter_mut().for_each(|one| one.owner = at);
    Connection::Within(each)
}

/// Interfaces in subnets that are listed, all alike.
fn in_subnets<'t>(
    world: &World<'_, 't>,
    list: Option<&'t Value<'t>>,
    groups: Option<&'t Value<'t>>,
    is_public: Truth,
) -> Vec<Interface> {
    let all = subnets::listed(world, list).into_iter();
    all.map(|subnet| interface(world, subnet, groups, is_public)).collect()
}

fn asking_from(ports: Ports, mut interfaces: Vec<Interface>) -> Connection {
    interfaces.iter_mut().for_each(|one| one.asks_from = ports);
    Connection::Within(interfaces)
}

fn switch<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Truth {
    match world.symbol(value).known() {
        Some("true") => Truth::Yes,
        Some("false") => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether a subnet gives public addresses to what starts in it. Without being told it does not.
fn gives_address(world: &World<'_, '_>, subnet: Option<usize>) -> Truth {
    let Some(subnet) = subnet else { return Truth::Unknown };
    world.property(subnet, "MapPublicIpOnLaunch").map_or(Truth::No, |value| switch(world, value))
}

/// The block of one address.
fn single<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Option<Block> {
    blocks::parsed(&format!("{}/32", world.symbol(value).known()?))
}
