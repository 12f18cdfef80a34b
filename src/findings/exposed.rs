//! What anybody on the internet can reach and seldom should: databases, caches, and the ports that servers are managed on.

use super::{Locate, circumstances, deciding};
use crate::diagnostic::Diagnostic;
use crate::reason::conditions::Circumstance;
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::{self, End};
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use rustc_hash::FxHashSet;

/// What stores data.
const STORES: [&str; 4] = [
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::CacheCluster",
];
/// The ports of SSH, Windows' remote desktop, and databases.
const MANAGED: [u16; 8] = [22, 3389, 3306, 5432, 1433, 1521, 6379, 27017];

/// A port that serves as an example of any.
pub const ANY: Ports = Ports { first: 443, last: 443 };

struct Exposed<'t> {
    at: usize,
    ports: Ports,
    rule: Option<Way<'t>>,
    circumstances: Vec<Circumstance>,
}

/// Everything of the kind that the internet surely reaches in some case.
pub fn check<'t>(relations: &Relations<'t>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let mut found: Vec<Exposed<'t>> = Vec::new();
    let mut seen = FxHashSet::default();
    relations.in_each_case(|world, _, combination| {
        if !combination.sure {
            return;
        }
        for (at, ports) in asked(world) {
            if !seen.contains(&(at, ports)) && is_reached(world, at, ports, &mut Trace::silent()) {
                seen.insert((at, ports));
                let mut trace = Trace::written();
                is_reached(world, at, ports, &mut trace);
                let steps = trace.into_steps();
                let rule = steps.iter().rev().filter(|step| step.truth == Truth::Yes).find_map(|step| {
                    let step = deciding(std::slice::from_ref(step), Truth::Yes)?;
                    step.at.clone().filter(|way| is_rule(world, way))
                });
                found.push(Exposed { at, ports, rule, circumstances: combination.circumstances.clone() });
            }
        }
    });
    found.iter().map(|one| problem(one, locate)).collect()
}

fn asked(world: &World<'_, '_>) -> Vec<(usize, Ports)> {
    let stores = STORES.iter().flat_map(|kind| world.of_kind(kind)).copied();
    let own = |at| crate::reason::network::nodes::own_ports(world, at).unwrap_or_default();
    let mut all: Vec<(usize, Ports)> =
        stores.flat_map(|at| own(at).into_iter().flatten().map(move |ports| (at, ports))).collect();
    let servers = ["AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup"];
    for at in servers.iter().flat_map(|kind| world.of_kind(kind)).copied() {
        all.extend(MANAGED.iter().map(|port| (at, Ports::one(*port))));
    }
    all
}

fn is_reached<'t>(world: &World<'_, 't>, at: usize, ports: Ports, trace: &mut Trace<'t>) -> bool {
    reach::reach(world, (End::Internet, End::Resource(at)), Some(ports), trace).truth == Truth::Yes
}

fn is_rule(world: &World<'_, '_>, way: &Way<'_>) -> bool {
    let kind = world.resource(way.resource).kind.as_ref();
    kind == "AWS::EC2::SecurityGroupIngress" || kind == "AWS::EC2::SecurityGroup" && !way.steps.is_empty()
}

fn problem(exposed: &Exposed<'_>, locate: &dyn Locate) -> Diagnostic {
    let port = exposed.ports.first;
    let message = format!(
        "anybody on the internet can reach {} on tcp {port}{}",
        locate.called(exposed.at),
        circumstances(&exposed.circumstances, locate)
    );
    let own = Way { resource: exposed.at, steps: Vec::new() };
    let mut problem =
        Diagnostic::warning("exposed-to-internet", message).label(locate.place(&own), "can be reached from anywhere");
    if let Some(rule) = &exposed.rule {
        problem = problem.label(locate.place(rule), "lets everybody in");
    }
    problem.help(match port {
        22 | 3389 => {
            "let in only the addresses from where people log in, or use Session Manager, which needs no open port"
        }
        _ => "let in only what needs it: its security group, or a block of addresses; and keep it in private subnets",
    })
}
