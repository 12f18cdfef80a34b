//! Shows the diagnostics of a run where they belong: for people on standard error, for tools on standard output
//! unless something else is written there.

use super::render::{self, MessageFormat, Style};
use super::{CANNOT_READ, Outcome};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The diagnostics of each source.
pub type Reports<'s> = [(&'s Source, Vec<Diagnostic>)];

/// What standard output is for in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stdout {
    /// Nothing but diagnostics.
    Free,
    /// A template or a text, which diagnostics beside it would spoil.
    Taken,
}

/// Shows all diagnostics of a run.
pub fn show(format: MessageFormat, stdout: Stdout, reports: &Reports) -> io::Result<()> {
    let files: Vec<(&Source, &[Diagnostic])> =
        reports.iter().map(|(source, diagnostics)| (*source, diagnostics.as_slice())).collect();
    if files.iter().all(|(_, diagnostics)| diagnostics.is_empty()) && for_people(format) {
        return Ok(());
    }
    let written = if for_people(format) || stdout == Stdout::Taken {
        write(format, &files, io::stderr().lock())
    } else {
        write(format, &files, io::stdout().lock())
    };
    match written {
        // A reader that has seen enough does not turn errors into success.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn write(format: MessageFormat, files: render::Files, out: impl Write) -> io::Result<()> {
    let style = style(io::stderr().is_terminal());
    let mut out = BufWriter::new(out);
    render::render(format, &style, files, &mut out)?;
    out.flush()
}

/// How text is shown, on a terminal or elsewhere.
pub fn style(is_terminal: bool) -> Style {
    let columns = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0.into());
    Style::detect(|name| std::env::var(name).ok(), is_terminal, columns)
}

/// How text is shown on standard output, on a terminal or elsewhere.
pub fn style_of(is_terminal: bool) -> Style {
    let columns = terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| width.0.into());
    Style::detect(|name| std::env::var(name).ok(), is_terminal, columns)
}

/// What a run with these diagnostics comes to.
pub fn outcome(reports: &Reports) -> Outcome {
    let mut all = reports.iter().flat_map(|(_, diagnostics)| diagnostics);
    if all.clone().any(|diagnostic| diagnostic.code == CANNOT_READ) {
        return Outcome::Usage;
    }
    if all.any(Diagnostic::is_error) { Outcome::Errors } else { Outcome::Done }
}

fn for_people(format: MessageFormat) -> bool {
    match format {
        MessageFormat::Human | MessageFormat::Short => true,
        MessageFormat::Json | MessageFormat::Sarif | MessageFormat::Github => false,
    }
}

/// Says why a command does nothing.
pub fn refuse(problem: &str) -> io::Result<Outcome> {
    writeln!(io::stderr(), "error: {}", render::line(problem))?;
    Ok(Outcome::Usage)
}
