//! Where the resources of a template are, by their logical ids and by their types: worked out once, however many
//! questions are asked.

use crate::template::Template;
use rustc_hash::FxHashMap;

/// The resources of a template, to be looked up.
#[derive(Debug, Default)]
pub struct Index<'t> {
    positions: FxHashMap<&'t str, usize>,
    /// The number of each type.
    kinds: FxHashMap<&'t str, usize>,
    /// The positions of the resources of each type, by its number.
    of_kind: Vec<Vec<usize>>,
}

impl<'t> Index<'t> {
    /// The resources of a template.
    pub fn of(template: &'t Template<'t>) -> Self {
        let mut index = Self::default();
        for (at, resource) in template.resources.iter().enumerate() {
            index.positions.insert(&resource.id, at);
            let next = index.of_kind.len();
            let number = *index.kinds.entry(&resource.kind).or_insert(next);
            if number == next {
                index.of_kind.push(Vec::new());
            }
            index.of_kind[number].push(at);
        }
        index
    }

    /// The position of a resource.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The number of a type; none where the template has nothing of it.
    pub fn kind(&self, kind: &str) -> Option<usize> {
        self.kinds.get(kind).copied()
    }

    /// How many types there are.
    pub fn kinds(&self) -> usize {
        self.of_kind.len()
    }

    /// The positions of the resources of a type, by its number.
    pub fn all(&self, kind: usize) -> &[usize] {
        &self.of_kind[kind]
    }
}
