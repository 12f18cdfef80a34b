//! What network ACLs let through. They remember nothing: answers need a rule of their own.
//!
//! From "Control subnet traffic with network access control lists" in the Amazon VPC User Guide.

use super::blocks::{Addresses, covers};
use super::ports::{Lets, Ports, TCP, lets};
use super::subnets::{self, DEFAULT_ACL, Held};
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// The number of the rule that allows everything in the list that a VPC has from the start.
///
/// From "Default network ACL" on the same page.
const INITIAL: i64 = 100;

/// A connection that crosses the edge of a subnet.
#[derive(Debug, Clone, Copy)]
pub struct Crossing<'c> {
    /// Whether it is asked for from the subnet, and not from outside.
    pub is_out: bool,
    /// The addresses outside of the subnet.
    pub other: Addresses<'c>,
    /// The ports that are asked for.
    pub ports: Ports,
    /// The ports that are asked from, which answers go to.
    pub answers: Ports,
}

/// Whether a subnet's list lets a connection through, and its answers.
pub fn lets_through<'t>(world: &World<'_, 't>, subnet: usize, crossing: Crossing<'_>, trace: &mut Trace<'t>) -> Truth {
    let list = match subnets::acl_of(world, subnet) {
        Held::By(list, _) => list,
        Held::Initial => match subnets::vpc_of(world, subnet) {
            Some(vpc) => vpc,
            None => return unknown(world, subnet, trace),
        },
        Held::Unknown => return unknown(world, subnet, trace),
    };
    let Crossing { is_out, other, ports, answers } = crossing;
    let mut truth = Truth::Yes;
    for (index, (is_out, ports)) in [(is_out, ports), (!is_out, answers)].into_iter().enumerate() {
        let (found, at) = walk(world, list, is_out, (other, ports));
        let is_initial = world.resource(list).kind == "AWS::EC2::VPC";
        // The list that everybody has is worth a word only where somebody changed it.
        if !(is_initial && at.is_none() && found == Truth::Yes) {
            let at = at.map_or_else(|| world.way(list, &[]), |entry| world.way(entry, &[]));
            say(world, list, (found, at), (is_out, ports, index > 0), trace);
        }
        truth = truth.and(found);
        if truth == Truth::No {
            break;
        }
    }
    truth
}

fn unknown<'t>(world: &World<'_, 't>, subnet: usize, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::Unknown, Some(world.way(subnet, &[])), || {
        format!("the network ACL of subnet {} is not in the file", world.name(subnet))
    });
    Truth::Unknown
}

fn say<'t>(
    world: &World<'_, 't>,
    list: usize,
    (truth, at): (Truth, Way<'t>),
    (is_out, ports, is_answer): (bool, Ports, bool),
    trace: &mut Trace<'t>,
) {
    trace.note(truth, Some(at), || {
        let what = if is_answer { "the answers" } else { "it" };
        let way = if is_out { "out" } else { "in" };
        let verb = match truth {
            Truth::Yes => "lets",
            Truth::No => "does not let",
            Truth::Unknown => "may not let",
        };
        let ports = super::groups::shown(ports);
        let of = if world.resource(list).kind == "AWS::EC2::VPC" { "of VPC " } else { "" };
        format!("network ACL {of}{} {verb} {what} {way}{ports}", world.name(list))
    });
}

/// The first rule that is about all of it decides; where one is about a part, both answers have to agree.
fn walk<'t>(world: &World<'_, 't>, list: usize, is_out: bool, what: (Addresses<'_>, Ports)) -> (Truth, Option<usize>) {
    let Some(rules) = rules(world, list, is_out) else { return (Truth::Unknown, None) };
    let mut parts: Option<(Truth, Option<usize>)> = None;
    for at in rules {
        let allows = match at.and_then(|at| text(world, at, "RuleAction")).as_deref() {
            Some("allow") => Truth::Yes,
            Some("deny") => Truth::No,
            Some(_) => Truth::Unknown,
            None => {
                if at.is_none() {
                    Truth::Yes
                } else {
                    Truth::Unknown
                }
            }
        };
        match at.map_or(Truth::Yes, |at| is_about(world, at, what)) {
            Truth::No => {}
            Truth::Yes => {
                return match parts {
                    Some((before, first)) if before != allows => (Truth::Unknown, first),
                    Some(_) | None => (allows, at),
                };
            }
            Truth::Unknown => match parts {
                Some((before, first)) if before != allows => return (Truth::Unknown, first),
                Some(_) => {}
                None => parts = Some((allows, at)),
            },
        }
    }
    // What no rule is about is denied.
    match parts {
        Some((Truth::No, _)) | None => (Truth::No, None),
        Some((Truth::Yes | Truth::Unknown, first)) => (Truth::Unknown, first),
    }
}

/// The rules of a list in a direction, in order; none among them is the one that allows everything from the start. None
/// at all where their order is not known.
fn rules(world: &World<'_, '_>, list: usize, is_out: bool) -> Option<Vec<Option<usize>>> {
    let is_initial = world.resource(list).kind == "AWS::EC2::VPC";
    let mut rules: Vec<(Option<i64>, Option<usize>)> = Vec::new();
    for at in world.of_kind("AWS::EC2::NetworkAclEntry") {
        let Some(value) = world.property(*at, "NetworkAclId") else { continue };
        let named = if is_initial {
            subnets::of_vpc(world, value, DEFAULT_ACL)
        } else {
            world.meant(value, "AWS::EC2::NetworkAcl")
        };
        let direction = world.property(*at, "Egress").map(|value| world.symbol(value));
        let direction = direction.as_ref().map_or(Some("false"), |said| said.known());
        if named != Some(list) || direction.is_some_and(|text| (text == "true") != is_out) {
            continue;
        }
        // A rule whose direction is not known may be one of these, or not.
        let number = direction.and_then(|_| text(world, *at, "RuleNumber")?.parse().ok());
        rules.push((number, Some(*at)));
    }
    if rules.iter().any(|(number, _)| number.is_none()) {
        return None;
    }
    if is_initial {
        rules.push((Some(INITIAL), None));
    }
    rules.sort_unstable();
    Some(rules.into_iter().map(|(_, at)| at).collect())
}

/// Whether a rule is about all of it, or none; unknown when it is about a part.
fn is_about(world: &World<'_, '_>, at: usize, (other, ports): (Addresses<'_>, Ports)) -> Truth {
    let range = world.property(at, "PortRange");
    let port = |name| range.and_then(|range| world.view.entry(range, name));
    let by_port = match lets(world, world.property(at, "Protocol"), [port("From"), port("To")]) {
        Lets::Everything => Truth::Yes,
        Lets::Only(TCP, open) if open.contain(ports) => Truth::Yes,
        Lets::Only(TCP, open) if open.meet(ports) => Truth::Unknown,
        Lets::Only(..) => Truth::No,
        Lets::Unknown => Truth::Unknown,
    };
    let named = world.property(at, "CidrBlock").map(|value| covers(world, value, other));
    let of_6 = || match world.property(at, "Ipv6CidrBlock") {
        Some(value) => covers(world, value, other),
        None => Truth::Unknown,
    };
    by_port.and(named.unwrap_or_else(of_6))
}

fn text(world: &World<'_, '_>, at: usize, name: &str) -> Option<String> {
    world.symbol(world.property(at, name)?).known().map(str::to_owned)
}
