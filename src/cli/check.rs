//! `infrac check`: all diagnostics, no template.

use super::args::Check;
use super::files::{self, Input};
use super::{Outcome, report};
use crate::diagnostic::Diagnostic;
use crate::{Source, compile, fix};
use std::io::{self, Write};
use std::path::Path;

/// A fix can bring another one to light; this many rounds are enough for any file that people write.
const ROUNDS: usize = 10;

/// Checks the files; with `--fix`, mends what is sure first.
pub fn run(arguments: &Check) -> io::Result<Outcome> {
    let mut inputs = arguments.files.iter().map(|path| files::read(path)).collect::<io::Result<Vec<_>>>()?;
    if arguments.fix {
        for (path, input) in arguments.files.iter().zip(&mut inputs) {
            mend(path, input)?;
        }
    }
    let reports: Vec<(&Source, Vec<Diagnostic>)> = inputs.iter().map(|input| (&input.source, diagnostics(input))).collect();
    report::show(arguments.message_format, &reports)?;
    let failed = reports.iter().any(|(_, diagnostics)| diagnostics.iter().any(Diagnostic::is_error));
    Ok(if failed { Outcome::Errors } else { Outcome::Done })
}

fn diagnostics(input: &Input) -> Vec<Diagnostic> {
    if input.unreadable.is_empty() { compile(&input.source).diagnostics } else { input.unreadable.clone() }
}

fn mend(path: &Path, input: &mut Input) -> io::Result<()> {
    if !input.unreadable.is_empty() {
        return Ok(());
    }
    let before = input.source.text().len();
    let mut changed = false;
    for _ in 0..ROUNDS {
        let Some(text) = fix::apply(input.source.text(), &diagnostics(input)) else { break };
        // Fixes shorten or lengthen a file a little; one that keeps growing it would be a mistake of ours.
        if text.len() > 2 * before + 4_096 {
            break;
        }
        input.source = Source::new(input.source.name(), text);
        changed = true;
    }
    match (changed, path == Path::new("-")) {
        (_, true) => io::stdout().write_all(input.source.text().as_bytes()),
        (true, false) => files::write(path, |out| out.write_all(input.source.text().as_bytes())),
        (false, false) => Ok(()),
    }
}
