//! `infrac plan`: what a deploy would change.

mod args;
mod json;
mod lines;
mod loaded;
mod offline;
#[cfg(feature = "deploy")]
mod online;
mod row;
mod text;
mod value;

pub use args::Plan;
pub use text::text;

use super::args::PageFormat;
use super::{Outcome, report};
use crate::plan;
#[cfg(feature = "deploy")]
use crate::{Diagnostic, Source, compile::Compiled};
use std::io::{self, IsTerminal, Write};

/// Shows a plan. With the exit status that tells changes, every failure is 1, so that 2 means changes and nothing else.
pub fn run(arguments: &Plan) -> io::Result<Outcome> {
    let outcome = match &arguments.against {
        Some(old) => offline::run(old, arguments)?,
        #[cfg(feature = "deploy")]
        None => online::run(arguments)?,
        #[cfg(not(feature = "deploy"))]
        None => report::refuse("this infrac cannot reach AWS: say --offline --against OLD")?,
    };
    Ok(match outcome {
        Outcome::Usage if arguments.detailed_exit_code => Outcome::Errors,
        Outcome::Changes if !arguments.detailed_exit_code => Outcome::Done,
        other => other,
    })
}

/// Prints a plan on standard output.
fn show(arguments: &Plan, stack: Option<&str>, plan: &plan::Plan) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    let text = match arguments.format {
        PageFormat::Text => text(&report::style_of(out.is_terminal()), plan),
        PageFormat::Json => json::text(stack, plan),
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(if plan.is_empty() { Outcome::Done } else { Outcome::Changes })
}

/// What stops a deploy of this plan, at the lines of the file: data that is lost and not allowed to be, and what
/// CloudFormation refuses.
#[cfg(feature = "deploy")]
pub fn losses(source: &Source, compiled: &Compiled<'_>, plan: &plan::Plan, allowed: &[String]) -> Vec<Diagnostic> {
    let place = |id: &str| {
        let at = compiled.template.resources.iter().position(|resource| resource.id == id)?;
        Some(source.first_line(compiled.origins.resource(at)?))
    };
    plan::diagnostics(plan, allowed, &place)
}
