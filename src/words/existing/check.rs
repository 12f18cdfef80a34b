//! Whether what the file says of something that exists already can be true.

use super::identity;
use super::said;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::input::Form;
use crate::model::{Declaration, Property, Stack};
use crate::schema;
use crate::source::Span;
use crate::suggest;
use crate::template::Value;

/// Reports what cannot be true of it, and notes its name where nothing else may have the same.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    for property in &declaration.entries.properties {
        if let Some(problem) = not_an_attribute(declaration, property) {
            to.report(problem);
        }
    }
    let problems = [wrong_kind(declaration, to.stack), wrong_id(declaration), wrong_arn(declaration)];
    problems.into_iter().flatten().for_each(|problem| to.report(problem));
    let names = identity::of(declaration).names;
    if !names.is_empty()
        && let Some(Value::Text(name)) = said::name(declaration)
    {
        to.take_name(names, name, span_of(declaration, "name"));
    }
}

fn span_of(declaration: &Declaration<'_>, entry: &str) -> Span {
    declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span)
}

/// What the stack does not own gives attributes; it is not set.
fn not_an_attribute(declaration: &Declaration<'_>, property: &Property<'_>) -> Option<Diagnostic> {
    let of = schema::find(declaration.resource_type()).filter(|of| !of.gives_anything())?;
    let name = property.name.text;
    if of.attribute(name).is_some() || of.reference.contains(&name) {
        return None;
    }
    let problem = Diagnostic::error("unknown-attribute", format!("{} has no attribute `{name}`", of.name))
        .label(property.name.span, "not an attribute");
    let names = || of.attributes.iter().map(|attribute| attribute.name);
    let is_property = schema::Place::root(of).property(name).is_some();
    Some(match suggest::nearest(name, names()).filter(|_| !is_property) {
        Some(near) => {
            problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), property.name.span, near)
        }
        None => problem.help("what this stack does not own it cannot set: only what others need of it is said here"),
    })
}

/// An input that identifies something else.
fn wrong_kind(declaration: &Declaration<'_>, stack: &Stack<'_>) -> Option<Diagnostic> {
    let setting = declaration.entries.setting("id")?;
    let Some(Value::Ref(id)) = declaration.entries.value("id") else { return None };
    let input = stack.inputs.iter().find(|input| input.id == *id)?;
    let what = match input.kind.form() {
        Form::Identifier(of) if of.resource != declaration.resource_type() => of.what,
        _ => return None,
    };
    let message = format!("expected the id of {}, but `{}` identifies {what}", declaration.a_kind(), input.name.text);
    let problem = Diagnostic::error("wrong-kind", message)
        .label(setting.span, format!("expected the id of {}", declaration.a_kind()))
        .label(input.name.span, format!("asked for as {}", input.kind.written()));
    Some(problem.help("ask for an input of its own type, or declare it as what it is"))
}

/// An id that does not look like one of its kind.
fn wrong_id(declaration: &Declaration<'_>) -> Option<Diagnostic> {
    let text = declaration.entries.text("id").filter(|_| identity::of(declaration).by == "id")?;
    let looks = identity::looks(declaration.resource_type()).filter(|looks| !looks.accepts(text))?;
    let problem = Diagnostic::error("invalid-form", format!("`{text}` is not {}", looks.what))
        .label(span_of(declaration, "id"), format!("not {}", looks.what));
    let by_tag =
        if declaration.word.named_by_tag { "; the value of its Name tag is given by name = \"…\"" } else { "" };
    Some(problem.help(format!("it looks like {}, with 8 or 17 digits and letters{by_tag}", looks.looks)))
}

/// An ARN that is none, or one of something else.
fn wrong_arn(declaration: &Declaration<'_>) -> Option<Diagnostic> {
    let text = declaration.entries.text("arn")?;
    let identity = identity::of(declaration);
    let is_arn = text.starts_with("arn:") && text.splitn(6, ':').count() == 6;
    if is_arn && (identity.in_arn().is_none() || identity.end_of(text).is_some()) {
        return None;
    }
    let problem = Diagnostic::error("invalid-form", format!("`{text}` is not the ARN of {}", declaration.a_kind()))
        .label(span_of(declaration, "arn"), "not its ARN");
    let example = identity.arn.replace("${Partition}", "aws").replace("${Region}", "REGION");
    let example = example.replace("${Account}", "ACCOUNT").replace("${", "").replace('}', "");
    Some(match example.as_str() {
        "" => problem.help("an ARN looks like arn:aws:SERVICE:REGION:ACCOUNT:…"),
        example => problem.help(format!("it looks like {example}")),
    })
}
