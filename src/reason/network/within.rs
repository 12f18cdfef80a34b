//! Ways between two things that have addresses in VPCs.

use super::acls::{self, Crossing};
use super::blocks::Addresses;
use super::groups::{Direction, let_through};
use super::nodes::{Connection, Interface};
use super::ports::Ports;
use super::routes::{self, Target, Way};
use super::subnets;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// Whether something reaches another thing. Where that stands in several places, it may be any of them that answers.
pub fn reach<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    other: &Connection,
    ports: Ports,
    trace: &mut Trace<'t>,
) -> Truth {
    let Connection::Within(places) = other else {
        trace.note(Truth::Unknown, None, || "where it stands in the network is not in the file".to_owned());
        return Truth::Unknown;
    };
    let mut found: Option<Truth> = None;
    for place in places {
        let truth = trace.once(|trace| between(world, own, place, ports, trace));
        found = Some(match found {
            None => truth,
            Some(before) if before == truth => truth,
            Some(_) => Truth::Unknown,
        });
    }
    found.unwrap_or(Truth::Unknown)
}

fn between<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    other: &Interface,
    ports: Ports,
    trace: &mut Trace<'t>,
) -> Truth {
    let routed = match own.subnet.zip(other.subnet) {
        Some((from, to)) => routed(world, (own, from), (other, to), trace),
        None => {
            let unknown = if own.subnet.is_none() { own } else { other };
            trace.note(Truth::Unknown, Some(world.way(unknown.owner, &[])), || {
                format!("the subnet of {} is not in the file", world.name(unknown.owner))
            });
            Truth::Unknown
        }
    };
    if routed == Truth::No {
        return routed;
    }
    let groups = groups(world, (own, other), ports, trace);
    // Within one subnet no list is asked.
    if groups == Truth::No || own.subnet == other.subnet {
        return routed.and(groups);
    }
    let Some((from, to)) = own.subnet.zip(other.subnet) else { return routed.and(groups) };
    let answers = own.asks_from;
    let out = Crossing { is_out: true, other: Addresses::Of(other), ports, answers };
    let lets_out = acls::lets_through(world, from, out, trace);
    if lets_out == Truth::No {
        return lets_out;
    }
    let into = Crossing { is_out: false, other: Addresses::Of(own), ports, answers };
    Truth::all([routed, groups, lets_out, acls::lets_through(world, to, into, trace)])
}

/// Whether the security groups of both ends let a connection through.
fn groups<'t>(
    world: &World<'_, 't>,
    (own, other): (&Interface, &Interface),
    ports: Ports,
    trace: &mut Trace<'t>,
) -> Truth {
    let out = let_through(world, own, Direction::Out, (Addresses::Of(other), ports), trace);
    if out == Truth::No {
        return out;
    }
    out.and(let_through(world, other, Direction::In, (Addresses::Of(own), ports), trace))
}

/// An interface, and its subnet.
type End<'e> = (&'e Interface, usize);

/// Whether packets find their way from one subnet to another and back.
fn routed<'t>(world: &World<'_, 't>, from: End<'_>, to: End<'_>, trace: &mut Trace<'t>) -> Truth {
    match subnets::in_one_vpc(world, from.1, to.1) {
        Some(true) => return local(world, from, to, trace),
        None => {
            trace.note(Truth::Unknown, None, || {
                let (from, to) = (world.name(from.1), world.name(to.1));
                format!("whether subnets {from} and {to} are in one VPC is not in the file")
            });
            return Truth::Unknown;
        }
        Some(false) => {}
    }
    let there = peered(world, from, to, trace);
    if there == Truth::No { there } else { there.and(peered(world, to, from, trace)) }
}

/// Within a VPC there is a way there and back.
fn local<'t>(world: &World<'_, 't>, from: End<'_>, to: End<'_>, trace: &mut Trace<'t>) -> Truth {
    let truth = straight(world, from, to, trace).and(straight(world, to, from, trace));
    if truth == Truth::Yes && from.1 != to.1 {
        trace.note(truth, Some(world.way(from.1, &[])), || {
            format!("subnets {} and {} are in one VPC", world.name(from.1), world.name(to.1))
        });
    }
    truth
}

/// Within a VPC the local route leads everywhere, unless a more specific one takes packets somewhere else.
fn straight<'t>(world: &World<'_, 't>, from: End<'_>, to: End<'_>, trace: &mut Trace<'t>) -> Truth {
    if from.1 == to.1 {
        return Truth::Yes;
    }
    let Some(route) = routes::detour(world, from.1, Addresses::Of(to.0)) else { return Truth::Yes };
    trace.note(Truth::Unknown, Some(world.way(route, &[])), || {
        let (from, to) = (world.name(from.1), world.name(to.1));
        format!(
            "subnet {from} sends what is for subnet {to} another way, and whether that leads there is not in the file"
        )
    });
    Truth::Unknown
}

/// Whether a subnet sends what is for another one in another VPC through a connection of the two.
fn peered<'t>(world: &World<'_, 't>, from: End<'_>, to: End<'_>, trace: &mut Trace<'t>) -> Truth {
    let way = routes::way(world, from.1, Addresses::Of(to.0));
    let truth = match way {
        Way::Route(_, Target::Peering(connection)) => connects(world, connection, from.1, to.1),
        Way::Route(_, Target::Unknown | Target::Instance(_) | Target::Beyond(_)) => Truth::Unknown,
        Way::Several(_) | Way::Unknown => Truth::Unknown,
        // What is private gets lost on the internet.
        Way::Route(_, Target::Gateway(_) | Target::Nat(_) | Target::EgressOnly(_) | Target::Local) => Truth::No,
        Way::Local | Way::Nowhere(_) => Truth::No,
    };
    let at = match way {
        Way::Route(at, _) | Way::Nowhere(Some(at)) | Way::Several(at) => at,
        Way::Nowhere(None) | Way::Local | Way::Unknown => from.1,
    };
    trace.note(truth, Some(world.way(at, &[])), || {
        let (name, to) = (world.name(from.1), world.name(to.1));
        match (truth, way) {
            (Truth::Yes, _) => format!("subnet {name} has a route to subnet {to}, in a peered VPC"),
            (Truth::No, Way::Route(..)) => {
                format!("the route of subnet {name} does not lead to subnet {to}, in another VPC")
            }
            (Truth::No, _) => format!("subnet {name} has no route to subnet {to}, in another VPC"),
            (Truth::Unknown, _) => {
                format!("whether a route of subnet {name} leads to subnet {to}, in another VPC, is not in the file")
            }
        }
    });
    truth
}

/// Whether a peering connection is one of the VPCs of two subnets.
fn connects(world: &World<'_, '_>, connection: usize, from: usize, to: usize) -> Truth {
    let is_end = |property: &str, subnet: usize| -> Truth {
        let (Some(end), Some(own)) = (world.property(connection, property), world.property(subnet, "VpcId")) else {
            return Truth::Unknown;
        };
        match (world.meant(end, "AWS::EC2::VPC"), subnets::vpc_of(world, subnet)) {
            (Some(end), Some(own)) => Truth::from(end == own),
            (None, None) if world.symbol(end) == world.symbol(own) => Truth::Yes,
            (None, None) => Truth::Unknown,
            // One of the stack's own is none that exists already.
            (Some(_), None) | (None, Some(_)) => Truth::No,
        }
    };
    let both = |one, other| is_end("VpcId", one).and(is_end("PeerVpcId", other));
    both(from, to).or(both(to, from))
}
