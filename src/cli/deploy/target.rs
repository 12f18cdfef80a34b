//! Which stack a command is about: a file's, or one by its name.

use super::args::{Connection, Target as Asked};
use super::order;
use super::session::Session;
use super::terminal::Terminal;
use crate::cli::files::{self, Input};
use crate::cli::render::MessageFormat;
use crate::cli::{Outcome, report};
use crate::compile;
use crate::deploy::{Cloud, Stop};
use std::io;
use std::path::Path;

/// A stack, with its file where there is one.
pub struct Target {
    /// The stack's name.
    pub stack: String,
    /// The region that the file is meant for.
    pub region: Option<String>,
    /// The file.
    pub input: Option<Input>,
}

/// What is meant: a file is one that is there, or whose name ends as files of infrac do.
pub fn read(asked: &Asked) -> io::Result<Result<Target, Outcome>> {
    let path = Path::new(&asked.target);
    if !path.exists() && path.extension().is_none_or(|ending| ending != "infra") {
        return Ok(Ok(Target { stack: asked.target.clone(), region: None, input: None }));
    }
    let input = match files::read_with_root(path, asked.root.as_deref()) {
        Ok(input) => input,
        Err(problem) => return report::refuse(&problem).map(Err),
    };
    if !input.unreadable.is_empty() {
        report::show(MessageFormat::Human, report::Stdout::Taken, &[(&input.source, input.unreadable.clone())])?;
        return Ok(Err(Outcome::Usage));
    }
    let compiled = compile(&input.source);
    // A file with a mistake in it still says which stack it is.
    match order::name(path, &compiled, asked.name.as_deref()) {
        Ok(stack) => {
            let region = compiled.deployment.region.clone();
            drop(compiled);
            Ok(Ok(Target { stack, region, input: Some(input) }))
        }
        Err(problem) => report::refuse(&problem).map(Err),
    }
}

/// Connects to where a stack is.
pub async fn open(target: &Target, asked: &Connection, terminal: &Terminal) -> Result<Cloud, Stop> {
    Session::new(asked, &terminal.interrupt).open(target.region.as_deref(), &target.stack, terminal).await
}
