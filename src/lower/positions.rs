//! Where each resource stands in the template, by its logical id.

use crate::template::Resource;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::hash_map::Entry;
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
        let mut slot = FxBuildHasher.hash_one(id);
        loop {
            let position = *self.by_hash.get(&slot)? as usize;
            if has_id(resources, position, id) {
                return Some(position);
            }
            slot = slot.wrapping_add(1);
        }
    }

    /// Remembers the position of an id, and returns the one it had before. An id whose hash another one has goes to the
    /// next number that is free.
    pub fn insert(&mut self, resources: &[Resource<'_>], id: &str, position: usize) -> Option<usize> {
        let mut slot = FxBuildHasher.hash_one(id);
        loop {
            match self.by_hash.entry(slot) {
                Entry::Vacant(free) => {
                    free.insert(position as u32);
                    return None;
                }
                Entry::Occupied(mut taken) if has_id(resources, *taken.get() as usize, id) => {
                    return Some(taken.insert(position as u32) as usize);
                }
                Entry::Occupied(_) => slot = slot.wrapping_add(1),
            }
        }
    }
}

fn has_id(resources: &[Resource<'_>], position: usize, id: &str) -> bool {
    resources.get(position).is_some_and(|resource| resource.id == id)
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
