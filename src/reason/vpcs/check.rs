//! What AWS refuses of a template's networks, as far as it is certain.

mod addresses;
mod blocks;
mod gateways;
mod groups;
mod members;
mod routes;
mod rules;

pub use gateways::NOT_WAITING;

use super::Networks;
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::reason::conditions::Conditions;
use crate::reason::references;
use crate::template::{Parameter, Step, Template, Value};
use rustc_hash::FxHashMap;

/// A place in a template.
#[derive(Debug, Clone)]
pub struct At<'t> {
    /// The resource, by its position.
    pub resource: usize,
    /// The way to the place below it; empty for all of it.
    pub way: Vec<Step<'t>>,
    /// The resource that is named there, where there is one: the first of these that does not stand there itself.
    pub named: Vec<usize>,
    /// What to say of it.
    pub label: String,
}

impl<'t> At<'t> {
    /// A property of a resource.
    fn property(resource: usize, name: &'t str, label: impl Into<String>) -> Self {
        Self { resource, way: vec![Step::Key("Properties"), Step::Key(name)], named: Vec::new(), label: label.into() }
    }

    /// A resource as a whole.
    fn whole(resource: usize, label: impl Into<String>) -> Self {
        Self { resource, way: Vec::new(), named: Vec::new(), label: label.into() }
    }

    /// The same where another one is named.
    fn naming(self, named: impl IntoIterator<Item = usize>) -> Self {
        Self { named: named.into_iter().collect(), ..self }
    }
}

/// Something that is wrong, without its places in a text.
pub struct Finding<'t> {
    /// What to say.
    pub problem: Diagnostic,
    /// Where it is; the other half of it behind.
    pub places: Vec<At<'t>>,
    /// What to write in the place of the value.
    pub instead: Option<String>,
    /// What to write in the language, where that is more than the problem's own help.
    pub write: Option<String>,
    /// Whether it is about something that is missing, so that it may stand where nobody could read it.
    pub is_absence: bool,
}

impl<'t> Finding<'t> {
    fn new(problem: Diagnostic, places: impl Into<Vec<At<'t>>>) -> Self {
        Self { problem, places: places.into(), instead: None, write: None, is_absence: false }
    }

    fn write(self, write: impl Into<String>) -> Self {
        Self { write: Some(write.into()), ..self }
    }

    fn absence(self) -> Self {
        Self { is_absence: true, ..self }
    }
}

/// What is looked at.
struct Check<'c, 't> {
    networks: &'c Networks<'t>,
    /// How resources are called.
    called: &'c dyn Fn(usize) -> String,
    /// Whether the rules that a resource has were looked at where they are written.
    said: &'c dyn Fn(usize) -> bool,
    conditions: Conditions<'c, 't>,
    found: Vec<Finding<'t>>,
    /// Blocks that were offered already.
    offered: Vec<Block>,
}

impl Check<'_, '_> {
    /// Whether two resources may be there at once.
    fn together(&self, one: usize, other: usize) -> bool {
        let condition = |at: usize| references::condition(&self.networks.resources[at].attributes);
        match (condition(one), condition(other)) {
            (Some(one), Some(other)) => one == other || !self.conditions.exclude(&[(one, true), (other, true)]),
            (_, _) => true,
        }
    }
}

/// Everything that is wrong. Of some resources it was said what is wrong with the rules of security groups in them.
pub fn check<'t>(
    template: &'t Template<'t>,
    called: &dyn Fn(usize) -> String,
    said: &dyn Fn(usize) -> bool,
) -> Vec<Finding<'t>> {
    let Some(networks) = Networks::of(template) else { return Vec::new() };
    let conditions: FxHashMap<&str, &'t Value<'t>> =
        template.conditions.iter().map(|(name, value)| (name.as_ref(), value)).collect();
    let parameters: FxHashMap<&str, &'t Parameter<'t>> =
        template.parameters.iter().map(|parameter| (parameter.id.as_ref(), parameter)).collect();
    let condition = |name: &str| conditions.get(name).copied();
    let parameter = |id: &str| parameters.get(id).copied();
    let conditions = Conditions::new(&condition, &parameter, &template.rules);
    let mut check = Check { networks: &networks, called, said, conditions, found: Vec::new(), offered: Vec::new() };
    blocks::check(&mut check);
    members::check(&mut check);
    groups::check(&mut check);
    routes::check(&mut check);
    rules::check(&mut check);
    gateways::check(&mut check);
    addresses::check(&mut check);
    check.found
}
