//! Versions that a new database cannot have, or that cost more.

use super::engine::{self, Engine};
use crate::catalog::engine_versions::{self, State};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;

/// Reports what is known to be wrong with a version.
pub fn check(declaration: &Declaration<'_>, engine: &Engine, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    let (Some(name), Some(version), Some(setting)) =
        (entries.text("engine"), entries.text("version"), entries.setting("version"))
    else {
        return;
    };
    let called = format!("{} {version}", engine.called);
    match engine_versions::state(name, version) {
        State::Offered | State::Unknown => {}
        State::Absent => to.report(
            Diagnostic::error("unknown-engine-version", format!("RDS has no {called}"))
                .label(setting.span, "no version of RDS")
                .help(offered(name)),
        ),
        State::Retired => to.report(
            Diagnostic::warning("retired-engine-version", format!("RDS makes no new database with {called}"))
                .label(setting.span, "only for databases that have it already")
                .help(offered(name)),
        ),
        State::Extended if entries.on("extended_support", false) => {}
        State::Extended => to.report(extended(name, &called, setting.span)),
    }
}

fn extended(name: &str, called: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the standard support of {called} has ended: RDS runs it for an extra charge by processor and hour, which is declined here"
    );
    Diagnostic::error("extended-support", message)
        .label(span, "past the end of its standard support")
        .help(format!("{}; to pay for Extended Support: extended_support = yes", offered(name)))
}

/// The newest major versions of an engine.
fn offered(name: &str) -> String {
    let newest: Vec<String> = engine_versions::offered(name).into_iter().take(3).collect();
    let called = engine::find(name).map_or(name, |engine| engine.called);
    match newest.first() {
        Some(first) if newest.len() == 1 => format!("write a version that it has, such as \"{first}\""),
        Some(first) => format!(
            "write a version that it has, such as \"{first}\"; the newest of {called} are {}",
            newest.join(", ")
        ),
        None => format!("write a version of {called} that it has"),
    }
}
