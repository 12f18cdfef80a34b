//! What CloudFormation refuses of a template as a whole.
//!
//! The figures are from the page "Understand CloudFormation quotas" of the AWS CloudFormation User Guide.

use super::Origins;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::{Resource, Template};

/// Resources in a template.
pub const MAX_RESOURCES: usize = 500;
/// Bytes in a template's description.
pub const MAX_DESCRIPTION: usize = 1_024;

/// Two resources with one id.
pub fn id_taken(resource: &Resource<'_>, origin: Span, first: Span) -> Diagnostic {
    Diagnostic::error("same-logical-id", format!("two resources would both be `{}` in the template", resource.id))
        .label(origin, format!("makes a resource `{}`", resource.id))
        .label(first, "and so does this")
        .help("give one of them a handle that differs: as another-name")
}

/// Counts of a finished template.
pub fn check(template: &Template<'_>, origins: &Origins) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let count = template.resources.len();
    if count > MAX_RESOURCES {
        let first_above = origins.resource(MAX_RESOURCES).unwrap_or_default();
        diagnostics.push(
            Diagnostic::error(
                "too-many-resources",
                format!("a stack has at most {MAX_RESOURCES} resources, and this one would have {count}"),
            )
            .label(first_above, format!("resource {} is made here", MAX_RESOURCES + 1))
            .help("split the file into several stacks"),
        );
    }
    let ids = template
        .parameters
        .iter()
        .filter(|parameter| template.resources.iter().any(|resource| resource.id == parameter.id));
    for parameter in ids {
        let position = template.resources.iter().position(|resource| resource.id == parameter.id);
        let origin = position.and_then(|position| origins.resource(position)).unwrap_or_default();
        diagnostics.push(
            Diagnostic::error(
                "same-logical-id",
                format!("`{}` is also the name of a parameter that the template needs", parameter.id),
            )
            .label(origin, format!("makes a resource `{}`", parameter.id))
            .help("give it a handle that differs: as another-name"),
        );
    }
    diagnostics
}
