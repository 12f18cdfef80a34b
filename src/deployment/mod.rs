//! What a deploy has to know of a source beside its template: the stack's name and settings, and what its inputs are
//! called.

pub mod emptying;
pub mod links;

use crate::model::{Settings, Stack};
use crate::template::Value;

/// The settings of a stack that are no part of its template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deployment {
    /// The name that `stack NAME` gives.
    pub name: Option<String>,
    /// The region that the stack is meant for.
    pub region: Option<String>,
    /// Whether nobody may delete the stack before this is switched off; nothing where the source does not say.
    pub protect: Option<bool>,
    /// The tags that the source gives the stack.
    pub tags: Vec<(String, String)>,
    /// The inputs, in order.
    pub inputs: Vec<Named>,
    /// The outputs, in order.
    pub outputs: Vec<Named>,
}

/// An input or an output by its two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What the source calls it.
    pub name: String,
    /// What the template calls it.
    pub id: String,
}

/// What a stack says about its deploy.
pub fn of(stack: &Stack<'_>) -> Deployment {
    let named = |name: &str, id: &str| Named { name: name.to_owned(), id: id.to_owned() };
    let inputs = stack.inputs.iter().map(|input| named(input.name.text, &input.id)).collect();
    let outputs = stack.outputs.iter().map(|output| named(output.name.text, &output.id)).collect();
    let mut deployment = Deployment { inputs, outputs, ..Deployment::default() };
    if let Some(settings) = &stack.settings {
        deployment.name = settings.name.map(|name| name.text.to_owned());
        deployment.region = settings.entries.text("region").map(|region| region.clone().into_owned());
        deployment.protect = protect(settings);
        deployment.tags = tags(settings);
    }
    deployment
}

fn protect(settings: &Settings<'_>) -> Option<bool> {
    settings.entries.setting("protect").map(|_| settings.entries.on("protect", false))
}

/// Tags whose values are known: the others reach the resources through the template alone.
fn tags(settings: &Settings<'_>) -> Vec<(String, String)> {
    let Some(Value::Map(tags)) = settings.entries.value("tags") else { return Vec::new() };
    let known = tags.iter().filter_map(|(key, value)| match value {
        Value::Text(value) => Some((key.clone().into_owned(), value.clone().into_owned())),
        _ => None,
    });
    known.collect()
}
