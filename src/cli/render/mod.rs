//! Shows diagnostics: to people in a terminal, and to tools.

mod clean;
mod excerpt;
mod fix_lines;
mod github;
mod graphic;
mod guard;
mod human;
mod json;
mod narrated;
mod places;
mod sarif;
mod short;
mod style;
mod summary;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod samples;

pub use style::{Style, ink};

use crate::{Diagnostic, Source};
use std::io::{self, Write};

/// How to write diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
#[value(rename_all = "kebab-case")]
pub enum MessageFormat {
    /// The source lines with the places marked, and what to write instead.
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations in the log of GitHub Actions.
    Github,
}

/// The diagnostics of one run, each list with the source it points into.
pub type Files<'a> = &'a [(&'a Source, &'a [Diagnostic])];

/// One line for the terminal, without characters that steer it.
pub(super) fn line(text: &str) -> String {
    clean::line(text, usize::MAX)
}

/// Writes all diagnostics of a run.
pub fn render(format: MessageFormat, style: &Style, files: Files, out: &mut dyn Write) -> io::Result<()> {
    match format {
        MessageFormat::Human => human::render(style, files, out),
        MessageFormat::Short => short::render(files, out),
        MessageFormat::Json => json::render(files, out),
        MessageFormat::Sarif => sarif::render(files, out),
        MessageFormat::Github => github::render(files, out),
    }
}
