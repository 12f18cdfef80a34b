//! What a template has beside its resources: parameters, conditions, mappings and outputs.

use super::{Lowering, MAX_DESCRIPTION, MAX_PARAMETER_DESCRIPTION, Most, exports};
use crate::diagnostic::Diagnostic;
use crate::model::{MAX_LOGICAL_ID, logical_id};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::template::{Entry, Items, Output, Parameter, Value};

/// The transform that some functions need.
const EXTENSIONS: &str = "AWS::LanguageExtensions";

/// What is asked for at the deploy.
pub fn inputs(to: &mut Lowering<'_, '_>) {
    for input in &to.stack.inputs {
        check_id(input.name, &input.id, to);
        let most = Most::Characters(MAX_PARAMETER_DESCRIPTION);
        let attributes = documented(&input.attributes, input.name, input.span, most, to);
        to.template.parameters.push(Parameter { id: input.id.clone(), attributes });
    }
    let inputs = to.stack.inputs.iter();
    let twice: Vec<_> = repeated(inputs.map(|input| (input.id.as_ref(), input.name)));
    twice.into_iter().for_each(|problem| to.report(problem));
}

/// What is told after the deploy, and what values turned out to need.
pub fn rest(to: &mut Lowering<'_, '_>) {
    exports::check(to);
    for output in &to.stack.outputs {
        check_id(output.name, &output.id, to);
        let export = output.export.iter().map(|(name, _)| ("Export".into(), Value::map([("Name", name.clone())])));
        let most = Most::Bytes(MAX_DESCRIPTION);
        let attributes = documented(&output.attributes, output.name, output.span, most, to);
        let attributes = attributes.into_iter().chain(export).collect();
        to.template.outputs.push(Output { id: output.id.clone(), attributes });
    }
    let outputs = to.stack.outputs.iter();
    let twice: Vec<_> = repeated(outputs.map(|output| (output.id.as_ref(), output.name)));
    twice.into_iter().for_each(|problem| to.report(problem));
    named_values(to);
    let names = to.stack.needs.borrow_mut().settle();
    if !names.is_empty() {
        to.template.rename_conditions(&names);
    }
    let needs = to.stack.needs.borrow();
    to.template.conditions.clone_from(&needs.conditions);
    to.template.mappings.clone_from(&needs.mappings);
    if needs.extensions {
        let before = to.template.transform.take();
        to.template.transform = Some(with_extensions(before));
    }
}

/// The attributes of a parameter or an output, with the description that stands above it when it has no other.
fn documented<'a>(
    all: &[Entry<'a>],
    name: Name<'a>,
    statement: Span,
    most: Most,
    to: &mut Lowering<'_, 'a>,
) -> Vec<Entry<'a>> {
    let mut all = all.to_vec();
    if !all.iter().any(|(key, _)| key == "Description")
        && let Some(text) = to.described(statement, &format!("`{}`", name.text), most)
    {
        all.push(("Description".into(), Value::Text(text)));
    }
    all
}

/// Names of values that became conditions or mappings: two of one id would be one.
fn named_values(to: &mut Lowering<'_, '_>) {
    let needs = to.stack.needs.borrow();
    let bindings = || to.stack.bindings.iter();
    let conditions = bindings().filter(|binding| binding.is_test() && needs.has_condition(&binding.id));
    let mappings = bindings().filter(|binding| binding.is_map() && needs.has_mapping(&binding.id));
    let (conditions, mappings): (Vec<_>, Vec<_>) = (conditions.collect(), mappings.collect());
    drop(needs);
    // In the names of conditions CloudFormation takes other characters too, as its own quick starts have them.
    conditions.iter().for_each(|binding| check_length(binding.name, &binding.id, to));
    mappings.iter().for_each(|binding| check_id(binding.name, &binding.id, to));
    for named in [conditions, mappings] {
        let twice = repeated(named.iter().map(|binding| (binding.id.as_ref(), binding.name)));
        twice.into_iter().for_each(|problem| to.report(problem));
    }
}

/// The template's transforms with the one that goes in front of all others.
fn with_extensions(before: Option<Value<'_>>) -> Value<'_> {
    let extensions = Value::text(EXTENSIONS);
    match before {
        None => extensions,
        Some(Value::List(items)) if items.contains(&extensions) => Value::List(items),
        Some(Value::List(items)) => {
            Value::List(Items::Owned(std::iter::once(extensions).chain(items.iter().cloned()).collect()))
        }
        Some(one) if one == extensions => one,
        Some(one) => Value::list([extensions, one]),
    }
}

fn check_length(name: Name<'_>, id: &str, to: &mut Lowering<'_, '_>) {
    if id.len() > MAX_LOGICAL_ID {
        let message = format!("the template's name for it has at most {MAX_LOGICAL_ID} characters, found {}", id.len());
        to.report(
            Diagnostic::error("name-too-long", message).label(name.span, "too long").help("give it a shorter name"),
        );
    }
}

fn check_id(name: Name<'_>, id: &str, to: &mut Lowering<'_, '_>) {
    check_length(name, id, to);
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        to.report(
            Diagnostic::error("invalid-logical-id", format!("`{id}` is not a logical id"))
                .label(name.span, "expected letters and digits only behind `was`")
                .help("a logical id is how the template calls it: was \"WebServer\""),
        );
    }
}

/// Names of one section whose ids are the same.
fn repeated<'n, 'a: 'n>(ids: impl Iterator<Item = (&'n str, Name<'a>)>) -> Vec<Diagnostic> {
    let mut first: rustc_hash::FxHashMap<&str, Name<'a>> = rustc_hash::FxHashMap::default();
    let mut found = Vec::new();
    for (id, name) in ids {
        match first.get(id) {
            Some(other) => found.push(same_id(id, name, *other)),
            None => _ = first.insert(id, name),
        }
    }
    found
}

fn same_id(id: &str, name: Name<'_>, other: Name<'_>) -> Diagnostic {
    let is_former = |name: Name<'_>| !id.ends_with(&logical_id(name.text));
    let label = |name| if is_former(name) { format!("was `{id}`") } else { format!("becomes `{id}`") };
    Diagnostic::error("same-logical-id", format!("two of these would be `{id}` in the template"))
        .label(name.span, label(name))
        .label(other.span, label(other))
        .help(if is_former(name) || is_former(other) {
            "keep `was` where the deployed one goes on, or give one of them another name"
        } else {
            "give one of them another name"
        })
}
