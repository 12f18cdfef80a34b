//! Load balancers.

use super::{Connection, Interface, asking_from, in_subnets, interface, subnet};
use crate::reason::network::ports::OF_ANYBODY;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// An application or a network load balancer.
pub fn balancer(world: &World<'_, '_>, at: usize) -> Connection {
    let kind = world.property(at, "Type").map(|value| world.symbol(value));
    let is_network = kind.is_some_and(|kind| kind.known() != Some("application"));
    let named = world.property(at, "SecurityGroups");
    let is_public = is_facing(world, at);
    let mut each: Vec<Interface> = match world.property(at, "SubnetMappings").map(|list| world.view.items(list)) {
        Some(None) => return Connection::Unknown,
        Some(Some(items)) => items
            .into_iter()
            .map(|(_, one)| interface(world, subnet(world, world.view.entry(one, "SubnetId")), named, is_public))
            .collect(),
        None => in_subnets(world, world.property(at, "Subnets"), named, is_public),
    };
    if is_network && named.is_none() {
        each.iter_mut().for_each(|one| one.groups = None);
    }
    asking_from(OF_ANYBODY, each)
}

/// A load balancer of the former generation.
pub fn classic(world: &World<'_, '_>, at: usize) -> Connection {
    let Some(list) = world.property(at, "Subnets") else { return Connection::Unknown };
    let each = in_subnets(world, Some(list), world.property(at, "SecurityGroups"), is_facing(world, at));
    asking_from(OF_ANYBODY, each)
}

/// Whether it has public addresses, as it has unless it is internal.
fn is_facing(world: &World<'_, '_>, at: usize) -> Truth {
    match world.property(at, "Scheme").map(|value| world.symbol(value)) {
        Some(said) if said.known() == Some("internal") => Truth::No,
        Some(said) if said.known().is_none() => Truth::Unknown,
        Some(_) | None => Truth::Yes,
    }
}
