//! The resources of a template by their types.

use super::{Document, Macros};
use crate::diagnostic::Diagnostic;
use crate::schema::{self, check};
use crate::template::{Resource, Step};
use crate::typecheck;

/// What the types of a template's resources say.
pub fn check(document: &Document<'_>, region: Option<&str>) -> Vec<Diagnostic> {
    let template = document.template;
    let targets = check::targets(template);
    let context = check::Context::new(template, &targets, true);
    let mut diagnostics = Vec::new();
    for resource in &template.resources {
        diagnostics.extend(type_of(document, resource, region));
        // A macro may turn what stands here into something else.
        if document.macros == Macros::Unknown {
            continue;
        }
        let of_edge = typecheck::cloudfront::check(resource, &context, region);
        let mut problems = check::resource(resource, &context);
        typecheck::names::add(resource, &mut problems);
        let problems = problems.into_iter().chain(of_edge);
        let problems = problems.filter(|problem| !may_be_filled_in(document, resource, problem.diagnostic.code));
        diagnostics.extend(problems.map(|problem| document.placed(&resource.id, problem)));
    }
    diagnostics
}

/// Whether the serverless transform's `Globals` may give what is missing.
fn may_be_filled_in(document: &Document<'_>, resource: &Resource<'_>, code: &str) -> bool {
    document.macros == Macros::Serverless
        && resource.kind.starts_with("AWS::Serverless::")
        && code == "missing-property"
}

fn type_of(document: &Document<'_>, resource: &Resource<'_>, region: Option<&str>) -> Option<Diagnostic> {
    let way = [Step::Key("Resources"), Step::Key(&resource.id), Step::Key("Type")];
    let span = document.value(&way);
    let problem = match schema::find(&resource.kind) {
        None => {
            let (problem, near) = typecheck::unknown(&resource.kind)?;
            let problem = problem.label(span, "unknown resource type");
            return Some(match near {
                Some(near) => document.mended(problem, span, near),
                None => problem,
            });
        }
        Some(of) => region.and_then(|region| typecheck::unavailable(of, region)).or_else(|| typecheck::retired(of))?,
    };
    Some(problem.label(span, "this type"))
}
