//! What security groups let through. They remember connections, so that answers need no rule.
//!
//! From "Control traffic to your AWS resources using security groups" in the Amazon VPC User Guide.

use super::blocks::{Addresses, covers};
use super::nodes::{Interface, group};
use super::ports::{Lets, Ports, TCP, among, lets};
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Step as Key, Value};
use std::cmp::Reverse;

/// The direction of a connection, seen from the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Into what has the group.
    In,
    /// Out of it.
    Out,
}

/// How a direction is written down.
struct Names {
    /// The property that holds rules.
    list: &'static str,
    /// The type of a rule by itself.
    kind: &'static str,
    /// The entries that name a group and a list of blocks.
    group: &'static str,
    prefixes: &'static str,
}

const INGRESS: Names = Names {
    list: "SecurityGroupIngress",
    kind: "AWS::EC2::SecurityGroupIngress",
    group: "SourceSecurityGroupId",
    prefixes: "SourcePrefixListId",
};
const EGRESS: Names = Names {
    list: "SecurityGroupEgress",
    kind: "AWS::EC2::SecurityGroupEgress",
    group: "DestinationSecurityGroupId",
    prefixes: "DestinationPrefixListId",
};

impl Direction {
    fn names(self) -> &'static Names {
        match self {
            Self::In => &INGRESS,
            Self::Out => &EGRESS,
        }
    }
}

/// What a rule opens to somebody.
struct Opening<'t> {
    at: Way<'t>,
    /// Ports of TCP; none for another protocol, which is not looked at.
    ports: Option<Ports>,
    /// Whether it surely does.
    truth: Truth,
    /// Its place among all that are found.
    place: usize,
}

impl Opening<'_> {
    /// Its part of the ports that are asked for. Where any port is meant, another protocol is a way too.
    fn part(&self, asked: Ports) -> Option<Ports> {
        self.ports.or(Some(Ports::ALL).filter(|all| *all == asked)).filter(|ports| ports.meet(asked))
    }
}

/// Whether the groups of something let a connection through to ports.
pub fn let_through<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    direction: Direction,
    (peer, ports): (Addresses<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let Some(groups) = &own.groups else { return Truth::Yes };
    let mut openings = Vec::new();
    for group in groups.iter().flatten() {
        open(world, *group, direction, peer, &mut openings);
    }
    openings.iter_mut().enumerate().for_each(|(place, opening)| opening.place = place);
    openings.retain(|opening| opening.part(ports).is_some());
    let of =
        |least: Truth| openings.iter().filter(|one| one.truth >= least).filter_map(|one| one.part(ports)).collect();
    let truth = match (among(of(Truth::Yes), ports), among(of(Truth::Unknown), ports)) {
        (Truth::Yes, _) => Truth::Yes,
        (_, Truth::No) if groups.iter().all(Option::is_some) => Truth::No,
        (_, _) => Truth::Unknown,
    };
    let is_part = truth == Truth::Unknown
        && groups.iter().all(Option::is_some)
        && openings.iter().all(|opening| opening.truth == Truth::Yes);
    let best = openings.into_iter().max_by_key(|opening| {
        (opening.truth, opening.ports.is_some_and(|own| own.contain(ports)), Reverse(opening.place))
    });
    let at = best.map(|opening| opening.at);
    let at = at.or_else(|| groups.iter().flatten().next().map(|group| world.way(*group, &[])));
    trace.note(truth, at, || {
        let way = if direction == Direction::In { "in" } else { "out" };
        let ports = shown(ports);
        let (group, is_one) = named(world, groups);
        match truth {
            Truth::Yes => format!("{group} {} it {way}{ports}", if is_one { "lets" } else { "let" }),
            Truth::No => format!("{group} {} not let it {way}{ports}", if is_one { "does" } else { "do" }),
            Truth::Unknown if is_part => format!(
                "{group} {} it {way} for a part of{}",
                if is_one { "lets" } else { "let" },
                ports.trim_start_matches(" on")
            ),
            Truth::Unknown => format!("{group} may let it {way}{ports}"),
        }
    });
    truth
}

/// Security groups as the start of a sentence, and whether it is one.
fn named(world: &World<'_, '_>, groups: &[Option<usize>]) -> (String, bool) {
    let one = |group: usize| match world.resource(group).kind.as_ref() {
        "AWS::EC2::VPC" => format!("of VPC {}", world.name(group)),
        _ => world.name(group),
    };
    let mut names: Vec<String> = groups.iter().flatten().map(|group| one(*group)).collect();
    match (names.len(), groups.len()) {
        (0, _) => return ("a security group that is not in the file".to_owned(), true),
        (1, 1) => return (format!("security group {}", names[0]), true),
        (known, all) if known < all => names.push("one that is not in the file".to_owned()),
        _ => {}
    }
    (format!("security groups {}", names.join(" and ")), false)
}

/// Ports as the end of a sentence.
pub fn shown(ports: Ports) -> String {
    match ports {
        Ports::ALL => String::new(),
        Ports { first, last } if first == last => format!(" on tcp {first}"),
        Ports { first, last } => format!(" on tcp {first} to {last}"),
    }
}

/// What a group opens to somebody: by its rules, and by those that it has from the start.
fn open<'t>(
    world: &World<'_, 't>,
    group: usize,
    direction: Direction,
    peer: Addresses<'_>,
    openings: &mut Vec<Opening<'t>>,
) {
    let names = direction.names();
    let is_of_vpc = world.resource(group).kind == "AWS::EC2::VPC";
    let list = world.property(group, names.list).filter(|_| !is_of_vpc);
    let items = list.map(|value| world.view.items(value));
    let before = openings.len();
    match &items {
        Some(None) => openings.push(everything(world, group, Truth::Unknown)),
        Some(Some(items)) => {
            for (index, value) in items {
                let at = world.way(group, &[Key::Key(names.list), Key::Item(*index)]);
                openings.extend(opening(world, at, Some(value), direction, peer));
            }
        }
        None => {}
    }
    let alone =
        world.of_kind(names.kind).iter().copied().filter(|at| {
            world.property(*at, "GroupId").and_then(|value| super::nodes::group(world, value)) == Some(group)
        });
    let alone: Vec<usize> = alone.collect();
    openings.extend(alone.iter().filter_map(|at| opening(world, world.way(*at, &[]), None, direction, peer)));
    let has_rules = items.flatten().is_some_and(|items| !items.is_empty());
    let initial = match direction {
        Direction::In if is_of_vpc => has_group(group, peer),
        Direction::In => Truth::No,
        Direction::Out if is_of_vpc => Truth::Yes,
        Direction::Out if has_rules => Truth::No,
        // A rule by itself may replace the one that allows everything: the pages do not say.
        Direction::Out if !alone.is_empty() => Truth::Unknown,
        Direction::Out => Truth::Yes,
    };
    if initial != Truth::No {
        openings.insert(before, everything(world, group, initial));
    }
}

fn everything<'t>(world: &World<'_, 't>, group: usize, truth: Truth) -> Opening<'t> {
    Opening { at: world.way(group, &[]), ports: Some(Ports::ALL), truth, place: 0 }
}

/// What a rule opens to somebody.
fn opening<'t>(
    world: &World<'_, 't>,
    at: Way<'t>,
    value: Option<&'t Value<'t>>,
    direction: Direction,
    peer: Addresses<'_>,
) -> Option<Opening<'t>> {
    let entry = |name: &str| match value {
        Some(value) => world.view.entry(value, name),
        None => world.property(at.resource, name),
    };
    let is_unreadable = value.is_some_and(|value| !matches!(value, Value::Map(_)));
    let (ports, through) = match lets(world, entry("IpProtocol"), [entry("FromPort"), entry("ToPort")]) {
        _ if is_unreadable => (Some(Ports::ALL), Truth::Unknown),
        Lets::Everything => (Some(Ports::ALL), Truth::Yes),
        Lets::Only(TCP, open) => (Some(open), Truth::Yes),
        Lets::Only(..) => (None, Truth::Unknown),
        Lets::Unknown => (Some(Ports::ALL), Truth::Unknown),
    };
    let names = direction.names();
    let by_block = ["CidrIp", "CidrIpv6"].iter().filter_map(|name| entry(name)).map(|value| covers(world, value, peer));
    let by_group = entry(names.group).map(|value| match group(world, value) {
        Some(wanted) => has_group(wanted, peer),
        None => may_have_group(peer),
    });
    let by_list = entry(names.prefixes).map(|_| Truth::Unknown);
    let truth =
        if is_unreadable { Truth::Unknown } else { through.and(Truth::any(by_block.chain(by_group).chain(by_list))) };
    (truth != Truth::No).then_some(Opening { at, ports, truth, place: 0 })
}

/// Whether somebody is in a group that a rule names.
fn has_group(wanted: usize, peer: Addresses<'_>) -> Truth {
    match peer {
        Addresses::Of(Interface { groups: Some(groups), .. }) => match groups {
            groups if groups.contains(&Some(wanted)) => Truth::Yes,
            groups if groups.iter().all(Option::is_some) => Truth::No,
            _ => Truth::Unknown,
        },
        Addresses::Of(_) | Addresses::Internet | Addresses::Internet6 | Addresses::Service => Truth::No,
    }
}

/// The same of a group that the template does not show, which no other group is.
fn may_have_group(peer: Addresses<'_>) -> Truth {
    match peer {
        Addresses::Of(Interface { groups: Some(groups), .. }) if groups.iter().any(Option::is_none) => Truth::Unknown,
        Addresses::Of(_) | Addresses::Internet | Addresses::Internet6 | Addresses::Service => Truth::No,
    }
}
