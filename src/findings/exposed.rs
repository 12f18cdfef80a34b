//! Databases and caches that anybody on the internet can reach, on whatever port they listen. A rule that lets everybody in
//! on a port that is known for what is behind it is warned of by itself.

use super::{Locate, circumstances, deciding};
use crate::diagnostic::Diagnostic;
use crate::reason::conditions::Circumstance;
use crate::reason::network::nodes;
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::{self, End};
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::remedies::{Change, Cost, Remedy, Trials, rules};
use crate::template::Value;

/// What stores data.
const STORES: [&str; 4] = [
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::CacheCluster",
];
/// A port that serves as an example of any.
pub const ANY: Ports = Ports { first: 443, last: 443 };

struct Exposed<'t> {
    at: usize,
    ports: Ports,
    rule: Option<Way<'t>>,
}

/// Everything of the kind that the internet surely reaches in some case.
pub fn check<'t>(relations: &Relations<'t>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let stores = super::of_kinds(relations, &STORES);
    let found = relations.first_of_each(stores, |world, _, at| {
        let exposed: Vec<Exposed<'t>> = look(world, at);
        (!exposed.is_empty()).then_some(exposed)
    });
    let mut trials = Trials::new(relations);
    let mut problems = Vec::new();
    for (exposed, inputs) in &found {
        problems.extend(exposed.iter().map(|one| problem(&mut trials, one, inputs, locate)));
    }
    problems
}

/// The ports on which the internet reaches a store.
fn look<'t>(world: &World<'_, 't>, at: usize) -> Vec<Exposed<'t>> {
    if world.view.is_there(world.resource(at)) == Some(false) {
        return Vec::new();
    }
    let own = nodes::own_ports(world, at).unwrap_or_default();
    let reached = own.into_iter().flatten().filter(|ports| is_reached(world, at, *ports, &mut Trace::silent()));
    let exposed = reached.map(|ports| {
        let mut trace = Trace::written();
        is_reached(world, at, ports, &mut trace);
        let steps = trace.into_steps();
        let rule = steps.iter().rev().filter(|step| step.truth == Truth::Yes).find_map(|step| {
            let step = deciding(std::slice::from_ref(step), Truth::Yes)?;
            step.at.clone().filter(|way| rules::is_ingress(&world.resource(way.resource).kind, way))
        });
        Exposed { at, ports, rule }
    });
    exposed.collect()
}

fn is_reached<'t>(world: &World<'_, 't>, at: usize, ports: Ports, trace: &mut Trace<'t>) -> bool {
    reach::reach(world, (End::Internet, End::Resource(at)), Some(ports), trace).truth == Truth::Yes
}

fn problem(
    trials: &mut Trials<'_, '_>,
    exposed: &Exposed<'_>,
    inputs: &[Circumstance],
    locate: &dyn Locate,
) -> Diagnostic {
    let port = exposed.ports.first;
    let message = format!(
        "anybody on the internet can reach {} on tcp {port}{}",
        locate.called(exposed.at),
        circumstances(inputs, locate)
    );
    let own = Way { resource: exposed.at, steps: Vec::new() };
    let mut problem =
        Diagnostic::warning("exposed-to-internet", message).label(locate.place(&own), "can be reached from anywhere");
    if let Some(rule) = &exposed.rule {
        problem = problem.label(locate.place(rule), "lets everybody in");
    }
    let help = trials.help(candidates(trials.relations, exposed, locate), &|tried| is_closed(tried, exposed));
    problem.help(if help.is_empty() {
        "let in only what needs it: its security group, or a block of addresses; and keep what stores data in private subnets"
            .to_owned()
    } else {
        help
    })
}

/// No public address, or no rule that lets everybody in.
fn candidates<'c>(relations: &Relations<'_>, exposed: &Exposed<'c>, locate: &dyn Locate) -> Vec<Remedy<'c>> {
    let property = "PubliclyAccessible";
    let is_told = relations.template().resources[exposed.at].get(property).is_some();
    let private = is_told.then(|| Remedy {
        text: if locate.has_words() {
            "give it no public address: leave `public = yes` out".to_owned()
        } else {
            format!("give it no public address: {property}: false")
        },
        cost: Cost::Nothing,
        changes: vec![Change::Set(exposed.at, property, Value::Bool(false))],
    });
    let narrowed = exposed.rule.as_ref().map(|rule| Remedy {
        text: "take out the rule that lets everybody in, and let in only what needs it: its security group, or a block of addresses".to_owned(),
        ..rules::without(rule)
    });
    private.into_iter().chain(narrowed).collect()
}

/// Whether nobody outside surely reaches it any more, in any case.
fn is_closed(relations: &Relations<'_>, exposed: &Exposed<'_>) -> bool {
    let answer = relations.reach(End::Internet, End::Resource(exposed.at), Some(exposed.ports));
    answer.truth == Truth::No
}
