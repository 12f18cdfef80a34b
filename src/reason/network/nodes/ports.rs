//! The ports that things answer on by themselves.

use crate::reason::network::ports::Ports;
use crate::reason::world::World;

/// Ports that something answers on: these, or some that only the deploy knows.
pub type Answered = Option<Ports>;

/// The ports that something answers on by itself, where its type says so.
pub fn own_ports(world: &World<'_, '_>, at: usize) -> Option<Vec<Answered>> {
    let text = |name| world.property(at, name).map(|value| world.symbol(value));
    let engine = || text("Engine")?.known().map(str::to_owned);
    let usual = match world.resource(at).kind.as_ref() {
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => engine().and_then(|engine| of_database(&engine)),
        "AWS::ElastiCache::ReplicationGroup" => Some(6_379),
        "AWS::ElastiCache::CacheCluster" => engine().map(|engine| if engine == "memcached" { 11_211 } else { 6_379 }),
        "AWS::EFS::MountTarget" => Some(2_049),
        "AWS::ElasticLoadBalancing::LoadBalancer" => return Some(listed(world, at)),
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => return Some(listened(world, at)),
        _ => return None,
    };
    let given = text("Port").map(|port| port.known().and_then(|port| port.parse().ok()));
    Some(vec![given.unwrap_or(usual).map(Ports::one)])
}

/// From "Port" on the page "AWS::RDS::DBInstance" of the CloudFormation Template Reference Guide.
fn of_database(engine: &str) -> Option<u16> {
    Some(match engine.split('-').next()? {
        "mysql" | "mariadb" => 3_306,
        "postgres" => 5_432,
        "aurora" if engine.contains("postgres") => 5_432,
        "aurora" => 3_306,
        "oracle" | "custom" if engine.contains("oracle") => 1_521,
        "sqlserver" => 1_433,
        "db2" => 50_000,
        _ => return None,
    })
}

fn listened(world: &World<'_, '_>, at: usize) -> Vec<Answered> {
    let kind = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    let own = |listener: &&usize| {
        world.property(**listener, "LoadBalancerArn").and_then(|value| world.meant(value, kind)) == Some(at)
    };
    let port = |listener: &usize| world.symbol(world.property(*listener, "Port")?).known()?.parse().ok();
    let listeners = world.of_kind("AWS::ElasticLoadBalancingV2::Listener").iter().filter(own);
    listeners.map(port).map(|port| port.map(Ports::one)).collect()
}

fn listed(world: &World<'_, '_>, at: usize) -> Vec<Answered> {
    let items = world.property(at, "Listeners").and_then(|value| world.view.items(value));
    let Some(items) = items else { return vec![None] };
    let port = |value| world.symbol(world.view.entry(value, "LoadBalancerPort")?).known()?.parse().ok();
    items.into_iter().map(|(_, value)| port(value)).map(|port| port.map(Ports::one)).collect()
}
