//! What network ACLs let through. They remember nothing: answers need a rule of their own.
//!
//! From "Control subnet traffic with network access control lists" in the Amazon VPC User Guide.

use super::blocks;
use super::ports::{EPHEMERAL, Lets, Ports, TCP, lets};
use super::subnets::{self, Held};
use crate::addresses::Block;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// Whether a subnet's list lets a connection out to ports of addresses, and its answers in.
pub fn lets_out<'t>(world: &World<'_, 't>, subnet: usize, (to, ports): (Block, Ports), trace: &mut Trace<'t>) -> Truth {
    both(world, subnet, to, [(true, ports), (false, EPHEMERAL)], trace)
}

/// Whether a subnet's list lets a connection in from addresses, and its answers out.
pub fn lets_in<'t>(
    world: &World<'_, 't>,
    subnet: usize,
    (from, ports): (Block, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    both(world, subnet, from, [(false, ports), (true, EPHEMERAL)], trace)
}

fn both<'t>(
    world: &World<'_, 't>,
    subnet: usize,
    block: Block,
    ways: [(bool, Ports); 2],
    trace: &mut Trace<'t>,
) -> Truth {
    let list = match subnets::acl_of(world, subnet) {
        Held::By(list, _) => list,
        // The list that a VPC has from the start lets everything through.
        Held::Initial => return Truth::Yes,
        Held::Unknown => return Truth::Unknown,
    };
    let mut truth = Truth::Yes;
    for (index, (is_out, ports)) in ways.into_iter().enumerate() {
        let (found, at) = walk(world, list, is_out, (block, ports));
        let at = at.map_or_else(|| world.way(list, &[]), |entry| world.way(entry, &[]));
        say(world, list, (found, at), (is_out, ports, index > 0), trace);
        truth = truth.and(found);
        if truth == Truth::No {
            break;
        }
    }
    truth
}

fn say<'t>(
    world: &World<'_, 't>,
    list: usize,
    (truth, at): (Truth, Way<'t>),
    (is_out, ports, is_answer): (bool, Ports, bool),
    trace: &mut Trace<'t>,
) {
    trace.note(truth, Some(at), || {
        let what = if is_answer { "answers" } else { "it" };
        let way = if is_out { "out" } else { "in" };
        let verb = match truth {
            Truth::Yes => "lets",
            Truth::No => "does not let",
            Truth::Unknown => "may let",
        };
        format!("network ACL {} {verb} {what} {way}{}", world.name(list), super::groups::shown(ports))
    });
}

/// The first rule that is about all of it decides; where one is about a part, both answers have to agree.
fn walk(world: &World<'_, '_>, list: usize, is_out: bool, (block, ports): (Block, Ports)) -> (Truth, Option<usize>) {
    let mut rules: Vec<(Option<i64>, usize)> = world
        .of_kind("AWS::EC2::NetworkAclEntry")
        .iter()
        .filter(|at| {
            let named =
                world.property(**at, "NetworkAclId").and_then(|value| world.meant(value, "AWS::EC2::NetworkAcl"));
            named == Some(list) && text(world, **at, "Egress").is_some_and(|text| text == "true") == is_out
        })
        .map(|at| (text(world, *at, "RuleNumber").and_then(|number| number.parse().ok()), *at))
        .collect();
    rules.sort_unstable();
    if rules.iter().any(|(number, _)| number.is_none()) {
        return (Truth::Unknown, None);
    }
    let mut parts: Option<Truth> = None;
    for (_, at) in rules {
        let allows = match text(world, at, "RuleAction").as_deref() {
            Some("allow") => Truth::Yes,
            Some("deny") => Truth::No,
            _ => Truth::Unknown,
        };
        match is_about(world, at, (block, ports)) {
            Truth::No => {}
            Truth::Yes => {
                let agreed = parts.is_none_or(|before| before == allows);
                return (if agreed { allows } else { Truth::Unknown }, Some(at));
            }
            Truth::Unknown => {
                if parts.is_some_and(|before| before != allows) {
                    return (Truth::Unknown, Some(at));
                }
                parts = Some(allows);
            }
        }
    }
    // What no rule is about is denied.
    (if parts == Some(Truth::Yes) { Truth::Unknown } else { Truth::No }, None)
}

/// Whether a rule is about all of it, or none; unknown when it is about a part.
fn is_about(world: &World<'_, '_>, at: usize, (block, ports): (Block, Ports)) -> Truth {
    let range = world.property(at, "PortRange");
    let port = |name| range.and_then(|range| world.view.entry(range, name));
    let by_port = match lets(world, world.property(at, "Protocol"), [port("From"), port("To")]) {
        Lets::Everything => Truth::Yes,
        Lets::Only(TCP, open) if open.contain(ports) => Truth::Yes,
        Lets::Only(TCP, open) if open.meet(ports) => Truth::Unknown,
        Lets::Only(..) => Truth::No,
        Lets::Unknown => Truth::Unknown,
    };
    let named = ["CidrBlock", "Ipv6CidrBlock"].iter().find_map(|name| world.property(at, name));
    let by_block = match named.map(|value| blocks::block(world, value)) {
        Some(Some(own)) if own.contains(block) => Truth::Yes,
        Some(Some(own)) if own.overlaps(block) => Truth::Unknown,
        Some(Some(_)) => Truth::No,
        Some(None) | None => Truth::Unknown,
    };
    by_port.and(by_block)
}

fn text(world: &World<'_, '_>, at: usize, name: &str) -> Option<String> {
    world.symbol(world.property(at, name)?).known().map(str::to_owned)
}
