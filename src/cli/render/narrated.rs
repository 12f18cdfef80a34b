//! One diagnostic in words, for screen readers and braille. Columns count characters, as everywhere.

use super::{
    graphic,
    guard::{Guarded, Mark},
};
use std::fmt::{self, Write};

/// Appends the words to `out`.
pub(super) fn tell(diagnostic: &Guarded<'_>, out: &mut String) -> fmt::Result {
    writeln!(out, "{} {diagnostic}", graphic::head(diagnostic))?;
    if let Some(main) = diagnostic.marks.iter().find(|mark| mark.primary) {
        let at = main.region.start;
        writeln!(out, "in {}, line {}, column {}", diagnostic.name, at.line, at.column)?;
    }
    for line in &diagnostic.excerpt.lines {
        let file = if line.file.is_empty() { String::new() } else { format!("{}, ", line.file) };
        writeln!(out, "{file}line {}: {}", line.number, diagnostic.excerpt.line_text(line))?;
        for mark in diagnostic.marks.iter().filter(|mark| line.range.contains(&mark.range.start)) {
            writeln!(out, "    {}", place(mark))?;
        }
    }
    if let Some(help) = &diagnostic.help {
        writeln!(out, "help: {help}")?;
    }
    Ok(())
}

fn place(mark: &Mark<'_>) -> String {
    let (start, end) = (mark.region.start, mark.region.end);
    let place = if start.line != end.line {
        format!("from column {} to line {}, column {}", start.column, end.line, end.column)
    } else if end.column <= start.column + 1 {
        format!("at column {}", start.column)
    } else {
        format!("at columns {} to {}", start.column, end.column - 1)
    };
    if mark.text.is_empty() { place } else { format!("{place}: {}", mark.text) }
}
