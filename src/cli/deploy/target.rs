//! Which stack a command is about: a file's, or one by its name.

use super::args::{Connection, Target as Asked};
use super::session::Session;
use super::terminal::Terminal;
use super::{order, project};
use crate::cli::files::Input;
use crate::cli::{Outcome, report};
use crate::compile;
use crate::deploy::{self, Cloud, Stop};
use crate::source::Source;
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

impl Target {
    /// The text of the file.
    pub fn source(&self) -> Option<&Source> {
        self.input.as_ref().map(|input| &input.source)
    }
}

/// A stack, and what came of what was done with it.
type Met<T> = (Target, Result<T, Stop>);

/// Does something with the stack that is meant, where it is; or gives why nobody got that far.
pub fn with<T>(
    (asked, connection): (&Asked, &Connection),
    terminal: &Terminal,
    act: impl AsyncFnOnce(&Cloud, &str) -> Result<T, Stop>,
) -> io::Result<Result<Met<T>, Outcome>> {
    let target = match read(asked)? {
        Ok(target) => target,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let came_out = deploy::block_on(async {
        let mut session = Session::new(connection, &terminal.interrupt);
        let cloud = session.open(target.region.as_deref(), &target.stack, terminal).await?;
        act(&cloud, &target.stack).await
    })?;
    Ok(Ok((target, came_out)))
}

/// What is meant: a file is one that is there, or whose name ends as files of infrac do.
fn read(asked: &Asked) -> io::Result<Result<Target, Outcome>> {
    let path = Path::new(&asked.target);
    if !path.exists() && path.extension().is_none_or(|ending| ending != "infra") {
        return Ok(Ok(Target { stack: asked.target.clone(), region: None, input: None }));
    }
    let input = match project::read(&[path.to_owned()], asked.root.as_deref())? {
        Ok(mut inputs) => inputs.remove(0),
        Err(outcome) => return Ok(Err(outcome)),
    };
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
