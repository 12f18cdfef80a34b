//! What failed, at the line that caused it.

use crate::deploy::Failed;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::{Span, compile};

/// The code of what the service refused.
const CODE: &str = "deploy-failed";

/// One diagnostic for each cause, at the statement that made the resource.
pub fn diagnostics(source: &Source, failed: &[Failed], status: &str) -> Vec<Diagnostic> {
    let compiled = compile(source);
    let place = |id: &str| -> Option<Span> {
        let at = compiled.template.resources.iter().position(|resource| resource.id == id)?;
        compiled.origins.resource(at)
    };
    let _ = status;
    failed
        .iter()
        .map(|failed| {
            let Some(step) = &failed.step else { return Diagnostic::error(CODE, failed.reason.clone()) };
            let outermost = step.within.first().unwrap_or(&step.id);
            let message = format!("{} ({}) failed: {}", step.id, step.kind, failed.reason);
            let problem = Diagnostic::error(CODE, message);
            match place(outermost) {
                Some(span) => problem.label(span, "made by this"),
                None => problem,
            }
        })
        .collect()
}
