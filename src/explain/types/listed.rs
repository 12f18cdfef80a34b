//! The properties that may stand in a place, wherever they are said: in definitions, in parts and in alternatives.

use crate::schema::{Place, Property, Types};

/// How deep parts and alternatives are looked through.
const DEEPEST: usize = 6;

/// A property that may stand somewhere.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// What is said of it.
    pub property: &'static Property,
    /// What may stand in it.
    pub place: Place,
    /// Whether it must be there whatever the alternative.
    pub required: bool,
}

/// All properties of a place, sorted by name.
pub fn properties(place: Place) -> Vec<Listed> {
    let mut all = Vec::new();
    let mut needed = Vec::new();
    collect(place, true, 0, &mut all, &mut needed);
    all.sort_by_key(|listed| listed.property.name);
    all.dedup_by(|later, first| {
        let same = later.property.name == first.property.name;
        first.required |= same && later.required;
        same
    });
    for listed in &mut all {
        listed.required |= needed.contains(&listed.property.name);
    }
    all
}

fn collect(place: Place, always: bool, depth: usize, all: &mut Vec<Listed>, needed: &mut Vec<&'static str>) {
    // A schema may give a list properties, which mean nothing.
    if !place.types().accepts(Types::OBJECT) {
        return;
    }
    for layer in place.layers() {
        all.extend(layer.node.properties.iter().map(|property| Listed {
            property,
            place: layer.at(property.node),
            required: always && property.required,
        }));
        let Some(sets) = layer.node.sets.as_ref().filter(|_| depth < DEEPEST) else { continue };
        if always {
            needed.extend(&sets.needed);
        }
        for id in &sets.all {
            collect(layer.at(*id), always, depth + 1, all, needed);
        }
        for group in [&sets.any, &sets.one] {
            // An alternative to nothing always holds.
            let always = always && group.len() == 1;
            group.iter().for_each(|id| collect(layer.at(*id), always, depth + 1, all, needed));
        }
    }
}

/// The names that an alternative asks for, sorted as they are said.
pub fn asked(place: Place) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for layer in place.layers() {
        let needed = layer.node.sets.iter().flat_map(|sets| sets.needed.iter().copied());
        let required = layer.node.properties.iter().filter(|one| one.required).map(|one| one.name);
        for name in needed.chain(required) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
