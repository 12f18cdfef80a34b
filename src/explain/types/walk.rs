//! Along a property's path: through definitions, lists, maps and alternatives.

use super::accepts::map_of;
use super::property::{Change, Through, marks};
use crate::schema::{Marks, Place, Property, Type, Types};
use crate::suggest;

/// The most places that are looked at for one name.
const MANY: usize = 400;

/// Where a path leads.
#[derive(Debug)]
pub struct Found {
    /// The place.
    pub place: Place,
    /// The path with names as they are spelled.
    pub path: String,
    /// The last name.
    pub name: &'static str,
    /// Whether the last name must be there.
    pub required: bool,
    /// What is marked there.
    pub marks: Marks,
    /// The outer property whose change does more.
    pub through: Option<Through>,
}

/// Where a path ends that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The path as far as it goes; empty at the start.
    pub path: String,
    /// The name that is not there.
    pub name: String,
    /// What was meant, when that is clear.
    pub near: Option<&'static str>,
    /// The names that are there.
    pub names: Vec<&'static str>,
}

/// Follows a path such as `LifecycleConfiguration.Rules.Status`; `Rules[].Status` and `Rules.*.Status` are the same.
pub fn walk(of: &'static Type, path: &str) -> Result<Found, Lost> {
    let mut found = Found {
        place: Place::root(of),
        path: String::new(),
        name: "",
        required: false,
        marks: Marks::default(),
        through: None,
    };
    let names = path.split('.').map(|part| part.split('[').next().unwrap_or_default());
    for name in names.filter(|name| !name.is_empty() && *name != "*") {
        step(&mut found, name)?;
    }
    Ok(found)
}

fn step(found: &mut Found, name: &str) -> Result<(), Lost> {
    let all = named(found.place);
    let is = |test: fn(&str, &str) -> bool| all.iter().find(|seat| test(seat.property.name, name));
    let Some(seat) = is(|one, other| one == other).or_else(|| is(str::eq_ignore_ascii_case)) else {
        let names: Vec<&'static str> = all.iter().map(|seat| seat.property.name).collect();
        let near = suggest::nearest(name, names.iter().copied());
        return Err(Lost { path: found.path.clone(), name: name.to_owned(), near, names });
    };
    let change = Change::of(found.marks);
    if change != Change::Keeps && found.through.as_ref().is_none_or(|outer| outer.change != Change::Replaces) {
        found.through = Some(Through { path: found.path.clone(), change });
    }
    if !found.path.is_empty() {
        found.path.push('.');
    }
    found.path.push_str(seat.property.name);
    found.required = seat.required;
    let is_read_only = found.marks.has(Marks::READ_ONLY);
    found.marks = marks(found.place.of, seat.property.marks, &found.path);
    if is_read_only {
        found.marks.add(Marks::READ_ONLY);
    }
    found.name = seat.property.name;
    found.place = seat.place.at(seat.property.node);
    Ok(())
}

/// A property with the place that has it.
struct Seat {
    place: Place,
    property: &'static Property,
    required: bool,
}

/// The properties that a name may mean in a place: outer ones first.
fn named(place: Place) -> Vec<Seat> {
    let mut places = vec![(place, true)];
    let mut at = 0;
    while at < places.len() && at < MANY {
        for (next, always) in inside(places[at].0) {
            if !places.iter().any(|(known, _)| std::ptr::eq(known.node, next.node)) {
                places.push((next, always && places[at].1));
            }
        }
        at += 1;
    }
    // A schema may give a list properties, which mean nothing.
    let maps = places.into_iter().filter(|(place, _)| place.types().accepts(Types::OBJECT));
    let seats = maps.flat_map(|(place, always)| {
        let needs = |name| place.node.sets.as_ref().is_some_and(|sets| sets.needed.contains(&name));
        let required = move |property: &Property| always && (property.required || needs(property.name));
        place.node.properties.iter().map(move |property| Seat { place, property, required: required(property) })
    });
    seats.collect()
}

/// What belongs to a place, and whether it always holds: its definition, its items and values, its parts and alternatives.
fn inside(place: Place) -> Vec<(Place, bool)> {
    let node = place.node;
    let always = node.reference.iter().chain(&node.items);
    let parts = node.sets.iter().flat_map(|sets| &sets.all);
    let choices = node.sets.iter().flat_map(|sets| sets.any.iter().chain(&sets.one));
    let always = always.chain(parts).map(|id| (place.at(*id), true));
    let value = map_of(place).and_then(|(_, value)| value).map(|value| (value, true));
    // An alternative to nothing always holds.
    let alone = choices.clone().count() == 1;
    always.chain(value).chain(choices.map(|id| (place.at(*id), alone))).collect()
}
