//! `infrac fmt`: the one layout, in place, or what it would change.

use super::args::Fmt;
use super::check::is_template;
use super::files::{self, Input};
use super::report::{self, Stdout};
use super::{Outcome, diff};
use crate::diagnostic::Diagnostic;
use crate::{Source, format};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lays the files out; one that cannot be read stays as it is, and the others do not wait for it.
pub fn run(arguments: &Fmt) -> io::Result<Outcome> {
    let paths = if arguments.stdin { vec![PathBuf::from("-")] } else { arguments.files.clone() };
    if files::repeats_stdin(&paths) {
        return report::refuse("standard input can be read once only");
    }
    let inputs: Vec<Input> = paths.iter().map(|path| files::read(path)).collect();
    if let Some(input) = inputs.iter().find(|input| input.unreadable.is_empty() && is_template(&input.source)) {
        let name = input.source.name();
        return report::refuse(&format!("{name}: this is a template of CloudFormation; fmt lays out .infra files"));
    }
    let mut reports: Vec<(&Source, Vec<Diagnostic>)> = Vec::with_capacity(inputs.len());
    let mut changed = 0;
    for (path, input) in paths.iter().zip(&inputs) {
        let (changes, problems) = one(arguments, path, input)?;
        changed += usize::from(changes);
        reports.push((&input.source, problems));
    }
    let is_taken = arguments.check || paths.iter().any(|path| files::is_standard(path));
    report::show(arguments.message_format, if is_taken { Stdout::Taken } else { Stdout::Free }, &reports)?;
    let outcome = report::outcome(&reports);
    if !arguments.check || changed == 0 {
        return Ok(outcome);
    }
    let files = if changed == 1 { "1 file".to_owned() } else { format!("{changed} files") };
    // Where nobody reads it, the exit status still says so.
    let _ = writeln!(io::stderr(), "{files} would change; infrac fmt without --check does it");
    Ok(if outcome == Outcome::Done { Outcome::Errors } else { outcome })
}

/// Whether the layout of a file is another one, or why that cannot be said.
fn one(arguments: &Fmt, path: &Path, input: &Input) -> io::Result<(bool, Vec<Diagnostic>)> {
    let text = input.source.text();
    let (laid_out, problems) = match format::format(&input.source) {
        _ if !input.unreadable.is_empty() => return Ok((false, input.unreadable.clone())),
        Ok(laid_out) => (laid_out, Vec::new()),
        // What goes through this program must not be lost on the way.
        Err(problems) => (text.to_owned(), problems),
    };
    let changed = laid_out != text;
    if arguments.check {
        if changed {
            diff::show(input.source.name(), text, &laid_out)?;
        }
    } else if files::is_standard(path) {
        let mut stdout = io::stdout().lock();
        files::write_text(input.marked, &laid_out, &mut stdout)?;
        stdout.flush()?;
    } else if changed {
        files::write(path, &|out| files::write_text(input.marked, &laid_out, out))?;
    }
    Ok((changed, problems))
}
