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
/// Parameters in a template.
const MAX_PARAMETERS: usize = 200;
/// Outputs in a template.
const MAX_OUTPUTS: usize = 200;
/// Bytes in a template's description, and in an output's.
pub const MAX_DESCRIPTION: usize = 1_024;
/// Characters in a parameter's description, from the page "CloudFormation template Parameters syntax".
pub const MAX_PARAMETER_DESCRIPTION: usize = 4_000;

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

/// More parameters or outputs than a template may have.
fn too_many_of(code: &'static str, what: &str, most: usize, places: &[Span]) -> Option<Diagnostic> {
    let count = places.len();
    let extra = places.get(most)?;
    let message = format!("a template has at most {most} {what}, and this one would have {count}");
    let problem = Diagnostic::error(code, message).label(*extra, format!("number {}", most + 1));
    Some(problem.help("split the file into several stacks"))
}

/// What is wrong with a finished template. `place` is where the resource of an id stands.
pub fn check(
    stack: &Stack<'_>,
    template: &Template<'_>,
    origins: &Origins,
    place: impl Fn(&str) -> Option<usize>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let origin = |position| origins.resource(position).unwrap_or_default();
    diagnostics.extend(too_many(template, origin));
    let inputs: Vec<Span> = stack.inputs.iter().map(|input| input.name.span).collect();
    diagnostics.extend(too_many_of("too-many-parameters", "parameters", MAX_PARAMETERS, &inputs));
    let outputs: Vec<Span> = stack.outputs.iter().map(|output| output.name.span).collect();
    diagnostics.extend(too_many_of("too-many-outputs", "outputs", MAX_OUTPUTS, &outputs));
    for parameter in &template.parameters {
        let Some(position) = place(&parameter.id) else { continue };
        // Of a name that is taken it was said already.
        if !stack.declared_by(origin(position)).is_some_and(|declaration| declaration.misnamed) {
            diagnostics.push(parameter_taken(stack, &parameter.id, handle(stack, origin(position))));
        }
    }
    diagnostics
}

/// A parameter and a resource of one id.
fn parameter_taken(stack: &Stack<'_>, id: &str, resource: Span) -> Diagnostic {
    let input = stack.inputs.iter().find(|input| input.id == id);
    let message = match input {
        Some(_) => format!("a parameter and a resource would both be `{id}` in the template"),
        None => format!("`{id}` is also the name of a parameter that the template needs"),
    };
    let problem = Diagnostic::error("same-logical-id", message).label(resource, format!("makes a resource `{id}`"));
    match input {
        Some(input) => problem
            .label(input.name.span, "and this is the parameter")
            .help("give one of them another name, or the resource a handle: as another-name"),
        None => problem.help("give it a handle that differs: as another-name"),
    }
}
