//! Whether one thing reaches another: within VPCs, over the internet, or a service of AWS.

use super::groups::Peer;
use super::internet;
use super::nodes::{self, Connection, Interface};
use super::ports::Ports;
use super::{services, within};
use crate::reason::access::request::Through;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// One end of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Any address of the internet.
    Internet,
    /// A resource of the template, by its position.
    Resource(usize),
    /// A service of AWS, by the end of an endpoint's name.
    Service(&'static str),
}

/// What was found about a way.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'t> {
    /// Whether there is one.
    pub truth: Truth,
    /// How requests come to a service.
    pub through: Through<'t>,
}

impl<'t> Found<'t> {
    fn plain(truth: Truth) -> Self {
        Self { truth, through: Through::Unknown }
    }
}

/// Whether one end reaches the other, on some ports or on those that it answers on by itself.
pub fn reach<'t>(
    world: &World<'_, 't>,
    (from, to): (End, End),
    ports: Option<Ports>,
    trace: &mut Trace<'t>,
) -> Found<'t> {
    match (from, to) {
        (End::Internet, End::Resource(to)) => Found::plain(from_internet(world, to, ports, trace)),
        (End::Resource(from), to) => from_resource(world, (from, to), ports, trace),
        // The services of AWS are on the internet, and call what they are told to by their own means.
        (End::Internet, End::Internet | End::Service(_)) | (End::Service(_), _) => Found::plain(Truth::Unknown),
    }
}

/// The service behind a resource, when it is asked for through one.
pub fn service(world: &World<'_, '_>, at: usize) -> Option<&'static str> {
    services::service_of(&world.resource(at).kind)
}

fn from_internet<'t>(world: &World<'_, 't>, to: usize, ports: Option<Ports>, trace: &mut Trace<'t>) -> Truth {
    match nodes::connection(world, to) {
        Some(Connection::Within(places)) => {
            let ports = answered(world, to, ports);
            Truth::any(
                ports
                    .into_iter()
                    .map(|ports| mixed(places.iter().map(|place| internet::inwards(world, place, ports, trace)))),
            )
        }
        Some(Connection::Outside) | None => {
            trace.note(Truth::No, None, || format!("{} has no address that anybody could call", world.name(to)));
            Truth::No
        }
        Some(Connection::Unknown) => unknown(world, to, trace),
    }
}

fn unknown<'t>(world: &World<'_, 't>, at: usize, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::Unknown, Some(world.way(at, &[])), || {
        format!("where {} stands in the network is not in the file", world.name(at))
    });
    Truth::Unknown
}

/// The ports that count: those asked for, those that it answers on by itself, or any.
fn answered(world: &World<'_, '_>, to: usize, asked: Option<Ports>) -> Vec<Ports> {
    asked.map(|ports| vec![ports]).or_else(|| nodes::own_ports(world, to)).unwrap_or_else(|| vec![Ports::ALL])
}

/// One answer of several places, any of which may be the one that counts.
fn mixed(truths: impl IntoIterator<Item = Truth>) -> Truth {
    let mut all = truths.into_iter();
    let Some(first) = all.next() else { return Truth::Unknown };
    all.fold(first, |before, truth| if before == truth { before } else { Truth::Unknown })
}

fn from_resource<'t>(
    world: &World<'_, 't>,
    (from, to): (usize, End),
    ports: Option<Ports>,
    trace: &mut Trace<'t>,
) -> Found<'t> {
    match nodes::connection(world, from) {
        // Roles and users are nowhere in particular.
        None => Found::plain(Truth::Yes),
        Some(Connection::Unknown) => Found::plain(unknown(world, from, trace)),
        Some(Connection::Outside) => from_outside(world, (from, to), ports, trace),
        Some(Connection::Within(places)) => {
            let mut found: Option<Found<'t>> = None;
            // It may run in any of its places, so that all of them have to reach.
            for place in &places {
                let one = from_place(world, place, to, ports, trace);
                let through = found.as_ref().is_none_or(|before| before.through == one.through);
                let truth = found.as_ref().map_or(Truth::Yes, |before| before.truth).and(one.truth);
                found = Some(Found { truth, through: if through { one.through } else { Through::Unknown } });
                if truth == Truth::No {
                    break;
                }
            }
            found.unwrap_or_else(|| Found::plain(Truth::Unknown))
        }
    }
}

fn from_place<'t>(
    world: &World<'_, 't>,
    place: &Interface,
    to: End,
    ports: Option<Ports>,
    trace: &mut Trace<'t>,
) -> Found<'t> {
    let service = match to {
        End::Internet => {
            let ports = ports.unwrap_or(Ports::one(443));
            return Found::plain(internet::outwards(world, place, (&Peer::Internet, ports), trace));
        }
        End::Service(service) => Some(service),
        End::Resource(at) => service(world, at),
    };
    if let Some(service) = service {
        let (truth, through) = services::reach(world, place, service, trace);
        return Found { truth, through };
    }
    let End::Resource(at) = to else { return Found::plain(Truth::Unknown) };
    match nodes::connection(world, at) {
        Some(connection @ Connection::Within(_)) => {
            let each = answered(world, at, ports).into_iter();
            Found::plain(Truth::any(each.map(|ports| within::reach(world, place, &connection, ports, trace))))
        }
        Some(Connection::Outside) | None => {
            trace.note(Truth::No, None, || format!("{} has no address that anybody could call", world.name(at)));
            Found::plain(Truth::No)
        }
        Some(Connection::Unknown) => Found::plain(unknown(world, at, trace)),
    }
}

/// What runs in a network of AWS reaches what is public.
fn from_outside<'t>(
    world: &World<'_, 't>,
    (from, to): (usize, End),
    ports: Option<Ports>,
    trace: &mut Trace<'t>,
) -> Found<'t> {
    let is_service = match to {
        End::Internet | End::Service(_) => true,
        End::Resource(at) => service(world, at).is_some(),
    };
    if is_service {
        trace.note(Truth::Yes, Some(world.way(from, &[])), || {
            format!("{} is in no VPC, so it reaches what is public", world.name(from))
        });
        return Found { truth: Truth::Yes, through: Through::Internet };
    }
    let End::Resource(at) = to else { return Found::plain(Truth::Unknown) };
    let truth = from_internet(world, at, ports, trace);
    if truth == Truth::No {
        trace.note(Truth::No, Some(world.way(from, &[])), || {
            format!("{} is in no VPC, so it reaches nothing that is only in one", world.name(from))
        });
    }
    Found::plain(truth)
}
