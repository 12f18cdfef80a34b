//! What CloudFormation refuses of a template as a whole.
//!
//! The figures are from the page "Understand CloudFormation quotas" of the AWS CloudFormation User Guide.

use super::Origins;
use crate::diagnostic::Diagnostic;
use crate::model::{Stack, same_logical_id};
use crate::source::Span;
use crate::template::Template;

/// Resources in a template.
pub const MAX_RESOURCES: usize = 500;
/// Bytes in a template's description.
pub const MAX_DESCRIPTION: usize = 1_024;

/// Two resources with one id.
pub fn id_taken(stack: &Stack<'_>, id: &str, origin: Span, first: Span) -> Diagnostic {
    let made_by = |statement| stack.declared_by(statement).filter(|one| one.logical_id == id);
    if let (Some(new), Some(old)) = (made_by(origin), made_by(first)) {
        return same_logical_id(new, old);
    }
    let is_declared = stack.declared_by(origin).or(stack.declared_by(first)).is_some();
    Diagnostic::error("same-logical-id", format!("two resources would both be `{id}` in the template"))
        .label(handle(stack, origin), format!("makes a resource `{id}`"))
        .label(handle(stack, first), "and so does this")
        .help(if is_declared {
            "give one of them a handle that differs: `as …`"
        } else {
            "name one of them differently: existing instance another-name < name = \"…\" >"
        })
}

/// The name in a declaration; any other statement is shown whole.
pub fn handle(stack: &Stack<'_>, statement: Span) -> Span {
    stack.declared_by(statement).map_or(statement, |declaration| declaration.handle.span)
}

/// A stack without a resource.
pub fn no_resources(stack: &Stack<'_>) -> Diagnostic {
    let settings = stack.settings.as_ref().map(|settings| settings.span);
    let first = settings.or(stack.declarations.first().map(|declaration| declaration.span)).unwrap_or_default();
    Diagnostic::error("no-resources", "nothing here declares a resource, and CloudFormation takes no stack without one")
        .label(first, "makes no resource")
        .help("for example: bucket \"my-unique-name\"")
}

/// More resources than a stack may have.
pub fn too_many(template: &Template<'_>, at: impl Fn(usize) -> Span) -> Option<Diagnostic> {
    let count = template.resources.len();
    if count <= MAX_RESOURCES {
        return None;
    }
    let message = format!("a stack has at most {MAX_RESOURCES} resources, and this one would have {count}");
    let problem = Diagnostic::error("too-many-resources", message)
        .label(at(MAX_RESOURCES), format!("resource {} is made here", MAX_RESOURCES + 1));
    Some(problem.help("split the file into several stacks"))
}

/// Counts of a finished template.
pub fn check(stack: &Stack<'_>, template: &Template<'_>, origins: &Origins) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    diagnostics.extend(too_many(template, |position| origins.resource(position).unwrap_or_default()));
    let ids = template
        .parameters
        .iter()
        .filter(|parameter| template.resources.iter().any(|resource| resource.id == parameter.id));
    for parameter in ids {
        let position = template.resources.iter().position(|resource| resource.id == parameter.id);
        let origin = position.and_then(|position| origins.resource(position)).unwrap_or_default();
        let message = format!("`{}` is also the name of a parameter that the template needs", parameter.id);
        let problem = Diagnostic::error("same-logical-id", message)
            .label(handle(stack, origin), format!("makes a resource `{}`", parameter.id))
            .help("give it a handle that differs: as another-name");
        diagnostics.push(match stack.inputs.iter().find(|input| input.id == parameter.id) {
            Some(input) => problem.label(input.name.span, "and this a parameter"),
            None => problem,
        });
    }
    diagnostics
}
