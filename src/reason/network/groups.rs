//! What security groups let through. They remember connections, so that answers need no rule.
//!
//! From "Control traffic to your AWS resources using security groups" in the Amazon VPC User Guide.

use super::blocks;
use super::nodes::{Groups, Interface};
use super::ports::{Lets, Ports, TCP, lets};
use super::subnets;
use crate::addresses::Block;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Step as Key, Value};

/// Who is at the other end.
#[derive(Debug, Clone)]
pub enum Peer<'p> {
    /// Something in the network.
    Interface(&'p Interface),
    /// Any address of the internet.
    Internet,
    /// A service of AWS by its public addresses: `s3`.
    Service(&'p str),
}

/// The direction of a connection, seen from the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Into what has the group.
    In,
    /// Out of it.
    Out,
}

impl Direction {
    /// The property with rules, the type of a rule by itself, and the entries that name a block, a group, a prefix list.
    fn names(self) -> (&'static str, &'static str, [&'static str; 2]) {
        match self {
            Self::In => (
                "SecurityGroupIngress",
                "AWS::EC2::SecurityGroupIngress",
                ["SourceSecurityGroupId", "SourcePrefixListId"],
            ),
            Self::Out => (
                "SecurityGroupEgress",
                "AWS::EC2::SecurityGroupEgress",
                ["DestinationSecurityGroupId", "DestinationPrefixListId"],
            ),
        }
    }
}

/// A rule, in a group's list or by itself.
struct Rule<'t> {
    at: Way<'t>,
    value: Option<&'t Value<'t>>,
}

/// Whether the groups of something let a connection through to ports.
pub fn let_through<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    direction: Direction,
    (peer, ports): (&Peer<'_>, Ports),
    trace: &mut Trace<'t>,
) -> Truth {
    let groups = match &own.groups {
        Groups::None => return Truth::Yes,
        Groups::OfVpc => return of_vpc(own, direction, peer, trace),
        Groups::Listed(groups) => groups,
    };
    let mut best: (Truth, Option<Way<'t>>) = (Truth::No, None);
    for group in groups {
        let Some(group) = group else {
            best.0 = best.0.or(Truth::Unknown);
            continue;
        };
        let found = by_group(world, *group, direction, (peer, ports));
        if found.0 > best.0 {
            best = found;
        }
    }
    let (truth, at) = best;
    let at = at.or_else(|| groups.iter().flatten().next().map(|group| world.way(*group, &[])));
    note(world, groups, direction, (truth, at, ports), trace);
    truth
}

fn note<'t>(
    world: &World<'_, 't>,
    groups: &[Option<usize>],
    direction: Direction,
    (truth, at, ports): (Truth, Option<Way<'t>>, Ports),
    trace: &mut Trace<'t>,
) {
    trace.note(truth, at, || {
        let names: Vec<String> = groups
            .iter()
            .map(|group| group.map_or("a group that exists already".to_owned(), |group| world.name(group)))
            .collect();
        let way = if direction == Direction::In { "in" } else { "out" };
        let verb = match truth {
            Truth::Yes => "lets it",
            Truth::No => "does not let it",
            Truth::Unknown => "may let it",
        };
        format!("security group {} {verb} {way}{}", names.join(", "), shown(ports))
    });
}

/// Ports as the end of a sentence.
pub fn shown(ports: Ports) -> String {
    match ports {
        Ports::ALL => String::new(),
        Ports { first, last } if first == last => format!(" on tcp {first}"),
        Ports { first, last } => format!(" on tcp {first} to {last}"),
    }
}

/// The group that every VPC has: it lets out everything, and in what is in itself.
fn of_vpc<'t>(own: &Interface, direction: Direction, peer: &Peer<'_>, trace: &mut Trace<'t>) -> Truth {
    if direction == Direction::Out {
        return Truth::Yes;
    }
    let is_same = match peer {
        Peer::Interface(other) => other.groups == Groups::OfVpc && (own.subnet == other.subnet || own.subnet.is_some()),
        Peer::Internet | Peer::Service(_) => false,
    };
    trace.note(Truth::from(is_same), None, || "the VPC's own security group lets in only what is in it".to_owned());
    Truth::from(is_same)
}

fn by_group<'t>(
    world: &World<'_, 't>,
    group: usize,
    direction: Direction,
    (peer, ports): (&Peer<'_>, Ports),
) -> (Truth, Option<Way<'t>>) {
    let all = rules(world, group, direction);
    let Some(all) = all else { return (Truth::Unknown, None) };
    if all.is_empty() && direction == Direction::Out {
        return (Truth::Yes, Some(world.way(group, &[])));
    }
    let mut best = (Truth::No, None);
    for rule in all {
        let truth = lets_in(world, &rule, direction, (peer, ports));
        if truth > best.0 {
            best = (truth, Some(rule.at));
        }
    }
    best
}

/// The rules of a group in a direction; none when its list cannot be read.
fn rules<'t>(world: &World<'_, 't>, group: usize, direction: Direction) -> Option<Vec<Rule<'t>>> {
    let (list, kind, _) = direction.names();
    let mut all = Vec::new();
    if let Some(value) = world.property(group, list) {
        for (index, value) in world.view.items(value)? {
            let at = world.way(group, &[Key::Key(list), Key::Item(index)]);
            all.push(Rule { at, value: Some(value) });
        }
    }
    for at in world.of_kind(kind) {
        let named = world.property(*at, "GroupId").and_then(|value| world.meant(value, "AWS::EC2::SecurityGroup"));
        if named == Some(group) {
            all.push(Rule { at: world.way(*at, &[]), value: None });
        }
    }
    Some(all)
}

fn lets_in<'t>(
    world: &World<'_, 't>,
    rule: &Rule<'t>,
    direction: Direction,
    (peer, ports): (&Peer<'_>, Ports),
) -> Truth {
    let entry = |name: &str| match rule.value {
        Some(value) => world.view.entry(value, name),
        None => world.property(rule.at.resource, name),
    };
    let through = match lets(world, entry("IpProtocol"), [entry("FromPort"), entry("ToPort")]) {
        Lets::Everything => Truth::Yes,
        Lets::Only(TCP, open) if open.contain(ports) => Truth::Yes,
        // Of any port at all, one is enough.
        Lets::Only(TCP, open) if ports == Ports::ALL && open.meet(ports) => Truth::Yes,
        Lets::Only(TCP, open) if open.meet(ports) => Truth::Unknown,
        Lets::Only(..) => Truth::No,
        Lets::Unknown => Truth::Unknown,
    };
    if through == Truth::No {
        return through;
    }
    let (_, _, [group, list]) = direction.names();
    let by_block = ["CidrIp", "CidrIpv6"]
        .iter()
        .filter_map(|name| entry(name))
        .map(|value| blocks::block(world, value).map_or(Truth::Unknown, |block| is_in(world, peer, block)));
    let by_group = entry(group).map(|value| has_group(world, peer, value));
    let by_list = entry(list).map(|_| match peer {
        Peer::Service(_) => Truth::Unknown,
        Peer::Interface(_) | Peer::Internet => Truth::Unknown,
    });
    through.and(Truth::any(by_block.chain(by_group).chain(by_list)))
}

/// Whether somebody's address is in a block: surely when all that it can be are.
fn is_in(world: &World<'_, '_>, peer: &Peer<'_>, block: Block) -> Truth {
    match peer {
        Peer::Internet | Peer::Service(_) => Truth::from(block.prefix() == 0),
        Peer::Interface(interface) => match interface.subnet.and_then(|subnet| subnets::block_of(world, subnet)) {
            Some(own) if block.contains(own) => Truth::Yes,
            Some(own) if own.overlaps(block) => Truth::Unknown,
            Some(_) => Truth::No,
            None if block.prefix() == 0 => Truth::Yes,
            None => Truth::Unknown,
        },
    }
}

/// Whether somebody is in a group that a rule names.
fn has_group<'t>(world: &World<'_, 't>, peer: &Peer<'_>, value: &'t Value<'t>) -> Truth {
    let Peer::Interface(interface) = peer else { return Truth::No };
    let wanted = world.meant(value, "AWS::EC2::SecurityGroup");
    match (&interface.groups, wanted) {
        (Groups::Listed(groups), Some(wanted)) if groups.contains(&Some(wanted)) => Truth::Yes,
        (Groups::Listed(groups), Some(_)) if groups.iter().all(Option::is_some) => Truth::No,
        (Groups::Listed(_), _) => Truth::Unknown,
        (Groups::OfVpc, Some(_)) | (Groups::None, _) => Truth::No,
        (Groups::OfVpc, None) => Truth::Unknown,
    }
}
