//! `infrac drift`.

use super::args::Drift as Asked;
use super::cause::{self, About};
use super::terminal::Terminal;
use super::{ended, target};
use crate::cli::{Outcome, report};
use crate::deploy::{self, Cloud, Difference, Drifted};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::io;

/// The code of what differs.
const CODE: &str = "drifted";

/// Shows what is no longer as the stack made it.
pub fn run(arguments: &Asked) -> io::Result<Outcome> {
    let terminal = Terminal::new(true, false);
    let asked = (&arguments.target, &arguments.connection);
    let detect = async |cloud: &Cloud, stack: &str| deploy::detect(cloud, stack).await;
    let (target, found) = match target::with(asked, &terminal, detect)? {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let drift = match found {
        Ok(drift) => drift,
        Err(stop) => return ended::stopped(&stop),
    };
    if let Some(reason) = &drift.reason {
        ended::line(&format!("not everything could be looked at: {reason}"))?;
    }
    if drift.drifted.is_empty() {
        ended::line(&format!("`{}` is as it was made, as far as AWS can tell", target.stack))?;
        return Ok(Outcome::Done);
    }
    let nowhere = Source::new(target.stack.as_str(), "");
    let source = target.source().unwrap_or(&nowhere);
    report::show(arguments.message_format, report::Stdout::Free, &[(source, diagnostics(source, &drift.drifted))])?;
    Ok(Outcome::Errors)
}

/// Where a change comes from nobody knows, so that both ways are named.
const HELP: &str =
    "write what is there into the file, or set it back by hand: a deploy changes only what the file changes";

fn diagnostics(source: &Source, all: &[Drifted]) -> Vec<Diagnostic> {
    cause::at_lines(source, |places| {
        let each = all.iter().flat_map(|one| {
            let whole = one.is_deleted.then(|| ("somebody deleted it".to_owned(), [].as_slice()));
            let parts = one.differences.iter().map(|difference| (said(difference), difference.path.as_slice()));
            whole.into_iter().chain(parts).map(|(said, path)| {
                let (id, kind) = (one.id.as_str(), one.kind.as_str());
                let about = About { within: &[], id, kind, path, said, help: Some(HELP) };
                cause::placed(places, (CODE, "differs from what is there"), &about)
            })
        });
        each.collect()
    })
}

fn said(difference: &Difference) -> String {
    let path = difference.path.join(".");
    match (difference.expected.as_str(), difference.actual.as_str()) {
        ("", actual) => format!("{path} is {actual}, and the stack says nothing of it"),
        (expected, "") => format!("{path} is not there any more; the stack says {expected}"),
        (expected, actual) => format!("{path} is {actual}; the stack says {expected}"),
    }
}
