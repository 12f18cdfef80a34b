//! Whether one thing reaches another: within VPCs, over the internet, or a service of AWS.

use super::blocks::Addresses;
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
            let each = answered(world, to, ports);
            if each.is_empty() {
                return answers_nothing(world, to, ports, trace);
            }
            stands(world, to, &places, trace);
            Truth::any(each.into_iter().map(|(ports, sure)| {
                let inwards = |place| trace.once(|trace| internet::inwards(world, place, ports, trace));
                mixed(places.iter().map(inwards)).and(may_answer(world, to, sure, trace))
            }))
        }
        Some(Connection::Outside) => by_address_of_its_own(world, to, trace),
        Some(Connection::Unknown) => unknown(world, to, trace),
        None => nowhere(world, to, trace),
    }
}

/// What runs in a network of AWS is called by an address only when it is given one.
///
/// From "Lambda function URLs" in the AWS Lambda Developer Guide.
fn by_address_of_its_own<'t>(world: &World<'_, 't>, to: usize, trace: &mut Trace<'t>) -> Truth {
    let is_of = |at: &&usize| {
        let named = world.property(**at, "TargetFunctionArn");
        named.is_some_and(|value| world.meant(value, &world.resource(to).kind) == Some(to))
    };
    if let Some(at) = world.of_kind("AWS::Lambda::Url").iter().find(is_of) {
        trace.note(Truth::Yes, Some(world.way(*at, &[])), || {
            format!("{} has an address on the internet", world.name(to))
        });
        return Truth::Yes;
    }
    let is_own = |name: &str| world.property(to, name).is_some();
    if is_own("FunctionUrlConfig") || is_own("Events") {
        return unknown(world, to, trace);
    }
    trace.note(Truth::No, None, || format!("{} has no address that anybody could call", world.name(to)));
    Truth::No
}

/// Something without a place in a network. What is asked for through a service is up to its policies; of the rest too
/// little is known.
fn nowhere<'t>(world: &World<'_, 't>, at: usize, trace: &mut Trace<'t>) -> Truth {
    if is_identity(world, at) {
        trace.note(Truth::No, None, || format!("{} has no address that anybody could call", world.name(at)));
        return Truth::No;
    }
    trace.note(Truth::Unknown, Some(world.way(at, &[])), || match service(world, at) {
        Some(_) => format!("{} has no network of its own: its policies say who may use it", world.name(at)),
        None => format!("how {} is reached is not looked at", world.name(at)),
    });
    Truth::Unknown
}

fn is_identity(world: &World<'_, '_>, at: usize) -> bool {
    world.resource(at).kind.starts_with("AWS::IAM::")
}

fn answers_nothing<'t>(world: &World<'_, 't>, at: usize, ports: Option<Ports>, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::No, Some(world.way(at, &[])), || {
        let ports = ports.map_or_else(|| " on any port".to_owned(), super::groups::shown);
        format!("{} does not answer{ports}", world.name(at))
    });
    Truth::No
}

/// Says where something stands.
fn stands<'t>(world: &World<'_, 't>, at: usize, places: &[Interface], trace: &mut Trace<'t>) {
    let mut subnets: Vec<usize> = places.iter().filter_map(|place| place.subnet).collect();
    subnets.dedup();
    if subnets.is_empty() || places.iter().any(|place| place.subnet.is_none()) {
        return;
    }
    trace.note(Truth::Yes, Some(world.way(at, &[])), || {
        let names: Vec<String> = subnets.iter().map(|subnet| world.name(*subnet)).collect();
        let subnet = if names.len() == 1 { "subnet" } else { "subnets" };
        format!("{} is in {subnet} {}", world.name(at), names.join(" and "))
    });
}

/// Says so where it is not known which port something answers on.
fn may_answer<'t>(world: &World<'_, 't>, at: usize, sure: Truth, trace: &mut Trace<'t>) -> Truth {
    if sure != Truth::Yes {
        trace.note(sure, Some(world.way(at, &[])), || {
            format!("which port {} answers on is not known before the deploy", world.name(at))
        });
    }
    sure
}

fn unknown<'t>(world: &World<'_, 't>, at: usize, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::Unknown, Some(world.way(at, &[])), || {
        format!("where {} stands in the network is not in the file", world.name(at))
    });
    Truth::Unknown
}

/// The ports that count: those asked for, those that it answers on by itself, or any. Whether they surely are these.
/// None where it answers on no such port.
fn answered(world: &World<'_, '_>, to: usize, asked: Option<Ports>) -> Vec<(Ports, Truth)> {
    let own = nodes::own_ports(world, to);
    let Some(asked) = asked else {
        let own = own.unwrap_or_else(|| vec![Some(Ports::ALL)]);
        return own.into_iter().map(|one| one.map_or((Ports::ALL, Truth::Unknown), |one| (one, Truth::Yes))).collect();
    };
    let answers = own.is_none_or(|own| own.into_iter().any(|one| one.is_none_or(|one| one.meet(asked))));
    if answers { vec![(asked, Truth::Yes)] } else { Vec::new() }
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
        None if is_identity(world, from) => Found::plain(Truth::Yes),
        None => Found::plain(unknown(world, from, trace)),
        Some(Connection::Unknown) => Found::plain(unknown(world, from, trace)),
        Some(Connection::Outside) => from_outside(world, (from, to), ports, trace),
        Some(Connection::Within(places)) => {
            let mut found: Option<Found<'t>> = None;
            stands(world, from, &places, trace);
            // It may run in any of its places, so that all of them have to reach.
            for place in &places {
                let one = trace.once(|trace| from_place(world, place, to, ports, trace));
                let truth = found.as_ref().map_or(Truth::Yes, |before| before.truth).and(one.truth);
                let through = match found {
                    Some(before) => before.through.or(one.through),
                    None => one.through,
                };
                found = Some(Found { truth, through });
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
            return Found::plain(internet::outwards(world, place, (Addresses::Internet, ports), trace));
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
            let each = answered(world, at, ports);
            if each.is_empty() {
                return Found::plain(answers_nothing(world, at, ports, trace));
            }
            if let Connection::Within(places) = &connection {
                stands(world, at, places, trace);
            }
            Found::plain(Truth::any(each.into_iter().map(|(ports, sure)| {
                let found = within::reach(world, place, &connection, ports, trace);
                found.and(may_answer(world, at, sure, trace))
            })))
        }
        Some(Connection::Outside) => Found::plain(by_address_of_its_own(world, at, trace)),
        Some(Connection::Unknown) => Found::plain(unknown(world, at, trace)),
        None => Found::plain(nowhere(world, at, trace)),
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
