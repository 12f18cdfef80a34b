//! Ways between a subnet and the internet: through an internet gateway, or a NAT gateway that reaches one.
//!
//! From "Enable internet access for a VPC using an internet gateway" and "NAT gateways" in the Amazon VPC User Guide.

use super::acls;
use super::blocks;
use super::groups::{self, Direction, Peer};
use super::nodes::Interface;
use super::ports::Ports;
use super::routes::{self, Target, Way};
use super::subnets;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// Whether something reaches any address of the internet on ports.
pub fn outwards<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    (peer, ports): (&Peer<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let let_out = groups::let_through(world, own, Direction::Out, (peer, ports), trace);
    let Some(subnet) = own.subnet else { return unknown_subnet(trace).and(let_out) };
    if let_out == Truth::No {
        return Truth::No;
    }
    let routed = leaves(world, subnet, own.is_public, ports, trace);
    let Some(anywhere) = blocks::anywhere().filter(|_| routed != Truth::No) else { return routed };
    let_out.and(routed).and(acls::lets_out(world, subnet, (anywhere, ports), trace))
}

/// Whether any address of the internet reaches something on ports.
pub fn inwards<'t>(world: &World<'_, 't>, own: &Interface, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    let Some(subnet) = own.subnet else { return unknown_subnet(trace).and(own.is_public) };
    if own.is_public == Truth::No {
        trace.note(Truth::No, None, || "it has no public address".to_owned());
        return Truth::No;
    }
    let way = default_way(world, subnet);
    let through = match way {
        Way::Route(route, Target::Gateway(gateway)) => attached(world, subnet, (route, gateway), trace),
        // Nobody calls in through a NAT gateway.
        Way::Route(_, Target::Nat(_) | Target::Local | Target::Peering(_) | Target::EgressOnly(_)) => Truth::No,
        Way::Nowhere(_) | Way::Local => Truth::No,
        Way::Route(_, Target::Instance(_) | Target::Unknown) | Way::Unknown => Truth::Unknown,
    };
    if through == Truth::No {
        say_way(world, subnet, way, trace);
        return Truth::No;
    }
    let let_in = groups::let_through(world, own, Direction::In, (&Peer::Internet, ports), trace);
    if let_in == Truth::No {
        return let_in;
    }
    let list = blocks::anywhere().map_or(Truth::Unknown, |all| acls::lets_in(world, subnet, (all, ports), trace));
    Truth::all([own.is_public, through, let_in, list])
}

fn unknown_subnet(trace: &mut Trace<'_>) -> Truth {
    trace.note(Truth::Unknown, None, || "its subnet is not in the file, so its routes are not known".to_owned());
    Truth::Unknown
}

fn default_way(world: &World<'_, '_>, subnet: usize) -> Way {
    blocks::anywhere().map_or(Way::Unknown, |anywhere| routes::way(world, subnet, anywhere))
}

/// Whether what leaves a subnet for the internet arrives there.
fn leaves<'t>(world: &World<'_, 't>, subnet: usize, is_public: Truth, ports: Ports, trace: &mut Trace<'t>) -> Truth {
    let way = default_way(world, subnet);
    match way {
        Way::Route(route, Target::Gateway(gateway)) => {
            let through = attached(world, subnet, (route, gateway), trace);
            if through != Truth::No && is_public != Truth::Yes {
                trace.note(is_public, None, || {
                    let has =
                        if is_public == Truth::No { "has no public address" } else { "may have no public address" };
                    format!("it {has}, and an internet gateway serves only what has one")
                });
            }
            through.and(is_public)
        }
        Way::Route(route, Target::Nat(nat)) => {
            let at = Some(world.way(route, &[]));
            trace.derived(
                at,
                |trace| through_nat(world, (subnet, nat), ports, trace),
                |_| {
                    format!(
                        "subnet {} sends what is for the internet to NAT gateway {}",
                        world.name(subnet),
                        world.name(nat)
                    )
                },
            )
        }
        Way::Route(_, Target::Local | Target::Peering(_) | Target::EgressOnly(_)) | Way::Nowhere(_) | Way::Local => {
            say_way(world, subnet, way, trace);
            Truth::No
        }
        Way::Route(_, Target::Instance(_) | Target::Unknown) | Way::Unknown => {
            say_way(world, subnet, way, trace);
            Truth::Unknown
        }
    }
}

/// A NAT gateway serves as far as it reaches the internet itself.
pub fn through_nat<'t>(
    world: &World<'_, 't>,
    (from, nat): (usize, usize),
    ports: Ports,
    trace: &mut Trace<'t>,
) -> Truth {
    let kind = world.property(nat, "ConnectivityType").map(|value| world.symbol(value));
    if kind.as_ref().is_some_and(|kind| kind.known() == Some("private")) {
        trace.note(Truth::No, Some(world.way(nat, &[])), || {
            format!("NAT gateway {} is private and does not reach the internet", world.name(nat))
        });
        return Truth::No;
    }
    let named = world.property(nat, "SubnetId");
    let Some(subnet) = named.and_then(|value| world.meant(value, "AWS::EC2::Subnet")) else {
        return unknown_subnet(trace);
    };
    let way = default_way(world, subnet);
    let through = match way {
        Way::Route(route, Target::Gateway(gateway)) => attached(world, subnet, (route, gateway), trace),
        Way::Unknown | Way::Route(_, Target::Unknown | Target::Instance(_)) => {
            say_way(world, subnet, way, trace);
            Truth::Unknown
        }
        Way::Route(_, Target::Nat(_) | Target::Local | Target::Peering(_) | Target::EgressOnly(_))
        | Way::Nowhere(_)
        | Way::Local => {
            trace.note(Truth::No, Some(world.way(nat, &[])), || {
                format!(
                    "NAT gateway {} is in subnet {}, which has no route to an internet gateway",
                    world.name(nat),
                    world.name(subnet)
                )
            });
            Truth::No
        }
    };
    let Some(anywhere) = blocks::anywhere().filter(|_| through != Truth::No) else { return through };
    let own = subnets::block_of(world, from).unwrap_or(anywhere);
    let lets_in = if from == subnet { Truth::Yes } else { acls::lets_in(world, subnet, (own, ports), trace) };
    Truth::all([through, lets_in, acls::lets_out(world, subnet, (anywhere, ports), trace)])
}

/// Whether a gateway is attached to the VPC of a subnet whose route leads to it.
fn attached<'t>(
    world: &World<'_, 't>,
    subnet: usize,
    (route, gateway): (usize, usize),
    trace: &mut Trace<'t>,
) -> Truth {
    if world.resource(gateway).kind != "AWS::EC2::InternetGateway" {
        trace.note(Truth::Unknown, Some(world.way(route, &[])), || {
            format!("{} leads to a network that the file does not show", world.name(gateway))
        });
        return Truth::Unknown;
    }
    let Some(vpc) = subnets::vpc_of(world, subnet) else { return Truth::Unknown };
    let found = routes::attachment(world, gateway, vpc);
    let truth = Truth::from(found.is_some());
    let at = Some(world.way(found.map_or(gateway, |_| route), &[]));
    trace.note(truth, at, || match truth {
        Truth::Yes => format!("subnet {} has a route to internet gateway {}", world.name(subnet), world.name(gateway)),
        Truth::No | Truth::Unknown => {
            format!("internet gateway {} is not attached to VPC {}", world.name(gateway), world.name(vpc))
        }
    });
    truth
}

/// Why a subnet's way leads nowhere, or nobody knows where.
fn say_way<'t>(world: &World<'_, 't>, subnet: usize, way: Way, trace: &mut Trace<'t>) {
    let name = || world.name(subnet);
    match way {
        Way::Nowhere(table) => {
            let at = Some(world.way(table.unwrap_or(subnet), &[]));
            trace.note(Truth::No, at, || format!("subnet {} has no route to the internet", name()));
        }
        Way::Route(route, Target::Local | Target::Peering(_) | Target::EgressOnly(_) | Target::Nat(_)) => {
            let at = Some(world.way(route, &[]));
            trace.note(Truth::No, at, || format!("the route of subnet {} does not lead to the internet", name()));
        }
        Way::Route(route, Target::Gateway(_) | Target::Instance(_) | Target::Unknown) => {
            let at = Some(world.way(route, &[]));
            trace.note(Truth::Unknown, at, || {
                format!("where the route of subnet {} leads to is not in the file", name())
            });
        }
        Way::Unknown => trace.note(Truth::Unknown, Some(world.way(subnet, &[])), || {
            format!("the routes of subnet {} are not all in the file", name())
        }),
        Way::Local => {}
    }
}
