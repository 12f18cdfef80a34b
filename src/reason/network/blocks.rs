//! Blocks of addresses in a template, as far as they are known.

use crate::addresses::{Block, Malformed};
use crate::reason::world::World;
use crate::template::Value;

/// Every address of the longer kind too.
pub const ANYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// A block that a value says; none when only the deploy knows.
pub fn block<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Option<Block> {
    match Block::parse(world.symbol(value).known()?) {
        Ok(block) | Err(Malformed::Inside(block)) => Some(block),
        Err(Malformed::NoBlock) => None,
    }
}

/// All addresses of version 4.
pub fn anywhere() -> Option<Block> {
    Block::parse(ANYWHERE[0]).ok()
}
