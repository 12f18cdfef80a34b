//! Databases and caches that anybody on the internet can reach, on whatever port they listen. A rule that lets everybody in
//! on a port that is known for what is behind it is warned of by itself.

use super::{Locate, circumstances, deciding};
use crate::diagnostic::Diagnostic;
use crate::reason::conditions::Circumstance;
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::{self, End};
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::remedies::{Change, Cost, Remedy, Trials, rules};
use crate::template::Value;
use rustc_hash::FxHashSet;

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
                    step.at.clone().filter(|way| rules::is_ingress(&world.resource(way.resource).kind, way))
                });
                found.push(Exposed { at, ports, rule, circumstances: combination.circumstances.clone() });
            }
        }
    });
    let mut trials = Trials::new(relations);
    found.iter().map(|one| problem(&mut trials, one, locate)).collect()
}

fn asked(world: &World<'_, '_>) -> Vec<(usize, Ports)> {
    let stores = STORES.iter().flat_map(|kind| world.of_kind(kind)).copied();
    let own = |at| crate::reason::network::nodes::own_ports(world, at).unwrap_or_default();
    stores.flat_map(|at| own(at).into_iter().flatten().map(move |ports| (at, ports))).collect()
}

fn is_reached<'t>(world: &World<'_, 't>, at: usize, ports: Ports, trace: &mut Trace<'t>) -> bool {
    reach::reach(world, (End::Internet, End::Resource(at)), Some(ports), trace).truth == Truth::Yes
}

fn problem(trials: &mut Trials<'_, '_>, exposed: &Exposed<'_>, locate: &dyn Locate) -> Diagnostic {
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
