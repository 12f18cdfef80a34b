//! Packets, followed one by one: from "Configure route tables", "Control traffic to your AWS resources using security
//! groups" and "Control subnet traffic with network access control lists" in the Amazon VPC User Guide.

use super::made::{Block, Entry, Instance, Network, Peer, Range, Route, Rule, Target, To, address, block, vpc};

/// An address of the internet that no block names.
const OUTSIDE: u32 = address(54, 1, 2, 3);

/// Whether connections to a port are made, whatever port they are asked from; none where that depends on it.
pub fn travels(network: &Network, from: usize, to: To, port: u16) -> Option<bool> {
    let range: Range = if matches!(to, To::FromInternet) { (1_024, 65_535) } else { (32_768, 61_000) };
    let mut found =
        samples(network, range).into_iter().map(|asked_from| travels_from(network, from, to, (port, asked_from)));
    let first = found.next()??;
    found.all(|other| other == Some(first)).then_some(first)
}

/// Ports of a range, with the first and last one of everything that rules tell apart.
fn samples(network: &Network, (first, last): Range) -> Vec<u16> {
    let mut all = vec![first, last];
    for (from, to) in network.lists.iter().flatten().filter_map(|entry| entry.ports) {
        all.extend([from, to, from.saturating_sub(1), to.saturating_add(1)]);
    }
    all.retain(|port| (first..=last).contains(port));
    all
}

fn travels_from(network: &Network, from: usize, to: To, (port, asked_from): (u16, u16)) -> Option<bool> {
    let one = &network.instances[from];
    match to {
        To::Instance(other) => Some(between(network, from, other, (port, asked_from))),
        To::Internet => outwards(network, one, (port, asked_from)),
        To::FromInternet => Some(inwards(network, one, (port, asked_from))),
    }
}

/// The address of something in a subnet; all of them are treated alike there.
fn own(network: &Network, subnet: usize) -> u32 {
    block(network, subnet).0 + 10
}

fn holds((first, prefix): Block, address: u32) -> bool {
    (0..prefix).all(|bit| (first ^ address) >> (31 - bit) & 1 == 0)
}

/// What a table has for an address: every length of prefix is tried, the longest first.
fn looked_up(network: &Network, subnet: usize, address: u32) -> Option<Option<Target>> {
    let subnet = &network.subnets[subnet];
    let empty = Vec::new();
    let routes = subnet.table.map_or(&empty, |table| &network.tables[table]);
    for prefix in (0..=32).rev() {
        if let Some(route) = routes.iter().find(|route| route.to.1 == prefix && holds(route.to, address)) {
            return Some(Some(route.target));
        }
        if prefix == 16 && holds(vpc(subnet.vpc), address) {
            return Some(None);
        }
    }
    None
}

/// Whether a list lets a packet across the edge of a subnet: the first rule that is about it decides.
fn crosses(network: &Network, subnet: usize, is_out: bool, (other, port): (u32, u16)) -> bool {
    let Some(list) = network.subnets[subnet].list else { return true };
    let is_about = |entry: &&Entry| {
        entry.is_out == is_out
            && holds(entry.block, other)
            && entry.ports.is_none_or(|(first, last)| (first..=last).contains(&port))
    };
    network.lists[list].iter().find(is_about).is_some_and(|entry| entry.allows)
}

fn is_let(network: &Network, rules: &[Rule], port: u16, other: u32, group: Option<usize>) -> bool {
    let _ = network;
    rules.iter().any(|rule| {
        (rule.ports.0..=rule.ports.1).contains(&port)
            && match rule.peer {
                Peer::Block(block) => holds(block, other),
                Peer::Group(wanted) => group == Some(wanted),
            }
    })
}

fn let_out(network: &Network, one: &Instance, port: u16, other: u32, group: Option<usize>) -> bool {
    network.groups[one.group].egress.as_ref().is_none_or(|rules| is_let(network, rules, port, other, group))
}

fn let_in(network: &Network, one: &Instance, port: u16, other: u32, group: Option<usize>) -> bool {
    is_let(network, &network.groups[one.group].ingress, port, other, group)
}

/// Whether a packet gets from one subnet into another by what its table says.
fn is_routed(network: &Network, from: usize, to: usize) -> bool {
    let (one, other) = (network.subnets[from].vpc, network.subnets[to].vpc);
    match looked_up(network, from, own(network, to)) {
        // The local route.
        Some(None) => one == other,
        Some(Some(Target::Peering)) => one != other,
        Some(Some(Target::Gateway | Target::Nat(_))) | None => false,
    }
}

fn between(network: &Network, from: usize, to: usize, (port, asked_from): (u16, u16)) -> bool {
    let (one, other) = (&network.instances[from], &network.instances[to]);
    let (near, far) = (own(network, one.subnet), own(network, other.subnet));
    let groups =
        let_out(network, one, port, far, Some(other.group)) && let_in(network, other, port, near, Some(one.group));
    if one.subnet == other.subnet {
        return groups;
    }
    groups
        && is_routed(network, one.subnet, other.subnet)
        && is_routed(network, other.subnet, one.subnet)
        && crosses(network, one.subnet, true, (far, port))
        && crosses(network, other.subnet, false, (near, port))
        && crosses(network, other.subnet, true, (near, asked_from))
        && crosses(network, one.subnet, false, (far, asked_from))
}

/// Whether the gateway takes what a subnet sends to it.
fn is_attached(network: &Network, subnet: usize) -> bool {
    network.attached == Some(network.subnets[subnet].vpc)
}

fn outwards(network: &Network, one: &Instance, (port, asked_from): (u16, u16)) -> Option<bool> {
    let near = own(network, one.subnet);
    let leaves = let_out(network, one, port, OUTSIDE, None)
        && crosses(network, one.subnet, true, (OUTSIDE, port))
        && crosses(network, one.subnet, false, (OUTSIDE, asked_from));
    if !leaves {
        return Some(false);
    }
    match looked_up(network, one.subnet, OUTSIDE) {
        Some(Some(Target::Gateway)) => Some(is_attached(network, one.subnet) && one.is_public),
        Some(Some(Target::Nat(nat))) => {
            let subnet = network.nats[nat];
            // A route leads to what is in its VPC.
            if network.subnets[subnet].vpc != network.subnets[one.subnet].vpc {
                return Some(false);
            }
            let arrives = subnet == one.subnet
                || crosses(network, subnet, false, (near, port)) && crosses(network, subnet, true, (near, asked_from));
            let goes_on =
                looked_up(network, subnet, OUTSIDE) == Some(Some(Target::Gateway)) && is_attached(network, subnet);
            if !arrives || !goes_on || !crosses(network, subnet, true, (OUTSIDE, port)) {
                return Some(false);
            }
            // It asks from any port of its own.
            let mut each = samples(network, (1_024, 65_535))
                .into_iter()
                .map(|answered_on| crosses(network, subnet, false, (OUTSIDE, answered_on)));
            let first = each.next()?;
            each.all(|other| other == first).then_some(first)
        }
        Some(Some(Target::Peering) | None) | None => Some(false),
    }
}

fn inwards(network: &Network, one: &Instance, (port, asked_from): (u16, u16)) -> bool {
    one.is_public
        && looked_up(network, one.subnet, OUTSIDE) == Some(Some(Target::Gateway))
        && is_attached(network, one.subnet)
        && let_in(network, one, port, OUTSIDE, None)
        && crosses(network, one.subnet, false, (OUTSIDE, port))
        && crosses(network, one.subnet, true, (OUTSIDE, asked_from))
}

/// Whether a route that is added takes over what another one of its table led somewhere on one of the ways in question.
pub fn takes_over(network: &Network, table: usize, added: &Route, from: usize, to: To) -> bool {
    let mut subnets = vec![network.instances[from].subnet];
    let mut addresses = vec![OUTSIDE, own(network, network.instances[from].subnet)];
    if let To::Instance(to) = to {
        subnets.push(network.instances[to].subnet);
        addresses.push(own(network, network.instances[to].subnet));
    }
    subnets.extend(network.nats);
    let is_used = subnets.iter().any(|subnet| network.subnets[*subnet].table == Some(table));
    let longest = |address: u32| {
        let known = network.tables[table].iter().filter(|route| holds(route.to, address)).map(|route| route.to.1);
        let local = Some(16).filter(|_| holds(vpc(table / 2), address));
        known.chain(local).max()
    };
    is_used
        && addresses.into_iter().any(|at| holds(added.to, at) && longest(at).is_some_and(|known| known < added.to.1))
}
