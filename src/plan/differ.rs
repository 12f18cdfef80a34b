//! The differences of two values, place by place.

use super::changed::{self, Causes, Changed};
use super::concealed;
use super::fold;
use super::model::Certainty;
use super::parts::Cause;
use super::path::{Path, Step};
use crate::schema::Place;
use crate::template::{Entry, Value};

/// One place where two values differ.
#[derive(Debug)]
pub(super) struct Difference<'t> {
    pub path: Path,
    pub before: Option<Value<'t>>,
    pub after: Option<Value<'t>>,
    pub certainty: Certainty,
    pub causes: Vec<Cause>,
    /// Whether it is the value of a pair whose name says that it is a secret.
    pub is_secret: bool,
}

/// What items of lists are told by.
const KEYS: [&str; 8] = ["Key", "Name", "Id", "Sid", "AttributeName", "IndexName", "DeviceName", "ContainerPort"];

/// The differences of two lists of entries, of which each key counts once.
pub(super) fn entries<'t>(
    changed: &Changed<'t>,
    (old, new): (&[Entry<'t>], &[Entry<'t>]),
    place: Option<Place>,
) -> Vec<Difference<'t>> {
    let mut differ = Differ { changed, path: Path::default(), in_secret: false, found: Vec::new() };
    differ.map(old, new, place);
    differ.found
}

/// The differences of two values.
pub(super) fn values<'t>(
    changed: &Changed<'t>,
    old: Option<&Value<'t>>,
    new: Option<&Value<'t>>,
) -> Vec<Difference<'t>> {
    let mut differ = Differ { changed, path: Path::default(), in_secret: false, found: Vec::new() };
    differ.either(old, new, None);
    differ.found
}

struct Differ<'d, 't> {
    changed: &'d Changed<'t>,
    path: Path,
    in_secret: bool,
    found: Vec<Difference<'t>>,
}

impl<'t> Differ<'_, 't> {
    fn at(&mut self, step: Step, old: Option<&Value<'t>>, new: Option<&Value<'t>>, place: Option<Place>) {
        self.path.0.push(step);
        self.either(old, new, place);
        self.path.0.pop();
    }

    fn either(&mut self, old: Option<&Value<'t>>, new: Option<&Value<'t>>, place: Option<Place>) {
        match (old, new) {
            (Some(old), Some(new)) => self.both(old, new, place),
            (None, None) => {}
            (old, new) => {
                let is_choice = old.or(new).is_some_and(changed::is_choice);
                let certainty = if is_choice { Certainty::Possible } else { Certainty::Certain };
                self.push(old, new, certainty, vec![Cause::Template]);
            }
        }
    }

    fn both(&mut self, old: &Value<'t>, new: &Value<'t>, place: Option<Place>) {
        match (old, new) {
            (Value::Map(olds), Value::Map(news)) => self.map(olds, news, place),
            (Value::List(olds), Value::List(news)) => self.list(olds, news, place),
            (old, new) if fold::is_same(old, new) => {
                let causes = self.changed.causes(new);
                if let Some(certainty) = causes.iter().map(|(_, certainty)| *certainty).max() {
                    self.push(Some(old), Some(new), certainty, only(causes));
                }
            }
            (old, new) => {
                let sure = changed::surely_differ(old, new, self.changed);
                let certainty = if sure { Certainty::Certain } else { Certainty::Possible };
                self.push(Some(old), Some(new), certainty, vec![Cause::Template]);
            }
        }
    }

    fn map(&mut self, old: &[Entry<'t>], new: &[Entry<'t>], place: Option<Place>) {
        let (outside, is_pair) = (self.in_secret, concealed::is_secret_pair(old) || concealed::is_secret_pair(new));
        for (key, value) in new {
            let before = old.iter().find(|(known, _)| known == key).map(|(_, value)| value);
            self.in_secret = outside || is_pair && key == "Value";
            self.at(Step::Key(key.to_string()), before, Some(value), below(place, key));
        }
        for (key, value) in old.iter().filter(|(key, _)| !new.iter().any(|(known, _)| known == key)) {
            self.in_secret = outside || is_pair && key == "Value";
            self.at(Step::Key(key.to_string()), Some(value), None, below(place, key));
        }
        self.in_secret = outside;
    }

    fn list(&mut self, old: &[Value<'t>], new: &[Value<'t>], place: Option<Place>) {
        let items = place.and_then(Place::items);
        let unordered = place.is_some_and(Place::is_unordered);
        for (before, after) in pairs(old, new, unordered) {
            let step = Step::Item(after.or(before).unwrap_or_default());
            self.at(step, before.map(|at| &old[at]), after.map(|at| &new[at]), items);
        }
    }

    fn push(&mut self, old: Option<&Value<'t>>, new: Option<&Value<'t>>, certainty: Certainty, causes: Vec<Cause>) {
        let (before, after, path) = (old.cloned(), new.cloned(), self.path.clone());
        self.found.push(Difference { path, before, after, certainty, causes, is_secret: self.in_secret });
    }
}

fn only(causes: Causes) -> Vec<Cause> {
    causes.into_iter().map(|(cause, _)| cause).collect()
}

/// What may stand in an entry of a map.
fn below(place: Option<Place>, key: &str) -> Option<Place> {
    let place = place?;
    place.property(key).map(|(place, _)| place).or_else(|| place.value(key))
}

type Pair = (Option<usize>, Option<usize>);

/// Which item of one list became which item of the other: the same ones, then those that are told by the same key, then
/// the others in their order.
fn pairs(old: &[Value<'_>], new: &[Value<'_>], unordered: bool) -> Vec<Pair> {
    if !unordered && old.len() == new.len() {
        return (0..new.len()).map(|at| (Some(at), Some(at))).collect();
    }
    let mut matching = Matching { of_new: vec![None; new.len()], taken: vec![false; old.len()], unordered };
    matching.find(|at, candidate| fold::is_same(&old[candidate], &new[at]));
    matching.find(|at, candidate| key(&new[at]).is_some_and(|wanted| key(&old[candidate]) == Some(wanted)));
    matching.find(|at, candidate| key(&new[at]).is_none() && key(&old[candidate]).is_none());
    let gone = (0..old.len()).filter(|at| !matching.taken[*at]).map(|at| (Some(at), None));
    let kept = matching.of_new.iter().enumerate().map(|(at, old)| (*old, Some(at)));
    kept.chain(gone).collect()
}

struct Matching {
    /// The old item of each new one.
    of_new: Vec<Option<usize>>,
    /// Which old items have a new one.
    taken: Vec<bool>,
    /// Whether items may change places.
    unordered: bool,
}

impl Matching {
    /// Gives each new item that has none the first old item that fits.
    fn find(&mut self, fits: impl Fn(usize, usize) -> bool) {
        for at in 0..self.of_new.len() {
            if self.of_new[at].is_some() {
                continue;
            }
            let found = self.room(at).find(|old| !self.taken[*old] && fits(at, *old));
            if let Some(old) = found {
                self.of_new[at] = Some(old);
                self.taken[old] = true;
            }
        }
    }

    /// Where the old item of a new one may stand: between those of its neighbours, where an order counts.
    fn room(&self, at: usize) -> std::ops::Range<usize> {
        if self.unordered {
            return 0..self.taken.len();
        }
        let start = self.of_new[..at].iter().rev().find_map(|old| *old).map_or(0, |last| last + 1);
        let end = self.of_new[at..].iter().find_map(|old| *old).unwrap_or(self.taken.len());
        start..end
    }
}

fn key<'v>(item: &'v Value<'_>) -> Option<std::borrow::Cow<'v, str>> {
    let Value::Map(entries) = item else { return None };
    KEYS.iter().find_map(|key| fold::scalar(&entries.iter().find(|(known, _)| known == key)?.1))
}
