//! `infrac check`: all diagnostics, no template.

use super::args::Check;
use super::files::{self, Input};
use super::report::{self, Stdout};
use super::{Outcome, mend};
use crate::diagnostic::Diagnostic;
use crate::{Source, compile};
use std::io;

/// Checks the files; with `--fix`, mends what is sure first.
pub fn run(arguments: &Check) -> io::Result<Outcome> {
    if files::repeats_stdin(&arguments.files) {
        return report::refuse("standard input can be read once only");
    }
    let mut inputs: Vec<Input> = arguments.files.iter().map(|path| files::read(path)).collect();
    let mut stdout = Stdout::Free;
    if arguments.fix {
        for (path, input) in arguments.files.iter().zip(&mut inputs) {
            mend::mend(path, input)?;
        }
        if arguments.files.iter().any(|path| files::is_standard(path)) {
            stdout = Stdout::Taken;
        }
    }
    let reports: Vec<(&Source, Vec<Diagnostic>)> =
        inputs.iter().map(|input| (&input.source, diagnostics(input))).collect();
    report::show(arguments.message_format, stdout, &reports)?;
    Ok(report::outcome(&reports))
}

/// What is wrong with an input.
pub fn diagnostics(input: &Input) -> Vec<Diagnostic> {
    if input.unreadable.is_empty() { compile(&input.source).diagnostics } else { input.unreadable.clone() }
}
