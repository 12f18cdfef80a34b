//! The command line: the only place that reads files and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod args;
mod build;
mod check;
#[cfg(feature = "deploy")]
mod deploy;
mod destination;
mod diff;
mod explain;
mod files;
mod fmt;
mod mend;
mod new;
mod page;
mod plan;
mod project;
pub mod render;
mod report;
mod tree;
mod why;

use args::{Arguments, Command};
use clap::{CommandFactory, Parser};
use std::io::{self, Write};
use std::process::ExitCode;

/// The code of a file that is not there, or is no file.
const CANNOT_READ: &str = "cannot-read";

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, warnings included.
    Done,
    /// Errors in what was given.
    Errors,
    /// Wrong usage: a file that is not there, an argument that makes no sense.
    Usage,
    /// There are no credentials of AWS, or they are no longer good.
    NoCredentials,
    /// Somebody asked to stop.
    Interrupted,
    /// There is something to change, for who asked to be told by the exit status.
    Changes,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Errors => 1,
            Outcome::Usage | Outcome::Changes => 2,
            Outcome::NoCredentials => 3,
            Outcome::Interrupted => 130,
        })
    }
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Outcome::Usage.into() } else { Outcome::Done.into() };
        }
    };
    match command(arguments.command) {
        Ok(outcome) => outcome.into(),
        // A reader that has seen enough is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Done.into(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {}", render::line(&error.to_string()));
            Outcome::Usage.into()
        }
    }
}

fn command(command: Command) -> io::Result<Outcome> {
    match command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Plan(arguments) => plan::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Deploy(arguments) => deploy::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Status(arguments) => deploy::status::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Outputs(arguments) => deploy::outputs::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Drift(arguments) => deploy::drift::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Cancel(arguments) => deploy::cancel::run(&arguments),
        #[cfg(feature = "deploy")]
        Command::Destroy(arguments) => deploy::destroy::run(&arguments),
        Command::Why(arguments) => why::run(&arguments),
        Command::Completions(arguments) => {
            let mut script = Vec::new();
            clap_complete::generate(arguments.shell, &mut Arguments::command(), "infrac", &mut script);
            let mut stdout = io::stdout().lock();
            stdout.write_all(&script)?;
            stdout.flush()?;
            Ok(Outcome::Done)
        }
    }
}
