//! A plan that nobody is asked for.

use super::loaded::{self, Loaded};
use super::{Plan, show};
use crate::cli::Outcome;
use crate::plan::{self, Side};
use std::io;
use std::path::Path;

/// Predicts what would change.
pub fn run(old: &Path, arguments: &Plan) -> io::Result<Outcome> {
    let root = root(arguments);
    let (before, after) = match (loaded::read(old, root)?, loaded::read(&arguments.file, root)?) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(outcome), _) | (_, Err(outcome)) => return Ok(outcome),
    };
    let sides = (loaded::load(old, &before.source, false)?, loaded::load(&arguments.file, &after.source, true)?);
    let (Some(before), Some(after)) = sides else { return Ok(Outcome::Errors) };
    let given = match given(arguments, &after) {
        Ok(given) => given,
        Err(problem) => return crate::cli::report::refuse(&problem),
    };
    let mut plan = plan::predict_with(&Side::new(&before.template), Side::new(&after.template).with(given));
    plan.locate(&|id| after.at(id), &|id| before.at(id));
    after.locate_properties(&mut plan);
    show(arguments, after.name.as_deref(), &plan)
}

#[cfg(feature = "deploy")]
fn root(arguments: &Plan) -> Option<&Path> {
    arguments.stack.root.as_deref()
}

#[cfg(not(feature = "deploy"))]
fn root(_: &Plan) -> Option<&Path> {
    None
}

/// The values that the command line gives to parameters.
#[cfg(feature = "deploy")]
fn given(arguments: &Plan, new: &Loaded<'_>) -> Result<Vec<(String, String)>, String> {
    let inputs = new.template.parameters.iter().map(|parameter| crate::deploy::Input {
        name: new
            .inputs
            .iter()
            .find(|(_, id)| *id == parameter.id)
            .map_or_else(|| parameter.id.to_string(), |(name, _)| name.clone()),
        id: parameter.id.to_string(),
        secret: false,
        has_default: false,
        description: None,
    });
    crate::cli::deploy::given(&arguments.stack, &inputs.collect::<Vec<_>>())
}

#[cfg(not(feature = "deploy"))]
fn given(_: &Plan, _: &Loaded<'_>) -> Result<Vec<(String, String)>, String> {
    Ok(Vec::new())
}
