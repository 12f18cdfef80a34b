//! `infrac check --fix`: applies the fixes and writes the file back as it was otherwise.

use super::check::is_template;
use super::files::{self, Input};
use crate::diagnostic::Diagnostic;
use crate::fix::{self, Examined};
use crate::source::{Source, Span};
use crate::{compile, review, syntax, template};
use std::io::{self, Write};
use std::path::Path;

/// Mends a file in its place; standard input goes to standard output, mended or not.
pub fn mend(path: &Path, input: &mut Input) -> io::Result<()> {
    if !input.unreadable.is_empty() {
        return Ok(());
    }
    let mended = fix::mend(input.source.text(), &|text| examine(&input.source.with_text(text)));
    let changed = mended.is_some();
    if let Some(mut text) = mended {
        if has_only_crlf(input.source.text()) {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        input.source = input.source.with_text(text);
    }
    if files::is_standard(path) {
        let mut stdout = io::stdout().lock();
        files::write_text(input.marked, input.source.text(), &mut stdout)?;
        return stdout.flush();
    }
    if !changed {
        return Ok(());
    }
    files::write(path, &|out| files::write_text(input.marked, input.source.text(), out))
}

fn examine(source: &Source) -> Examined {
    if !is_template(source) {
        let unread = errors(syntax::problems(source));
        return Examined { diagnostics: compile(source).diagnostics, unread, parts: statements(source) };
    }
    let read = template::read(source);
    let sections = read.places.children.iter();
    let mut parts: Vec<Span> =
        sections.flat_map(|section| &section.children).map(|entry| entry.key_span.to(entry.span)).collect();
    parts.sort_by_key(|part| part.start);
    Examined { diagnostics: review(source, None), unread: errors(read.diagnostics), parts }
}

fn errors(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.retain(Diagnostic::is_error);
    diagnostics
}

/// From each line on that begins like a statement: broken ones have no other place.
fn statements(source: &Source) -> Vec<Span> {
    let begins = |line: &usize| {
        let text = source.slice(source.line_span(*line));
        text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '"')
    };
    let lines = (1..=source.line_count()).filter(begins);
    let starts: Vec<usize> = lines.map(|line| source.line_span(line).start as usize).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([source.text().len()]);
    starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)).collect()
}

/// Whether every line ends with CRLF, so that what a fix inserts should too.
fn has_only_crlf(text: &str) -> bool {
    text.contains('\n') && text.matches('\n').count() == text.matches("\r\n").count()
}
