//! `infrac build`: a template to standard output, or to files.

use super::args::{Build, Format};
use super::files::{self, Input};
use super::report::{self, Stdout};
use super::{Outcome, destination::Destinations};
use crate::diagnostic::Diagnostic;
use crate::template::{self, Template};
use crate::{Source, compile};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Compiles the files; writes nothing when one of them has an error.
pub fn run(arguments: &Build) -> io::Result<Outcome> {
    if files::repeats_stdin(&arguments.files) {
        return report::refuse("standard input can be read once only");
    }
    let destinations = match Destinations::of(arguments) {
        Ok(destinations) => destinations,
        Err(problem) => return report::refuse(&problem),
    };
    let read = arguments.files.iter().map(|path| files::read_with_root(path, arguments.root.as_deref()));
    let inputs: Vec<Input> = match read.collect() {
        Ok(inputs) => inputs,
        Err(problem) => return report::refuse(&problem),
    };
    let mut compiled = Vec::with_capacity(inputs.len());
    let mut reports: Vec<(&Source, Vec<Diagnostic>)> = Vec::with_capacity(inputs.len());
    for input in &inputs {
        let (template, diagnostics) = one(input);
        compiled.push(template);
        reports.push((&input.source, diagnostics));
    }
    let stdout = if destinations.is_stdout() { Stdout::Taken } else { Stdout::Free };
    report::show(arguments.message_format, stdout, &reports)?;
    let outcome = report::outcome(&reports);
    if outcome == Outcome::Done {
        write(&destinations, &compiled)?;
    }
    // The process ends here, and freeing large templates value by value would only delay it.
    std::mem::forget(compiled);
    Ok(outcome)
}

fn one(input: &Input) -> (Template<'_>, Vec<Diagnostic>) {
    if !input.unreadable.is_empty() {
        return (Template::default(), input.unreadable.clone());
    }
    let compiled = compile(&input.source);
    (compiled.template, compiled.diagnostics)
}

fn write(destinations: &Destinations, templates: &[Template<'_>]) -> io::Result<()> {
    match destinations {
        Destinations::Stdout(format) => {
            let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            templates.iter().try_for_each(|template| emit(template, *format, &mut stdout))?;
            stdout.flush()
        }
        Destinations::Files(places) => {
            make_folder(places)?;
            let mut pairs = places.iter().zip(templates);
            pairs.try_for_each(|((path, format), template)| files::write(path, &|out| emit(template, *format, out)))
        }
    }
}

/// Several templates may go to a folder that is still to be made; for one the name would mean a file.
fn make_folder(places: &[(PathBuf, Format)]) -> io::Result<()> {
    match places {
        [(first, _), _, ..] => {
            let folder = first.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder).map_err(|error| files::with_path(&error, folder))
        }
        _ => Ok(()),
    }
}

fn emit(template: &Template<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => template::json(template, out),
        Format::Yaml => template::yaml(template, out),
    }
}
