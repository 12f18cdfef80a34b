//! What would help: each candidate is applied to a copy of the template, and the question is asked again.

mod endpoints;
pub mod gateways;
pub mod grants;
pub mod rules;
pub mod ways;

use crate::reason::references;
use crate::reason::relations::Relations;
use crate::reason::trace::Way;
use crate::reason::world::World;
use crate::template::{Items, Resource, Step, Template, Value};

/// The id of what is tried.
const TRIED: &str = "InfracTried";

/// What something costs, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// Nothing, as everybody expects.
    Nothing,
    /// Nothing, which is worth saying.
    Free,
    /// It is billed for every hour that it is there.
    Hourly,
}

impl Cost {
    /// The same as the end of a sentence.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Free => ", which is free",
            Self::Hourly => ", which is billed by the hour",
        }
    }
}

/// A change of a template.
#[derive(Debug, Clone)]
pub enum Change<'c> {
    /// A resource more.
    Add(Resource<'static>),
    /// What stands at a place less: an item of a list, an entry of a map, or a whole resource.
    Remove(Way<'c>),
    /// Another value of a property.
    Set(usize, &'static str, Value<'static>),
    /// Everything that is made under a condition, in every case.
    Always(String),
}

/// Something that may help.
#[derive(Debug, Clone)]
pub struct Remedy<'c> {
    /// What to write.
    pub text: String,
    /// What that costs.
    pub cost: Cost,
    /// The same in the template.
    pub changes: Vec<Change<'c>>,
}

/// What stands in the first case that surely can be, of a template as it is.
pub fn in_first_case<T>(relations: &Relations<'_>, mut look: impl FnMut(&World<'_, '_>) -> T) -> Option<T> {
    relations.first_of_each([()], |world, _, ()| Some(look(world))).pop().map(|(found, _)| found)
}

/// What is asked of a template once something is changed.
pub type Asked<'q> = dyn Fn(&Relations<'_>) -> bool + 'q;

/// A copy of a template in which candidates are tried, one after another.
pub struct Trials<'r, 't> {
    /// The relations of the template as it is.
    pub relations: &'r Relations<'t>,
    /// The copy, once there is something to try.
    copy: Option<Template<'t>>,
}

impl<'r, 't> Trials<'r, 't> {
    /// Trials of what is changed in a template.
    pub fn new(relations: &'r Relations<'t>) -> Self {
        Self { relations, copy: None }
    }

    /// Those that are proved to help as one sentence, cheapest first; empty where nothing helps.
    pub fn help(&mut self, candidates: Vec<Remedy<'_>>, asked: &Asked<'_>) -> String {
        let mut proved: Vec<Remedy<'_>> =
            candidates.into_iter().filter(|candidate| self.is_proved(&candidate.changes, asked)).collect();
        proved.sort_by_key(|remedy| remedy.cost);
        let texts: Vec<String> =
            proved.into_iter().map(|remedy| format!("{}{}", remedy.text, remedy.cost.shown())).collect();
        texts.join("; or ")
    }

    /// Whether something holds once a template is changed.
    pub fn is_proved(&mut self, changes: &[Change<'_>], asked: &Asked<'_>) -> bool {
        let own = self.relations.template();
        let copy = self.copy.get_or_insert_with(|| own.clone());
        let touched: Vec<usize> = changes.iter().flat_map(|change| apply(copy, change)).collect();
        let is_proved = asked(&Relations::new(copy, self.relations.place(), |_| String::new()));
        copy.resources.truncate(own.resources.len());
        for at in touched {
            copy.resources[at] = own.resources[at].clone();
        }
        is_proved
    }
}

/// Makes a change, and says which resources it is about. They stay where they are.
fn apply(copy: &mut Template<'_>, change: &Change<'_>) -> Vec<usize> {
    match change {
        Change::Add(resource) => {
            copy.resources.push(resource.clone());
            Vec::new()
        }
        Change::Remove(way) => {
            remove(&mut copy.resources[way.resource], &way.steps);
            vec![way.resource]
        }
        Change::Always(condition) => {
            let is_meant = |resource: &Resource<'_>| references::condition(&resource.attributes) == Some(condition);
            let all = copy.resources.iter_mut().enumerate().filter(|(_, resource)| is_meant(resource));
            all.map(|(at, resource)| {
                always(resource);
                at
            })
            .collect()
        }
        Change::Set(at, property, value) => {
            copy.resources[*at].set(*property, value.clone());
            vec![*at]
        }
    }
}

fn always(resource: &mut Resource<'_>) {
    resource.attributes.retain(|(key, _)| key != "Condition");
}

fn remove(resource: &mut Resource<'_>, steps: &[Step<'_>]) {
    match steps {
        // What is there no more is of no type, so that the others stay at their positions.
        [] => {
            resource.kind = "".into();
            resource.properties.clear();
        }
        [Step::Key(name)] => resource.properties.retain(|(key, _)| key != name),
        [Step::Key(name), rest @ ..] => {
            if let Some((_, value)) = resource.properties.iter_mut().find(|(key, _)| key == name) {
                take_out(value, rest);
            }
        }
        [Step::Item(_), ..] => {}
    }
}

/// Takes something out of a value; what stands in lists by itself counts as their first item.
fn take_out(value: &mut Value<'_>, steps: &[Step<'_>]) {
    let is_last = steps.len() == 1;
    match (steps.first(), value) {
        (Some(Step::Item(at)), Value::List(items)) => items.change(|items| {
            if is_last && *at < items.len() {
                items.remove(*at);
            } else if let Some(item) = items.get_mut(*at) {
                take_out(item, &steps[1..]);
            }
        }),
        (Some(Step::Item(0)), value) if is_last => *value = Value::List(Items::Owned(Vec::new())),
        (Some(Step::Key(name)), Value::Map(entries)) => entries.change(|entries| {
            if is_last {
                entries.retain(|(key, _)| key != name);
            } else if let Some((_, value)) = entries.iter_mut().find(|(key, _)| key == name) {
                take_out(value, &steps[1..]);
            }
        }),
        (Some(Step::Key(_) | Step::Item(_)) | None, _) => {}
    }
}
