//! What would help: each candidate is applied to a copy of the template, and the question is asked again.

mod endpoints;
pub mod gateways;
pub mod grants;
pub mod rules;
pub mod ways;

use crate::reason::relations::Relations;
use crate::reason::trace::Way;
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

/// What is asked of a template once something is changed.
pub type Asked<'q> = dyn Fn(&Relations<'_>) -> bool + 'q;

/// Those that are proved to help, cheapest first.
pub fn proved<'c>(relations: &Relations<'_>, candidates: Vec<Remedy<'c>>, asked: &Asked<'_>) -> Vec<Remedy<'c>> {
    let mut found: Vec<Remedy<'c>> =
        candidates.into_iter().filter(|candidate| is_proved(relations, &candidate.changes, asked)).collect();
    found.sort_by_key(|remedy| remedy.cost);
    found
}

/// The same as one sentence; empty where nothing helps.
pub fn help(relations: &Relations<'_>, candidates: Vec<Remedy<'_>>, asked: &Asked<'_>) -> String {
    let proved = proved(relations, candidates, asked).into_iter();
    let texts: Vec<String> = proved.map(|remedy| format!("{}{}", remedy.text, remedy.cost.shown())).collect();
    texts.join("; or ")
}

/// Whether something holds once a template is changed.
pub fn is_proved(relations: &Relations<'_>, changes: &[Change<'_>], asked: &Asked<'_>) -> bool {
    let template = changed(relations.template(), changes);
    asked(&Relations::new(&template, relations.place(), |_| String::new()))
}

/// A copy of a template with changes. Resources stay where they are in it.
fn changed<'t>(template: &Template<'t>, changes: &[Change<'_>]) -> Template<'t> {
    let mut copy = template.clone();
    for change in changes {
        match change {
            Change::Add(resource) => copy.resources.push(resource.clone()),
            Change::Remove(way) => remove(&mut copy.resources[way.resource], &way.steps),
            Change::Always(condition) => copy.resources.iter_mut().for_each(|one| always(one, condition)),
            Change::Set(at, property, value) => copy.resources[*at].set(*property, value.clone()),
        }
    }
    copy
}

fn always(resource: &mut Resource<'_>, condition: &str) {
    resource.attributes.retain(|(key, value)| key != "Condition" || *value != Value::text(condition));
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
