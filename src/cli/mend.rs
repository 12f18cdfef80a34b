//! `infrac check --fix`: applies the fixes and writes the file back as it was otherwise.

use super::check::diagnostics;
use super::files::{self, Input};
use crate::fix;
use std::io::{self, Write};
use std::path::Path;

/// A fix can bring another one to light; this many rounds are enough for any file that people write.
const ROUNDS: usize = 10;

/// Mends a file in its place; standard input goes to standard output, mended or not.
pub fn mend(path: &Path, input: &mut Input) -> io::Result<()> {
    if !input.unreadable.is_empty() {
        return Ok(());
    }
    let changed = rounds(input);
    if files::is_standard(path) {
        let mut stdout = io::stdout().lock();
        write(input, &mut stdout)?;
        return stdout.flush();
    }
    if changed { files::write(path, &|out| write(input, out)) } else { Ok(()) }
}

fn rounds(input: &mut Input) -> bool {
    let before = input.source.text().len();
    let crlf = has_only_crlf(input.source.text());
    let mut changed = false;
    for _ in 0..ROUNDS {
        let Some(mut text) = fix::apply(input.source.text(), &diagnostics(input, None)) else { break };
        if crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        // Fixes shorten or lengthen a file a little; one that keeps growing it would be a mistake of ours.
        if text.len() > 2 * before + 4_096 {
            break;
        }
        input.source = input.source.with_text(text);
        changed = true;
    }
    changed
}

/// Whether every line ends with CRLF, so that what a fix inserts should too.
fn has_only_crlf(text: &str) -> bool {
    text.contains('\n') && text.matches('\n').count() == text.matches("\r\n").count()
}

fn write(input: &Input, out: &mut dyn Write) -> io::Result<()> {
    if input.marked {
        out.write_all("\u{feff}".as_bytes())?;
    }
    out.write_all(input.source.text().as_bytes())
}
