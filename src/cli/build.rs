//! `infrac build`: a template to standard output, or to files.

use super::args::{Build, Format};
use super::files::{self, Input};
use super::{Outcome, report};
use crate::diagnostic::Diagnostic;
use crate::template::{self, Template};
use crate::{Source, compile};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Compiles the files; writes nothing when one of them has an error.
pub fn run(arguments: &Build) -> io::Result<Outcome> {
    if arguments.files.len() > 1 && arguments.output.is_none() {
        writeln!(io::stderr(), "error: several templates need a folder to go to: -o FOLDER")?;
        return Ok(Outcome::Usage);
    }
    let inputs = arguments.files.iter().map(|path| files::read(path)).collect::<io::Result<Vec<_>>>()?;
    let mut compiled = Vec::with_capacity(inputs.len());
    let mut reports: Vec<(&Source, Vec<Diagnostic>)> = Vec::with_capacity(inputs.len());
    for input in &inputs {
        let (template, diagnostics) = one(input);
        compiled.push(template);
        reports.push((&input.source, diagnostics));
    }
    let failed = reports.iter().any(|(_, diagnostics)| diagnostics.iter().any(Diagnostic::is_error));
    report::show(arguments.message_format, &reports)?;
    if failed {
        return Ok(Outcome::Errors);
    }
    for (path, template) in arguments.files.iter().zip(&compiled) {
        write(arguments, path, template)?;
    }
    Ok(Outcome::Done)
}

fn one(input: &Input) -> (Template<'_>, Vec<Diagnostic>) {
    if !input.unreadable.is_empty() {
        return (Template::default(), input.unreadable.clone());
    }
    let compiled = compile(&input.source);
    (compiled.template, compiled.diagnostics)
}

fn write(arguments: &Build, source: &Path, template: &Template<'_>) -> io::Result<()> {
    let Some(output) = &arguments.output else {
        let format = arguments.format.unwrap_or(Format::Json);
        let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        emit(template, format, &mut stdout)?;
        return stdout.flush();
    };
    let (path, format) = destination(arguments, output, source);
    files::write(&path, |out| emit(template, format, out))
}

fn emit(template: &Template<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => template::json(template, out),
        Format::Yaml => template::yaml(template, out),
    }
}

/// A folder takes one template for each source, named after it.
fn destination(arguments: &Build, output: &Path, source: &Path) -> (PathBuf, Format) {
    let folder = arguments.files.len() > 1 || output.is_dir();
    let by_name = output.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let format = arguments.format.unwrap_or(if by_name && !folder { Format::Yaml } else { Format::Json });
    if !folder {
        return (output.to_owned(), format);
    }
    let stem = if source == Path::new("-") { Path::new("stdin").as_os_str() } else { source.file_stem().unwrap_or_default() };
    let extension = match format {
        Format::Json => "json",
        Format::Yaml => "yaml",
    };
    (output.join(stem).with_extension(extension), format)
}
