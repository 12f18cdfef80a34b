//! Blocks of addresses in a template, as far as they are known, and whose addresses are in them.

use super::nodes::Interface;
use super::{routes, subnets};
use crate::addresses::{Block, Malformed};
use crate::reason::symbol::Symbol;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::Value;

/// The smallest block that is a part of the internet as a whole: nobody holds more than 16,777,216 addresses.
const LARGE: u32 = 8;
/// Blocks that nobody on the internet has an address in.
///
/// From "Address Allocation for Private Internets" (RFC 1918), for carriers (RFC 6598), and of the host itself.
const PRIVATE: [&str; 5] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"];

/// All addresses of version 4, as rules and routes name them.
pub const ANYWHERE: &str = "0.0.0.0/0";

/// The addresses at the other end.
#[derive(Debug, Clone, Copy)]
pub enum Addresses<'p> {
    /// Anywhere on the internet: an address that is in no block of its own.
    Internet,
    /// The same in version 6.
    Internet6,
    /// Some public ones, of a service of AWS.
    Service,
    /// Those of something in a VPC.
    Of(&'p Interface),
}

/// A block that a value says; none when only the deploy knows.
pub fn block<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Option<Block> {
    parsed(world.symbol(value).known()?)
}

/// The block that a text is.
pub fn parsed(text: &str) -> Option<Block> {
    match Block::parse(text) {
        Ok(block) | Err(Malformed::Inside(block)) => Some(block),
        Err(Malformed::NoBlock) => None,
    }
}

/// Whether a block holds all of some addresses, or none of them; unknown where that depends on which.
pub fn covers<'t>(world: &World<'_, 't>, value: &'t Value<'t>, addresses: Addresses<'_>) -> Truth {
    let symbol = world.symbol(value);
    let Some(block) = symbol.known().and_then(parsed) else {
        return match addresses {
            Addresses::Of(interface) if is_around(world, &symbol, interface) => Truth::Yes,
            _ => Truth::Unknown,
        };
    };
    if block.first().is_ipv6() != matches!(addresses, Addresses::Internet6) {
        return Truth::No;
    }
    match (addresses, block.prefix()) {
        (_, 0) => Truth::Yes,
        (Addresses::Internet | Addresses::Internet6, prefix) if prefix < LARGE => Truth::Unknown,
        (Addresses::Internet | Addresses::Internet6, _) => Truth::No,
        (Addresses::Service, _) if is_private(block) => Truth::No,
        (Addresses::Service, _) => Truth::Unknown,
        (Addresses::Of(interface), _) => match interface.block {
            Some(own) if block.contains(own) => Truth::Yes,
            Some(own) if !block.overlaps(own) => Truth::No,
            Some(_) | None => Truth::Unknown,
        },
    }
}

/// Whether nobody on the internet has an address in a block.
pub fn is_private(block: Block) -> bool {
    PRIVATE.iter().filter_map(|one| parsed(one)).any(|one| one.contains(block))
}

/// Whether a block that only the deploy knows is surely the subnet's of something, or its VPC's: both are the same input.
fn is_around(world: &World<'_, '_>, symbol: &Symbol<'_>, interface: &Interface) -> bool {
    let Some(subnet) = interface.subnet else { return false };
    let own = world.property(subnet, "CidrBlock");
    let around = subnets::vpc_of(world, subnet).map(|vpc| routes::blocks_of(world, vpc).collect::<Vec<_>>());
    own.into_iter().chain(around.unwrap_or_default()).any(|value| world.symbol(value) == *symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_blocks_are_told() {
        let of = |text| is_private(parsed(text).unwrap());
        assert!(of("10.0.0.0/16") && of("172.31.0.0/16") && of("192.168.1.0/24") && of("127.0.0.1/32"));
        assert!(!of("172.32.0.0/16") && !of("8.8.8.0/24") && !of("8.0.0.0/5"));
    }
}
