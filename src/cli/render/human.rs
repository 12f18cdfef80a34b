//! Diagnostics for people: the source with the places marked, the help, and a summary.

use super::{Files, Style, fix_lines::fix_lines, graphic, guard::guard, narrated, summary};
use crate::{Diagnostic, Source};
use std::cmp::Reverse;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

const MAX_DIAGNOSTICS: usize = 50;
/// The columns that line numbers and borders take.
const GUTTER: usize = 10;

pub(super) fn render(style: &Style, files: Files, out: &mut dyn Write) -> io::Result<()> {
    let shown = shown(files);
    for (source, diagnostic) in &shown {
        let mut text = String::new();
        report(style, source, diagnostic, &mut text).map_err(io::Error::other)?;
        writeln!(out, "{text}")?;
    }
    let total: usize = files.iter().map(|(_, diagnostics)| diagnostics.len()).sum();
    if total > shown.len() {
        writeln!(out, "and {} more that are not shown", total - shown.len())?;
    }
    if let Some(summary) = summary::summary(files) {
        writeln!(out, "{}", paint(style, "1", &summary))?;
    }
    if let Some(hint) = summary::hint(shown.iter().map(|(_, diagnostic)| *diagnostic)) {
        writeln!(out, "{}", paint(style, "2", &hint))?;
    }
    Ok(())
}

/// At most [`MAX_DIAGNOSTICS`], the gravest ones, in the order given.
fn shown<'a>(files: Files<'a>) -> Vec<(&'a Source, &'a Diagnostic)> {
    let all = files.iter().flat_map(|(source, found)| found.iter().map(move |diagnostic| (*source, diagnostic)));
    let mut all: Vec<_> = all.enumerate().collect();
    if all.len() > MAX_DIAGNOSTICS {
        all.sort_by_key(|(_, (_, diagnostic))| Reverse(diagnostic.severity));
        all.truncate(MAX_DIAGNOSTICS);
        all.sort_by_key(|(at, _)| *at);
    }
    all.into_iter().map(|(_, item)| item).collect()
}

fn report(style: &Style, source: &Source, diagnostic: &Diagnostic, out: &mut String) -> fmt::Result {
    let guarded = guard(source, diagnostic, style.width.saturating_sub(GUTTER).max(GUTTER));
    let fix = diagnostic.fix.as_ref().map(|fix| fix_lines(source, fix)).unwrap_or_default();
    let (head, rest) = if style.narrated { ("fix: ", "    ") } else { ("   fix: ", "        ") };
    if style.narrated {
        narrated::tell(&guarded, out)?;
    } else {
        graphic::draw(style, &guarded, out)?;
    }
    for (at, line) in fix.iter().enumerate() {
        let lead = if at == 0 { paint(style, "36", head) } else { rest.to_string() };
        writeln!(out, "{lead}{line}")?;
    }
    Ok(())
}

fn paint(style: &Style, code: &str, text: &str) -> String {
    if style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::{Style, samples};

    #[test]
    fn unicode() {
        insta::assert_snapshot!(samples::human(&Style::plain()));
    }

    #[test]
    fn ascii() {
        insta::assert_snapshot!(samples::human(&Style { unicode: false, ..Style::plain() }));
    }

    #[test]
    fn narrated() {
        insta::assert_snapshot!(samples::human(&Style { narrated: true, ..Style::plain() }));
    }

    #[test]
    fn color() {
        let text = samples::human(&Style { color: true, ..Style::plain() });
        insta::assert_snapshot!(text.replace('\u{1b}', "ESC"));
    }
}
