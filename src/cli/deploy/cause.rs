//! What the service says about resources, at the lines that made them.

use super::help;
use crate::Span;
use crate::compile::examined;
use crate::deploy::Failed;
use crate::diagnostic::Diagnostic;
use crate::reason::trace::Way;
use crate::relations::places::Places;
use crate::source::Source;
use crate::template;

/// Something that is said about a resource.
pub struct About<'a> {
    /// The stacks above it, from the one that is deployed.
    pub within: &'a [String],
    /// Its logical id.
    pub id: &'a str,
    /// Its type.
    pub kind: &'a str,
    /// A place below its properties.
    pub path: &'a [String],
    /// What is said.
    pub said: String,
    /// What helps.
    pub help: Option<&'static str>,
}

/// One diagnostic for each cause of a failure.
pub fn diagnostics(source: &Source, failed: &[Failed]) -> Vec<Diagnostic> {
    let code = "deploy-failed";
    at_lines(source, |places| failed.iter().map(|failed| diagnostic(code, places, failed)).collect())
}

fn diagnostic(code: &'static str, places: Option<&Places<'_, '_>>, failed: &Failed) -> Diagnostic {
    let help = help::of(&failed.reason);
    let Some(step) = &failed.step else {
        let problem = Diagnostic::error(code, failed.reason.clone());
        return help.into_iter().fold(problem, Diagnostic::help);
    };
    let path = failed.path.strip_prefix(&["Properties".to_owned()]).unwrap_or_default();
    let said = failed.reason.clone();
    let about = About { within: &step.within, id: &step.id, kind: &step.kind, path, said, help };
    placed(places, (code, "AWS refused this"), &about)
}

/// Makes diagnostics with the places of a source, if it compiles.
pub fn at_lines(source: &Source, make: impl Fn(Option<&Places<'_, '_>>) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    examined(source, |places| make(Some(places))).1.unwrap_or_else(|| make(None))
}

/// A diagnostic at the statement that made a resource, or at the value that it is about; with a code and a label.
pub fn placed(
    places: Option<&Places<'_, '_>>,
    (code, label): (&'static str, &'static str),
    about: &About<'_>,
) -> Diagnostic {
    let path: Vec<&str> = about.within.iter().map(String::as_str).chain([about.id]).collect();
    let at = places.and_then(|places| Some((places, position(places, path.first()?)?)));
    let called = match at {
        Some((places, resource)) if about.within.is_empty() => places.called(resource),
        _ => format!("`{}`", path.join("/")),
    };
    let kind = if about.kind.is_empty() { String::new() } else { format!(" ({})", about.kind) };
    let problem = Diagnostic::error(code, format!("{called}{kind}: {}", about.said));
    let problem = match at {
        Some((places, resource)) => problem.label(span(places, resource, about.path), label),
        None => problem,
    };
    about.help.into_iter().fold(problem, Diagnostic::help)
}

fn position(places: &Places<'_, '_>, id: &str) -> Option<usize> {
    places.lowered.template.resources.iter().position(|resource| resource.id == id)
}

/// Where a resource stands, or a value below it; what is in a nested stack stands where that does.
fn span(places: &Places<'_, '_>, resource: usize, path: &[String]) -> Span {
    let steps = path.iter().map(|step| match step.parse() {
        Ok(at) => template::Step::Item(at),
        Err(_) => template::Step::Key(step),
    });
    places.place_of(&Way { resource, steps: steps.collect() })
}
