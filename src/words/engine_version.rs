//! Versions that a new database or cache cannot have, or that cost more.

use crate::catalog::engine_versions::{self, State};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;

/// Reports what is known to be wrong with a version. An engine has a name, and a service that runs it.
pub fn check(declaration: &Declaration<'_>, called: &str, service: &str, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    let (Some(engine), Some(version), Some(setting)) =
        (entries.text("engine"), entries.text("version"), entries.setting("version"))
    else {
        return;
    };
    let offered = || offered(engine, called);
    match engine_versions::state(engine, version) {
        State::Offered | State::Unknown => {}
        State::Absent => to.report(
            Diagnostic::error("unknown-engine-version", format!("{service} has no {called} {version}"))
                .label(setting.span, "not offered")
                .help(offered()),
        ),
        State::Retired => to.report(
            Diagnostic::warning(
                "retired-engine-version",
                format!("{service} makes nothing new with {called} {version}"),
            )
            .label(setting.span, "only for what has it already")
            .help(offered()),
        ),
        State::Extended if entries.on("extended_support", false) => {}
        State::Extended => to.report(extended(&format!("{called} {version}"), setting.span, &offered())),
    }
}

fn extended(called: &str, span: Span, offered: &str) -> Diagnostic {
    let message = format!(
        "the standard support of {called} has ended: RDS runs it for an extra charge by processor and hour, which is declined here"
    );
    Diagnostic::error("extended-support", message)
        .label(span, "past the end of its standard support")
        .help(format!("{offered}; to pay for Extended Support: extended_support = yes"))
}

/// The newest versions of an engine.
fn offered(engine: &str, called: &str) -> String {
    let newest: Vec<String> = engine_versions::offered(engine).into_iter().take(3).collect();
    match newest.as_slice() {
        [] => format!("write a version of {called} that it has"),
        [only] => format!("write a version that it has, such as \"{only}\""),
        [first, ..] => {
            format!(
                "write a version that it has, such as \"{first}\"; the newest of {called} are {}",
                newest.join(", ")
            )
        }
    }
}
