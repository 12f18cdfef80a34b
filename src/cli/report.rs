//! Shows the diagnostics of a run where they belong: for people on standard error, for tools on standard output.

use super::render::{self, MessageFormat, Style};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Shows all diagnostics of a run.
pub fn show(format: MessageFormat, reports: &[(&Source, Vec<Diagnostic>)]) -> io::Result<()> {
    let files: Vec<(&Source, &[Diagnostic])> = reports.iter().map(|(source, diagnostics)| (*source, diagnostics.as_slice())).collect();
    if files.iter().all(|(_, diagnostics)| diagnostics.is_empty()) && for_people(format) {
        return Ok(());
    }
    let style = Style::detect(|name| std::env::var(name).ok(), io::stderr().is_terminal(), None);
    if for_people(format) {
        let mut out = BufWriter::new(io::stderr().lock());
        render::render(format, &style, &files, &mut out)?;
        return out.flush();
    }
    let mut out = BufWriter::new(io::stdout().lock());
    render::render(format, &style, &files, &mut out)?;
    out.flush()
}

fn for_people(format: MessageFormat) -> bool {
    match format {
        MessageFormat::Human | MessageFormat::Short => true,
        MessageFormat::Json | MessageFormat::Sarif | MessageFormat::Github => false,
    }
}

/// A text for the terminal, without characters that control it.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
