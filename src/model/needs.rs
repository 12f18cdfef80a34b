//! What values need of the template beside themselves: conditions that they choose by, and the like.

use crate::template::{Entry, Text, Value, renamed};
use rustc_hash::FxHashMap;

/// Between these stands the number of a name that is not settled yet.
const OPEN: char = '#';

/// Gathered while values are read, in the order of their first use.
#[derive(Debug, Default)]
pub struct Needs<'a> {
    /// `Conditions`.
    pub conditions: Vec<Entry<'a>>,
    places: FxHashMap<Text<'a>, usize>,
    /// Conditions by the name that was made up for them.
    made: FxHashMap<Text<'a>, Vec<usize>>,
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

    /// Whether there is a mapping of this name.
    pub fn has_mapping(&self, name: &str) -> bool {
        self.mappings.iter().any(|(known, _)| known == name)
    }

    /// The name of a condition: the one that was made up for it, or one that is open until all conditions are known,
    /// where another has that name.
    pub fn condition(&mut self, name: String, test: Value<'a>, taken: impl Fn(&str) -> bool) -> Text<'a> {
        let name: Text<'a> = settled_part(&name).into();
        let made = self.made.entry(name.clone()).or_default();
        if let Some(same) = made.iter().find(|at| self.conditions[**at].1 == test) {
            return self.conditions[*same].0.clone();
        }
        let at = self.conditions.len();
        let is_free = made.is_empty() && !taken(&name);
        made.push(at);
        let name = if is_free { name } else { format!("{name}{OPEN}{at}{OPEN}").into() };
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
        if !self.has_mapping(&name)
            && let Some(rows) = rows()
        {
            self.mappings.push((name, rows));
        }
    }

    /// Settles the names of conditions that one name was made up for: each goes on with a mark of what it tests, so that
    /// no name hangs on which condition came first. What they are called now, by what they were.
    pub fn settle(&mut self) -> FxHashMap<Text<'a>, Text<'a>> {
        let mut names = FxHashMap::default();
        let is_open = |at: &usize| self.conditions[*at].0.contains(OPEN);
        let contested = self.made.iter().filter(|(_, made)| made.iter().any(is_open));
        let mut plain: Vec<(usize, Text<'a>)> =
            contested.flat_map(|(name, made)| made.iter().map(|at| (*at, name.clone()))).collect();
        // A test knows the names of others only that came before it.
        plain.sort_unstable_by_key(|(at, _)| *at);
        let mut plain = plain.into_iter().peekable();
        if plain.peek().is_none() {
            return names;
        }
        for (at, (name, test)) in self.conditions.iter_mut().enumerate() {
            renamed(test, &names);
            if let Some((_, plain)) = plain.next_if(|(next, _)| *next == at) {
                let marked: Text<'a> = format!("{plain}{:08x}", mark(test)).into();
                names.insert(std::mem::replace(name, marked.clone()), marked);
            }
        }
        names
    }
}

/// A name that is made of others without what is open in them.
fn settled_part(name: &str) -> String {
    name.split(OPEN).step_by(2).collect()
}

/// The same for the same test, on every machine: FNV-1a of what it says.
fn mark(test: &Value<'_>) -> u32 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{test:?}").bytes().fold(0x811c_9dc5, mix)
}
