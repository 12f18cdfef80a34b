//! Ways between two things that have addresses in VPCs.

use super::acls;
use super::groups::{Direction, Peer, let_through};
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
        let truth = between(world, own, place, ports, trace);
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
    let Some((from, to)) = own.subnet.zip(other.subnet) else {
        trace.note(Truth::Unknown, None, || "one of the subnets is not in the file".to_owned());
        return groups(world, own, other, ports, trace).and(Truth::Unknown);
    };
    let routed = routed(world, from, to, trace);
    if routed == Truth::No {
        return routed;
    }
    let groups = groups(world, own, other, ports, trace);
    if groups == Truth::No || from == to {
        return routed.and(groups);
    }
    let blocks = subnets::block_of(world, from).zip(subnets::block_of(world, to));
    let lists = blocks.map(|(near, far)| {
        let out = acls::lets_out(world, from, (far, ports), trace);
        if out == Truth::No { out } else { out.and(acls::lets_in(world, to, (near, ports), trace)) }
    });
    // Lists that let everything through do so whatever the blocks are.
    let lists = lists.unwrap_or_else(|| {
        let initial = |subnet| subnets::acl_of(world, subnet) == subnets::Held::Initial;
        if initial(from) && initial(to) { Truth::Yes } else { Truth::Unknown }
    });
    Truth::all([routed, groups, lists])
}

fn groups<'t>(world: &World<'_, 't>, own: &Interface, other: &Interface, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    let out = let_through(world, own, Direction::Out, (&Peer::Interface(other), ports), trace);
    if out == Truth::No {
        return out;
    }
    out.and(let_through(world, other, Direction::In, (&Peer::Interface(own), ports), trace))
}

/// Whether packets find their way from one subnet to another and back.
fn routed<'t>(world: &World<'_, 't>, from: usize, to: usize, trace: &mut Trace<'t>) -> Truth {
    match subnets::in_one_vpc(world, from, to) {
        Some(true) => return Truth::Yes,
        None => {
            trace.note(Truth::Unknown, None, || {
                format!("whether subnets {} and {} are in one VPC is not in the file", world.name(from), world.name(to))
            });
            return Truth::Unknown;
        }
        Some(false) => {}
    }
    let there = peered(world, from, to, trace);
    if there == Truth::No { there } else { there.and(peered(world, to, from, trace)) }
}

/// Whether a subnet sends what is for another one in another VPC through a connection of the two.
fn peered<'t>(world: &World<'_, 't>, from: usize, to: usize, trace: &mut Trace<'t>) -> Truth {
    let way = subnets::block_of(world, to).map_or(Way::Unknown, |block| routes::way(world, from, block));
    let truth = match way {
        Way::Route(_, Target::Peering(connection)) => Truth::from(connects(world, connection, from, to)),
        Way::Route(_, Target::Unknown | Target::Instance(_) | Target::Gateway(_)) | Way::Unknown => Truth::Unknown,
        Way::Route(_, Target::Nat(_) | Target::EgressOnly(_) | Target::Local) | Way::Local | Way::Nowhere(_) => {
            Truth::No
        }
    };
    let at = match way {
        Way::Route(route, _) => route,
        Way::Nowhere(Some(table)) => table,
        Way::Nowhere(None) | Way::Local | Way::Unknown => from,
    };
    trace.note(truth, Some(world.way(at, &[])), || {
        let verb = match truth {
            Truth::Yes => "has a route",
            Truth::No => "has no route",
            Truth::Unknown => "may have a route",
        };
        format!("subnet {} {verb} to subnet {}, in another VPC", world.name(from), world.name(to))
    });
    truth
}

fn connects(world: &World<'_, '_>, connection: usize, from: usize, to: usize) -> bool {
    let end = |name| world.property(connection, name).and_then(|value| world.meant(value, "AWS::EC2::VPC"));
    let (one, other) = (end("VpcId"), end("PeerVpcId"));
    let wanted = (subnets::vpc_of(world, from), subnets::vpc_of(world, to));
    wanted.0.is_some() && wanted.1.is_some() && (wanted == (one, other) || wanted == (other, one))
}
