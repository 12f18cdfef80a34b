//! Ways between a subnet and the internet: through an internet gateway, or a NAT gateway that reaches one.
//!
//! From "Enable internet access for a VPC using an internet gateway" and "NAT gateways" in the Amazon VPC User Guide.

use super::acls::{self, Crossing};
use super::blocks::Addresses;
use super::groups::{self, Direction};
use super::nodes::Interface;
use super::ports::{OF_ANYBODY, Ports};
use super::routes::{self, Target, Way};
use super::subnets;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// Whether something reaches addresses of the internet on ports.
pub fn outwards<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    (to, ports): (Addresses<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let out = groups::let_through(world, own, Direction::Out, (to, ports), trace);
    let over_4 = match own.subnet {
        _ if out == Truth::No => Truth::No,
        None => unknown_subnet(world, own, trace),
        Some(subnet) => out.and(from_subnet(world, own, subnet, (to, ports), trace)),
    };
    let other = matches!(to, Addresses::Internet) && over_4 == Truth::No;
    if other { over_version_6(world, own, Direction::Out, ports, trace) } else { over_4 }
}

fn from_subnet<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    subnet: usize,
    (to, ports): (Addresses<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let routed = leaves(world, (own, subnet), (to, ports), trace);
    if routed == Truth::No {
        return routed;
    }
    let crossing = Crossing { is_out: true, other: to, ports, answers: own.asks_from };
    routed.and(acls::lets_through(world, subnet, crossing, trace))
}

/// Whether any address of the internet reaches something on ports.
pub fn inwards<'t>(world: &World<'_, 't>, own: &Interface, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    let over_4 = inwards_over_4(world, own, ports, trace);
    if over_4 == Truth::No { over_version_6(world, own, Direction::In, ports, trace) } else { over_4 }
}

fn inwards_over_4<'t>(world: &World<'_, 't>, own: &Interface, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    if own.is_public != Truth::Yes {
        trace.note(own.is_public, Some(world.way(own.owner, &[])), || {
            let has = if own.is_public == Truth::No { "has no" } else { "may have no" };
            format!("{} {has} public address", world.name(own.owner))
        });
    }
    if own.is_public == Truth::No {
        return Truth::No;
    }
    let through = match own.subnet {
        None => unknown_subnet(world, own, trace),
        Some(subnet) => from_gateway(world, subnet, trace),
    };
    if through == Truth::No {
        return through;
    }
    let let_in = groups::let_through(world, own, Direction::In, (Addresses::Internet, ports), trace);
    let Some(subnet) = own.subnet.filter(|_| let_in != Truth::No) else { return let_in.and(through) };
    let crossing = Crossing { is_out: false, other: Addresses::Internet, ports, answers: OF_ANYBODY };
    Truth::all([own.is_public, through, let_in, acls::lets_through(world, subnet, crossing, trace)])
}

/// Whether what comes through an internet gateway for a subnet arrives, and its answers leave.
fn from_gateway<'t>(world: &World<'_, 't>, subnet: usize, trace: &mut Trace<'t>) -> Truth {
    let way = routes::way(world, subnet, Addresses::Internet);
    match way {
        Way::Route(route, Target::Gateway(gateway)) => attached(world, subnet, (route, gateway), trace),
        // Nobody calls in through a NAT gateway.
        Way::Route(_, Target::Nat(_)) => {
            trace.note(Truth::No, say_at(world, subnet, way), || {
                format!("subnet {} is private: nobody calls in through a NAT gateway", world.name(subnet))
            });
            Truth::No
        }
        way => leads_elsewhere(world, subnet, way, trace),
    }
}

fn unknown_subnet<'t>(world: &World<'_, 't>, own: &Interface, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::Unknown, Some(world.way(own.owner, &[])), || {
        format!("the subnet of {} is not in the file, so its routes are not known", world.name(own.owner))
    });
    Truth::Unknown
}

/// Whether what leaves a subnet for the internet arrives there.
fn leaves<'t>(
    world: &World<'_, 't>,
    (own, subnet): (&Interface, usize),
    (to, ports): (Addresses<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let way = routes::way(world, subnet, to);
    match way {
        Way::Route(route, Target::Gateway(gateway)) => {
            let through = attached(world, subnet, (route, gateway), trace);
            if through != Truth::No && own.is_public != Truth::Yes {
                trace.note(own.is_public, Some(world.way(own.owner, &[])), || {
                    let has = if own.is_public == Truth::No { "has" } else { "may have" };
                    let name = world.name(own.owner);
                    format!("{name} {has} no public address, and an internet gateway serves only what has one")
                });
            }
            through.and(own.is_public)
        }
        Way::Route(route, Target::Nat(nat)) => trace.derived(
            Some(world.way(route, &[])),
            |trace| through_nat(world, (own, subnet), nat, (to, ports), trace),
            |_| format!("subnet {} sends it to NAT gateway {}", world.name(subnet), world.name(nat)),
        ),
        way => leads_elsewhere(world, subnet, way, trace),
    }
}

/// Whether a NAT gateway reaches the internet itself, so that it serves anybody.
pub fn from_nat<'t>(world: &World<'_, 't>, nat: usize, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    match nat_leaves(world, nat, Addresses::Internet, trace) {
        (through, Some(subnet)) if through != Truth::No => {
            let outer = Crossing { is_out: true, other: Addresses::Internet, ports, answers: OF_ANYBODY };
            through.and(acls::lets_through(world, subnet, outer, trace))
        }
        (through, _) => through,
    }
}

/// Whether what something sends to a NAT gateway arrives, and leaves there.
fn through_nat<'t>(
    world: &World<'_, 't>,
    (own, from): (&Interface, usize),
    nat: usize,
    (to, ports): (Addresses<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let (through, subnet) = nat_leaves(world, nat, to, trace);
    let Some(subnet) = subnet.filter(|_| through != Truth::No) else { return through };
    if subnets::in_one_vpc(world, from, subnet) == Some(false) {
        trace.note(Truth::No, Some(world.way(nat, &[])), || {
            format!("NAT gateway {} is in another VPC than subnet {}", world.name(nat), world.name(from))
        });
        return Truth::No;
    }
    let inner = Crossing { is_out: false, other: Addresses::Of(own), ports, answers: own.asks_from };
    // Within one subnet no list is asked.
    let lets_in = if from == subnet { Truth::Yes } else { acls::lets_through(world, subnet, inner, trace) };
    if lets_in == Truth::No {
        return lets_in;
    }
    let outer = Crossing { is_out: true, other: to, ports, answers: OF_ANYBODY };
    Truth::all([through, lets_in, acls::lets_through(world, subnet, outer, trace)])
}

/// Whether a NAT gateway has a way to the internet, and its subnet.
fn nat_leaves<'t>(
    world: &World<'_, 't>,
    nat: usize,
    to: Addresses<'_>,
    trace: &mut Trace<'t>,
) -> (Truth, Option<usize>) {
    let kind = world.property(nat, "ConnectivityType").map(|value| world.symbol(value));
    if kind.as_ref().is_some_and(|kind| kind.known() == Some("private")) {
        trace.note(Truth::No, Some(world.way(nat, &[])), || {
            format!(
                "NAT gateway {} is a private one, and an internet gateway drops what comes from it",
                world.name(nat)
            )
        });
        return (Truth::No, None);
    }
    let named = world.property(nat, "SubnetId");
    let Some(subnet) = named.and_then(|value| world.meant(value, "AWS::EC2::Subnet")) else {
        trace.note(Truth::Unknown, Some(world.way(nat, &[])), || {
            format!("the subnet of NAT gateway {} is not in the file", world.name(nat))
        });
        return (Truth::Unknown, None);
    };
    let way = routes::way(world, subnet, to);
    let through = match way {
        Way::Route(route, Target::Gateway(gateway)) => attached(world, subnet, (route, gateway), trace),
        Way::Route(_, Target::Nat(_)) | Way::Nowhere(_) => {
            trace.note(Truth::No, say_at(world, nat, way), || {
                let (nat, subnet) = (world.name(nat), world.name(subnet));
                format!("NAT gateway {nat} is in subnet {subnet}, which has no route to an internet gateway")
            });
            Truth::No
        }
        way => leads_elsewhere(world, subnet, way, trace),
    };
    (through, Some(subnet))
}

/// Whether a gateway is attached to the VPC of a subnet whose route leads to it.
fn attached<'t>(
    world: &World<'_, 't>,
    subnet: usize,
    (route, gateway): (usize, usize),
    trace: &mut Trace<'t>,
) -> Truth {
    let (truth, by) = routes::attachment(world, gateway, subnet);
    let at = Some(world.way(if truth == Truth::Yes { route } else { by.unwrap_or(gateway) }, &[]));
    trace.note(truth, at, || {
        let (subnet, name) = (world.name(subnet), world.name(gateway));
        // What belongs to something with a name is called so: the internet gateway of `main`.
        let gateway = if name.starts_with("the ") { name } else { format!("internet gateway {name}") };
        match truth {
            Truth::Yes => format!("subnet {subnet} has a route to {gateway}"),
            Truth::No => format!("subnet {subnet} has a route to {gateway}, which is not attached to its VPC"),
            Truth::Unknown => format!("whether {gateway} is attached to the VPC of subnet {subnet} is not in the file"),
        }
    });
    truth
}

fn say_at<'t>(world: &World<'_, 't>, otherwise: usize, way: Way) -> Option<crate::reason::trace::Way<'t>> {
    Some(world.way(
        match way {
            Way::Route(at, _) | Way::Several(at) => at,
            Way::Nowhere(_) | Way::Local | Way::Unknown => otherwise,
        },
        &[],
    ))
}

/// A way that leads to no gateway: why it leads nowhere, or nobody knows where.
fn leads_elsewhere<'t>(world: &World<'_, 't>, subnet: usize, way: Way, trace: &mut Trace<'t>) -> Truth {
    let name = world.name(subnet);
    let (truth, text) = match way {
        Way::Nowhere(None) => {
            (Truth::No, format!("subnet {name} has the main route table of its VPC, without a route to the internet"))
        }
        Way::Nowhere(Some(_)) => (Truth::No, format!("subnet {name} has no route to the internet")),
        Way::Route(_, Target::Instance(box_)) => through_instance(world, &name, box_),
        Way::Route(_, Target::Beyond(at)) => (
            Truth::Unknown,
            format!("subnet {name} sends it to {}, and where that leads is not looked at", world.name(at)),
        ),
        Way::Route(_, Target::Unknown) => {
            (Truth::Unknown, format!("where the route of subnet {name} leads is not in the file"))
        }
        Way::Route(..) | Way::Local => (Truth::No, format!("the route of subnet {name} does not lead to the internet")),
        Way::Several(_) => {
            (Truth::Unknown, format!("which route of subnet {name} counts is not known before the deploy"))
        }
        Way::Unknown => (Truth::Unknown, format!("the route table of subnet {name} is not in the file")),
    };
    trace.note(truth, say_at(world, subnet, way), || text);
    truth
}

/// An instance forwards nothing while it checks whether packets are its own.
///
/// From "NAT instances" in the Amazon VPC User Guide.
fn through_instance(world: &World<'_, '_>, subnet: &str, at: usize) -> (Truth, String) {
    let checks = world.property(at, "SourceDestCheck").map(|value| world.symbol(value));
    let name = world.name(at);
    if checks.as_ref().is_none_or(|checks| checks.known() == Some("true")) {
        return (Truth::No, format!("subnet {subnet} sends it to {name}, which drops what is not for itself"));
    }
    (Truth::Unknown, format!("subnet {subnet} sends it to {name}, and whether that forwards it is not in the file"))
}

/// Whether there may be a way over version 6, which nothing else here looks at.
fn over_version_6<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    direction: Direction,
    ports: Ports,
    trace: &mut Trace<'t>,
) -> Truth {
    let Some(subnet) = own.subnet.filter(|subnet| subnets::has_version_6(world, *subnet)) else { return Truth::No };
    let is_way = match routes::way(world, subnet, Addresses::Internet6) {
        Way::Nowhere(_) | Way::Local => false,
        Way::Route(_, Target::EgressOnly(_)) => direction == Direction::Out,
        Way::Route(..) | Way::Several(_) | Way::Unknown => true,
    };
    let what = (Addresses::Internet6, ports);
    if !is_way || groups::let_through(world, own, direction, what, &mut Trace::silent()) == Truth::No {
        return Truth::No;
    }
    trace.note(Truth::Unknown, Some(world.way(subnet, &[])), || {
        format!("subnet {} has a way over IPv6 too, which is not looked at", world.name(subnet))
    });
    Truth::Unknown
}
