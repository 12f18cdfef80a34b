//! Where each resource stands in the template, by its logical id.

use crate::template::Resource;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Positions by the hash of the id: the ids themselves stand in the template, and are not kept twice.
#[derive(Debug, Default)]
pub struct Positions {
    by_hash: FxHashMap<u64, u32>,
}

impl Positions {
    /// With room for so many ids.
    pub fn with_capacity(ids: usize) -> Self {
        Self { by_hash: FxHashMap::with_capacity_and_hasher(ids, FxBuildHasher) }
    }

    /// The position of the resource of this id.
    pub fn get(&self, resources: &[Resource<'_>], id: &str) -> Option<usize> {
        let slot = self.slot(resources, id);
        self.by_hash.get(&slot).map(|position| *position as usize)
    }

    /// Remembers the position of an id, and returns the one it had before.
    pub fn insert(&mut self, resources: &[Resource<'_>], id: &str, position: usize) -> Option<usize> {
        let slot = self.slot(resources, id);
        self.by_hash.insert(slot, position as u32).map(|before| before as usize)
    }

    /// The key of an id: its hash, or the next number that no other id has taken.
    fn slot(&self, resources: &[Resource<'_>], id: &str) -> u64 {
        let mut slot = FxBuildHasher.hash_one(id);
        while let Some(position) = self.by_hash.get(&slot) {
            if resources.get(*position as usize).is_none_or(|resource| resource.id == id) {
                break;
            }
            slot = slot.wrapping_add(1);
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_even_where_their_hashes_meet() {
        let resources = ["A", "B", "C"].map(|id| Resource::new(id, "AWS::SQS::Queue", 0));
        let mut positions = Positions::default();
        let taken = FxBuildHasher.hash_one("B");
        // A stands where B would: B goes to the next place.
        positions.by_hash.insert(taken, 0);
        assert_eq!(positions.insert(&resources, "B", 1), None);
        assert_eq!(positions.insert(&resources, "C", 2), None);
        assert_eq!(positions.get(&resources, "B"), Some(1));
        assert_eq!(positions.get(&resources, "D"), None);
        assert_eq!(positions.insert(&resources, "B", 1), Some(1));
    }
}
