//! What failed, at the line that caused it.

use super::help;
use crate::Span;
use crate::compile::examined;
use crate::deploy::{Failed, Step};
use crate::diagnostic::Diagnostic;
use crate::reason::trace::Way;
use crate::relations::places::Places;
use crate::source::Source;
use crate::template;

/// The code of what the service refused.
const CODE: &str = "deploy-failed";

/// One diagnostic for each cause, at the statement that made the resource, or at the value that is refused.
pub fn diagnostics(source: &Source, failed: &[Failed]) -> Vec<Diagnostic> {
    let found = examined(source, |places| failed.iter().map(|failed| diagnostic(Some(places), failed)).collect());
    found.1.unwrap_or_else(|| failed.iter().map(|failed| diagnostic(None, failed)).collect())
}

fn diagnostic(places: Option<&Places<'_, '_>>, failed: &Failed) -> Diagnostic {
    let problem = Diagnostic::error(CODE, message(places, failed));
    let placed = failed.step.as_ref().zip(places).and_then(|(step, places)| place(places, step, &failed.path));
    let problem = match placed {
        Some(span) => problem.label(span, "AWS refused this"),
        None => problem,
    };
    match help::of(&failed.reason) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

fn message(places: Option<&Places<'_, '_>>, failed: &Failed) -> String {
    let Some(step) = &failed.step else { return failed.reason.clone() };
    let at = places.and_then(|places| position(places, &step.id));
    let called = match (at, places) {
        (Some(at), Some(places)) if step.within.is_empty() => places.called(at),
        _ => format!("`{}`", step.within.iter().chain([&step.id]).map(String::as_str).collect::<Vec<_>>().join("/")),
    };
    format!("{called} ({}): {}", step.kind, failed.reason)
}

fn position(places: &Places<'_, '_>, id: &str) -> Option<usize> {
    places.lowered.template.resources.iter().position(|resource| resource.id == id)
}

/// Where a resource stands, or the value below it that the service names; what is in a nested stack stands where that does.
fn place(places: &Places<'_, '_>, step: &Step, path: &[String]) -> Option<Span> {
    let resource = position(places, step.within.first().unwrap_or(&step.id))?;
    let below = path.strip_prefix(&["Properties".to_owned()]).unwrap_or_default();
    let steps = below.iter().map(|step| match step.parse() {
        Ok(at) => template::Step::Item(at),
        Err(_) => template::Step::Key(step),
    });
    Some(places.place_of(&Way { resource, steps: steps.collect() }))
}
