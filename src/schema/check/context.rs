//! What a template says of the things that its values refer to.

use crate::template::{Template, Value};
use rustc_hash::FxHashMap;

/// What a logical id stands for.
#[derive(Debug, Clone, Copy)]
pub enum Target<'v> {
    /// A resource, by its position.
    Resource(usize),
    /// A parameter of this type.
    Parameter(&'v str),
}

/// A template's names.
#[derive(Debug)]
pub struct Context<'c, 'v> {
    /// The template.
    pub template: &'v Template<'v>,
    targets: &'c FxHashMap<&'v str, Target<'v>>,
    /// Whether people may still replace local paths in it, as `aws cloudformation package` does.
    pub unpackaged: bool,
    /// What the source calls the logical ids, where it has other names for them.
    names: FxHashMap<&'c str, &'c str>,
}

/// Every logical id of a template.
pub fn targets<'v>(template: &'v Template<'v>) -> FxHashMap<&'v str, Target<'v>> {
    let parameters = template.parameters.iter().map(|parameter| {
        let kind = parameter.attributes.iter().find(|(key, _)| key == "Type").map(|(_, value)| value);
        let kind = match kind {
            Some(Value::Text(text)) => text.as_ref(),
            _ => "",
        };
        (parameter.id.as_ref(), Target::Parameter(kind))
    });
    let resources = template.resources.iter().enumerate();
    // Of two things with one id, which was said, the parameter is what the compiler's own references mean.
    resources.map(|(at, resource)| (resource.id.as_ref(), Target::Resource(at))).chain(parameters).collect()
}

impl<'c, 'v> Context<'c, 'v> {
    /// The context of a template whose names these are.
    pub fn new(template: &'v Template<'v>, targets: &'c FxHashMap<&'v str, Target<'v>>, unpackaged: bool) -> Self {
        Self { template, targets, unpackaged, names: FxHashMap::default() }
    }

    /// The same with the names that the source has for logical ids.
    pub fn named(mut self, names: impl Iterator<Item = (&'c str, &'c str)>) -> Self {
        self.names.extend(names);
        self
    }

    /// What the source calls a logical id.
    pub fn called<'n>(&self, id: &'n str) -> &'n str
    where
        'c: 'n,
    {
        self.names.get(id).copied().unwrap_or(id)
    }

    /// What an id stands for.
    pub fn target(&self, id: &str) -> Option<Target<'v>> {
        self.targets.get(id).copied()
    }
}
