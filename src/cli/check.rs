//! `infrac check`: all diagnostics, no template.

use super::args::Check;
use super::files::{self, Input};
use super::report::{self, Stdout};
use super::{Outcome, mend};
use crate::diagnostic::Diagnostic;
use crate::{Source, catalog, compile, review, suggest};
use std::io;

/// Checks the files; with `--fix`, mends what is sure first.
pub fn run(arguments: &Check) -> io::Result<Outcome> {
    if files::repeats_stdin(&arguments.files) {
        return report::refuse("standard input can be read once only");
    }
    if let Some(region) = &arguments.region
        && catalog::regions::find(region).is_none()
    {
        let near = suggest::nearest(region, catalog::regions::names());
        let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return report::refuse(&format!("`{region}` is not a region of AWS that infrac knows{help}"));
    }
    let read = arguments.files.iter().map(|path| files::read_with_root(path, arguments.root.as_deref()));
    let mut inputs: Vec<Input> = match read.collect() {
        Ok(inputs) => inputs,
        Err(problem) => return report::refuse(&problem),
    };
    let mut stdout = Stdout::Free;
    if arguments.fix {
        for (path, input) in arguments.files.iter().zip(&mut inputs) {
            mend::mend(path, input)?;
        }
        if arguments.files.iter().any(|path| files::is_standard(path)) {
            stdout = Stdout::Taken;
        }
    }
    let region = arguments.region.as_deref();
    let reports: Vec<(&Source, Vec<Diagnostic>)> =
        inputs.iter().map(|input| (&input.source, diagnostics(input, region))).collect();
    report::show(arguments.message_format, stdout, &reports)?;
    Ok(report::outcome(&reports))
}

/// What is wrong with a source, or with a template that is meant for a region.
pub fn diagnostics(input: &Input, region: Option<&str>) -> Vec<Diagnostic> {
    if !input.unreadable.is_empty() {
        return input.unreadable.clone();
    }
    if is_template(&input.source) { review(&input.source, region) } else { compile(&input.source).diagnostics }
}

/// Whether an input is a template of CloudFormation: by its name's ending, or by how it begins where the name says
/// nothing.
pub fn is_template(source: &Source) -> bool {
    let ending = source.name().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("json" | "yaml" | "yml" | "template") => true,
        Some("infra") => false,
        _ => begins_as_template(source.text()),
    }
}

/// Whether a text begins as JSON or YAML does, behind comments: both languages have those.
fn begins_as_template(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return false };
    let is_key = first.split_once(':').is_some_and(|(key, rest)| {
        key.bytes().all(|byte| byte.is_ascii_alphabetic()) && (rest.is_empty() || rest.starts_with(' '))
    });
    first.starts_with('{') || first == "---" || is_key
}
