//! The files of one command, compiled, each with what is to be deployed of it.

use super::args::Stack;
use super::order;
use crate::cli::files::{self, Input};
use crate::cli::render::MessageFormat;
use crate::cli::{Outcome, report};
use crate::compile::Compiled;
use crate::deploy::Order;
use crate::deployment::links::{self, Links};
use crate::plan::At;
use crate::{Diagnostic, Severity, Source, compile};
use std::io;
use std::path::{Path, PathBuf};

/// One file with what is to be deployed of it.
pub struct Project<'s> {
    /// The file.
    pub source: &'s Source,
    /// What it compiles to.
    pub compiled: Compiled<'s>,
    /// What is to be deployed.
    pub order: Order,
    /// Where each resource is declared.
    pub places: Vec<(String, At)>,
    /// What the stack gives others, and takes from them.
    pub links: Links,
}

/// Reads files; or says why not.
pub fn read(paths: &[PathBuf], root: Option<&Path>) -> io::Result<Result<Vec<Input>, Outcome>> {
    let mut inputs = Vec::with_capacity(paths.len());
    for path in paths {
        let input = match files::read_with_root(path, root) {
            Ok(input) => input,
            Err(problem) => return report::refuse(&problem).map(Err),
        };
        if !input.unreadable.is_empty() {
            let found = [(&input.source, input.unreadable.clone())];
            report::show(MessageFormat::Human, report::Stdout::Taken, &found)?;
            return Ok(Err(Outcome::Usage));
        }
        inputs.push(input);
    }
    Ok(Ok(inputs))
}

/// Compiles files that were read. Everything that is wrong with any of them is said before anything is done.
pub fn compiled<'s>(
    paths: &[PathBuf],
    inputs: &'s [Input],
    asked: &Stack,
) -> io::Result<Result<Vec<Project<'s>>, Outcome>> {
    let all: Vec<(&Source, Compiled<'_>)> =
        inputs.iter().map(|input| (&input.source, compile(&input.source))).collect();
    // What may be made better is said by `check`, not at every deploy.
    let counts = |one: &&Diagnostic| one.severity != Severity::Advice;
    let found: Vec<_> = all
        .iter()
        .map(|(source, compiled)| (*source, compiled.diagnostics.iter().filter(counts).cloned().collect()))
        .collect();
    report::show(MessageFormat::Human, report::Stdout::Taken, &found)?;
    if all.iter().any(|(_, compiled)| compiled.has_errors()) {
        return Ok(Err(Outcome::Errors));
    }
    let mut projects: Vec<Project<'_>> = Vec::with_capacity(all.len());
    for (path, (source, compiled)) in paths.iter().zip(all) {
        let order = match order::order(path, &compiled, asked) {
            Ok(order) => order,
            Err(problem) => return report::refuse(&problem).map(Err),
        };
        if let Some(other) = projects.iter().find(|other| other.order.stack == order.stack) {
            let (first, again) = (other.source.name(), source.name());
            return report::refuse(&format!("{first} and {again} are both the stack `{}`", order.stack)).map(Err);
        }
        let places = order::places(source, &compiled);
        let links = links::of(&compiled.template, &order.stack);
        projects.push(Project { source, compiled, order, places, links });
    }
    Ok(Ok(projects))
}
