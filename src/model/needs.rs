//! What values need of the template beside themselves: conditions that they choose by, and the like.

use crate::template::{Entry, Text, Value};
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// Gathered while values are read, in the order of their first use.
#[derive(Debug, Default)]
pub struct Needs<'a> {
    /// `Conditions`.
    pub conditions: Vec<Entry<'a>>,
    places: FxHashMap<Text<'a>, usize>,
    /// `Mappings`.
    pub mappings: Vec<Entry<'a>>,
    /// Whether a function is used that only the transform AWS::LanguageExtensions knows.
    pub extensions: bool,
}

impl<'a> Needs<'a> {
    /// Whether there is a condition of this name.
    pub fn has_condition(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// What the condition of this name tests.
    pub fn test(&self, name: &str) -> Option<&Value<'a>> {
        self.places.get(name).map(|place| &self.conditions[*place].1)
    }

    /// The name of a condition: the one given, or one that goes on with a mark of what is tested where the name has
    /// another condition already.
    pub fn condition(&mut self, mut name: Text<'a>, test: Value<'a>, taken: impl Fn(&str) -> bool) -> Text<'a> {
        if let Some(place) = self.places.get(&name)
            && self.conditions[*place].1 == test
        {
            return name;
        }
        if self.places.contains_key(&name) || taken(&name) {
            name = format!("{name}{:08x}", mark(&test)).into();
        }
        self.add(name.clone(), test);
        name
    }

    /// A condition under its own name, once.
    pub fn add(&mut self, name: Text<'a>, test: Value<'a>) {
        if !self.places.contains_key(&name) {
            self.places.insert(name.clone(), self.conditions.len());
            self.conditions.push((name, test));
        }
    }

    /// A mapping under its own name, once.
    pub fn mapping(&mut self, name: Text<'a>, rows: impl FnOnce() -> Option<Value<'a>>) {
        if !self.mappings.iter().any(|(known, _)| *known == name)
            && let Some(rows) = rows()
        {
            self.mappings.push((name, rows));
        }
    }
}

/// The same for the same test, on every machine.
fn mark(test: &Value<'_>) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    format!("{test:?}").hash(&mut hasher);
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}
