//! The language a function runs in.

use crate::catalog::runtimes::{self, Runtime, State};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::source::Span;
use crate::words::shape::Catalogue;

/// All of Lambda's runtimes, those that are given up included: what is wrong with these is said in its own way.
pub static RUNTIMES: Catalogue = Catalogue {
    what: "a runtime",
    code: "unknown-value",
    find: |text| runtimes::find(text).map(Runtime::name),
    names: || Box::new(runtimes::current()),
    hint: "a runtime is a language and its version, such as python3.13 or nodejs24.x",
    prefix: "",
    defers: true,
};

/// Says when AWS has given a runtime up.
pub fn check(runtime: Runtime, span: Span, to: &mut Lowering<'_, '_>) {
    let name = runtime.name();
    let ended = runtime.unsupported_from().unwrap_or_default();
    let problem = match runtime.state() {
        State::Current => return,
        State::Deprecated => {
            let closed = match runtime.closed_from() {
                Some(day) => format!("no longer mended since {ended}; no new functions from {day}"),
                None => format!("no longer mended since {ended}"),
            };
            Diagnostic::warning("retired-runtime", format!("AWS has given the runtime `{name}` up")).label(span, closed)
        }
        State::Closed => {
            Diagnostic::error("retired-runtime", format!("AWS takes no new functions with the runtime `{name}`"))
                .label(span, format!("closed since {}", runtime.closed_from().unwrap_or(ended)))
        }
    };
    // Another version may ask for changes of the code, so that nothing is mended here.
    to.report(match runtime.successor() {
        Some(next) => problem.help(format!("go on with `{next}`")),
        None => problem.help("choose another runtime"),
    });
}
