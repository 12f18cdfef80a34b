//! What has an address in the network: where it stands, in which security groups, and whether the internet sees it.

use super::ports::Ports;
use super::subnets;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::Value;

/// The security groups of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Groups {
    /// These, by their positions; none for one that the template does not show.
    Listed(Vec<Option<usize>>),
    /// None is named, so that it is in its VPC's own.
    OfVpc,
    /// It has none, as a gateway has.
    None,
}

/// One of the places where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its subnet, where the template shows it.
    pub subnet: Option<usize>,
    /// Its security groups.
    pub groups: Groups,
    /// Whether it has a public address.
    pub is_public: Truth,
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

/// How the resource at a position is connected; none when it is not something in a network.
pub fn connection(world: &World<'_, '_>, at: usize) -> Option<Connection> {
    Some(match world.resource(at).kind.as_ref() {
        "AWS::EC2::Instance" => instance(world, at),
        "AWS::Lambda::Function" => function(world, at),
        "AWS::ECS::Service" => service(world, at),
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => balancer(world, at),
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => database(world, at),
        "AWS::ElastiCache::ReplicationGroup" => cache(world, at, "SecurityGroupIds"),
        "AWS::ElastiCache::CacheCluster" => cache(world, at, "VpcSecurityGroupIds"),
        "AWS::AutoScaling::AutoScalingGroup" => scaled(world, at),
        "AWS::EFS::MountTarget" => target(world, at),
        _ => return None,
    })
}

/// The ports that something answers on by itself, where its type says so.
pub fn own_ports(world: &World<'_, '_>, at: usize) -> Option<Vec<Ports>> {
    let text = |name| world.property(at, name).map(|value| world.symbol(value).to_string());
    let given = || text("Port")?.parse().ok();
    let usual = match world.resource(at).kind.as_ref() {
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => database_port(&text("Engine")?)?,
        "AWS::ElastiCache::ReplicationGroup" => 6_379,
        "AWS::ElastiCache::CacheCluster" => {
            if text("Engine")? == "memcached" {
                11_211
            } else {
                6_379
            }
        }
        "AWS::EFS::MountTarget" => 2_049,
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => return Some(listened(world, at)),
        _ => return None,
    };
    Some(vec![Ports::one(given().unwrap_or(usual))])
}

/// From "Port" on the page "AWS::RDS::DBInstance" of the CloudFormation Template Reference Guide.
fn database_port(engine: &str) -> Option<u16> {
    Some(match engine.split('-').next()? {
        "mysql" | "mariadb" => 3_306,
        "postgres" => 5_432,
        "aurora" => {
            if engine.contains("postgres") {
                5_432
            } else {
                3_306
            }
        }
        "oracle" | "custom" if engine.contains("oracle") => 1_521,
        "sqlserver" => 1_433,
        "db2" => 50_000,
        _ => return None,
    })
}

fn listened(world: &World<'_, '_>, at: usize) -> Vec<Ports> {
    let kind = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    let own = |listener: &&usize| {
        world.property(**listener, "LoadBalancerArn").and_then(|value| world.meant(value, kind)) == Some(at)
    };
    let port = |listener: &usize| world.symbol(world.property(*listener, "Port")?).known()?.parse().ok();
    let listeners = world.of_kind("AWS::ElasticLoadBalancingV2::Listener").iter().filter(own);
    listeners.filter_map(port).map(Ports::one).collect()
}

fn groups<'t>(world: &World<'_, 't>, value: Option<&'t Value<'t>>) -> Groups {
    match value {
        None => Groups::OfVpc,
        Some(value) => match world.view.items(value) {
            Some(items) if items.is_empty() => Groups::OfVpc,
            Some(items) => Groups::Listed(
                items.into_iter().map(|(_, value)| world.meant(value, "AWS::EC2::SecurityGroup")).collect(),
            ),
            None => Groups::Listed(vec![None]),
        },
    }
}

fn subnet<'t>(world: &World<'_, 't>, value: Option<&'t Value<'t>>) -> Option<usize> {
    world.meant(value?, "AWS::EC2::Subnet")
}

/// Interfaces in subnets that are listed, all alike.
fn in_subnets<'t>(world: &World<'_, 't>, list: Option<&'t Value<'t>>, groups: &Groups, is_public: Truth) -> Connection {
    let all = subnets::listed(world, list).into_iter();
    Connection::Within(all.map(|subnet| Interface { subnet, groups: groups.clone(), is_public }).collect())
}

fn instance(world: &World<'_, '_>, at: usize) -> Connection {
    let address = has_elastic_address(world, at);
    let Some(interfaces) = world.property(at, "NetworkInterfaces") else {
        let Some(named) = world.property(at, "SubnetId") else { return Connection::Unknown };
        let subnet = subnet(world, Some(named));
        let is_public = subnet.map_or(Truth::Unknown, |subnet| gives_address(world, subnet)).or(address);
        let groups = groups(world, world.property(at, "SecurityGroupIds"));
        return Connection::Within(vec![Interface { subnet, groups, is_public }]);
    };
    let Some(items) = world.view.items(interfaces) else { return Connection::Unknown };
    let each = items.into_iter().map(|(_, value)| {
        let entry = |name| world.view.entry(value, name);
        let subnet = subnet(world, entry("SubnetId"));
        let asked = entry("AssociatePublicIpAddress").map(|value| switch(world, value));
        let by_subnet = || subnet.map_or(Truth::Unknown, |subnet| gives_address(world, subnet));
        let is_public = asked.unwrap_or_else(by_subnet).or(address);
        Interface { subnet, groups: groups(world, entry("GroupSet")), is_public }
    });
    Connection::Within(each.collect())
}

fn switch<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Truth {
    match world.symbol(value).known() {
        Some("true") => Truth::Yes,
        Some("false") => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether a subnet gives public addresses to what starts in it. Without being told it does not.
fn gives_address(world: &World<'_, '_>, subnet: usize) -> Truth {
    world.property(subnet, "MapPublicIpOnLaunch").map_or(Truth::No, |value| switch(world, value))
}

fn has_elastic_address(world: &World<'_, '_>, at: usize) -> Truth {
    let kind = "AWS::EC2::Instance";
    let names = |resource: usize| world.property(resource, "InstanceId").and_then(|value| world.meant(value, kind));
    let all = world.of_kind("AWS::EC2::EIP").iter().chain(world.of_kind("AWS::EC2::EIPAssociation"));
    Truth::from(all.copied().any(|resource| names(resource) == Some(at)))
}

fn function(world: &World<'_, '_>, at: usize) -> Connection {
    let Some(config) = world.property(at, "VpcConfig") else { return Connection::Outside };
    let groups = groups(world, world.view.entry(config, "SecurityGroupIds"));
    // From "Giving Lambda functions access to resources in an Amazon VPC": they never get a public address.
    in_subnets(world, world.view.entry(config, "SubnetIds"), &groups, Truth::No)
}

fn service(world: &World<'_, '_>, at: usize) -> Connection {
    let config = world.property(at, "NetworkConfiguration");
    let Some(config) = config.and_then(|config| world.view.entry(config, "AwsvpcConfiguration")) else {
        return Connection::Unknown;
    };
    let groups = groups(world, world.view.entry(config, "SecurityGroups"));
    let is_public = match world.view.entry(config, "AssignPublicIp").map(|value| world.symbol(value)) {
        Some(said) if said.known() == Some("ENABLED") => Truth::Yes,
        Some(said) if said.known().is_none() => Truth::Unknown,
        Some(_) | None => Truth::No,
    };
    in_subnets(world, world.view.entry(config, "Subnets"), &groups, is_public)
}

fn balancer(world: &World<'_, '_>, at: usize) -> Connection {
    let text = |name| world.property(at, name).map(|value| world.symbol(value));
    let is_public = match text("Scheme") {
        Some(said) if said.known() == Some("internal") => Truth::No,
        Some(said) if said.known().is_none() => Truth::Unknown,
        Some(_) | None => Truth::Yes,
    };
    let is_network = text("Type").is_some_and(|kind| kind.known() != Some("application"));
    let groups = match world.property(at, "SecurityGroups") {
        None if is_network => Groups::None,
        named => groups(world, named),
    };
    in_subnets(world, world.property(at, "Subnets"), &groups, is_public)
}

fn database(world: &World<'_, '_>, at: usize) -> Connection {
    let named = world.property(at, "DBSubnetGroupName");
    let Some(group) = named.and_then(|value| world.meant(value, "AWS::RDS::DBSubnetGroup")) else {
        return Connection::Unknown;
    };
    let is_public = world.property(at, "PubliclyAccessible").map_or(Truth::No, |value| switch(world, value));
    let groups = groups(world, world.property(at, "VPCSecurityGroups").or(world.property(at, "VpcSecurityGroupIds")));
    in_subnets(world, world.property(group, "SubnetIds"), &groups, is_public)
}

fn cache(world: &World<'_, '_>, at: usize, property: &str) -> Connection {
    let named = world.property(at, "CacheSubnetGroupName");
    let Some(group) = named.and_then(|value| world.meant(value, "AWS::ElastiCache::SubnetGroup")) else {
        return Connection::Unknown;
    };
    let groups = groups(world, world.property(at, property));
    in_subnets(world, world.property(group, "SubnetIds"), &groups, Truth::No)
}

fn target(world: &World<'_, '_>, at: usize) -> Connection {
    let subnet = subnet(world, world.property(at, "SubnetId"));
    let groups = groups(world, world.property(at, "SecurityGroups"));
    Connection::Within(vec![Interface { subnet, groups, is_public: Truth::No }])
}

/// Instances of a group: the template that they start from says their groups.
fn scaled(world: &World<'_, '_>, at: usize) -> Connection {
    let list = world.property(at, "VPCZoneIdentifier");
    let named = world.property(at, "LaunchTemplate");
    let by = named.and_then(|value| {
        ["LaunchTemplateId", "LaunchTemplateName"].iter().find_map(|name| world.view.entry(value, name))
    });
    let data = by
        .and_then(|value| world.meant(value, "AWS::EC2::LaunchTemplate"))
        .and_then(|template| world.property(template, "LaunchTemplateData"));
    let Some(data) = data else { return in_subnets(world, list, &Groups::Listed(vec![None]), Truth::Unknown) };
    let first = world
        .view
        .entry(data, "NetworkInterfaces")
        .and_then(|value| world.view.items(value))
        .and_then(|items| items.first().map(|(_, value)| *value));
    let entry = |name| first.and_then(|interface| world.view.entry(interface, name));
    let groups = groups(world, entry("Groups").or(world.view.entry(data, "SecurityGroupIds")));
    let asked = entry("AssociatePublicIpAddress").map(|value| switch(world, value));
    let each = subnets::listed(world, list).into_iter().map(|subnet| {
        let by_subnet = || subnet.map_or(Truth::Unknown, |subnet| gives_address(world, subnet));
        Interface { subnet, groups: groups.clone(), is_public: asked.unwrap_or_else(by_subnet) }
    });
    Connection::Within(each.collect())
}
