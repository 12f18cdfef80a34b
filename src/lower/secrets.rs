//! Secrets in places where everybody sees them.
//!
//! From the page "CloudFormation template Parameters syntax" of the AWS CloudFormation User Guide: `NoEcho` masks a value
//! among the parameters of a stack, and neither in outputs nor in metadata. What a resource is described and tagged by,
//! and the user data of an instance, is told by the services themselves.

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::model::{Declaration, Entries, Input};
use crate::reason::cycles;
use crate::source::Span;
use crate::template::{Entry, Resource, Value};

/// A place that shows what it holds.
struct Shown {
    /// What it is.
    place: &'static str,
    /// Who sees it, and what to do.
    help: &'static str,
}

const OUTPUT: Shown = Shown {
    place: "an output",
    help: "leave the output out: who needs the secret takes it from where it is kept, such as Secrets Manager",
};
const METADATA: Shown = Shown { place: "metadata", help: "leave it out of the metadata, which is never masked" };
const DESCRIPTION: Shown =
    Shown { place: "a description", help: "who may look at the resource reads its description: leave the secret out" };
const TAG: Shown = Shown { place: "a tag", help: "tags are shown to many and copied to bills: leave the secret out" };
const PARAMETER: Shown = Shown {
    place: "a parameter",
    help: "a parameter is not encrypted: keep the secret in Secrets Manager, secret NAME < value = … >",
};
const USER_DATA: Shown = Shown {
    place: "user data",
    help: "who may describe the instance, and all that runs on it, can read this: let it fetch the secret when it starts",
};

/// Warns of every secret that something shows.
pub fn check(to: &mut Lowering<'_, '_>) {
    let secrets: Vec<&Input<'_>> = to.stack.inputs.iter().filter(|input| input.is_secret()).collect();
    if secrets.is_empty() {
        return;
    }
    let mut problems = Vec::new();
    let mut look = |value: &Value<'_>, shown: &Shown, at: Span| {
        let mut found: Vec<&Input<'_>> = Vec::new();
        cycles::names(value, &mut |id| found.extend(secrets.iter().find(|secret| secret.id == id)));
        found.dedup_by_key(|secret| secret.name.span);
        problems.extend(found.into_iter().map(|secret| problem(secret, shown, at)));
    };
    for output in &to.stack.outputs {
        output.attributes.iter().for_each(|(_, value)| look(value, &OUTPUT, output.value));
    }
    if let Some(settings) = &to.stack.settings {
        let at = said(&settings.entries, "metadata").unwrap_or(settings.span);
        to.template.metadata.iter().for_each(|(_, value)| look(value, &METADATA, at));
    }
    for (place, resource) in to.template.resources.iter().enumerate() {
        let origin = to.origins.resource(place).unwrap_or_default();
        let declaration = to.stack.declared_by(origin).filter(|one| one.logical_id == resource.id);
        for ((name, value), shown) in shown_by(resource) {
            look(value, &shown, declaration.map_or(origin, |declaration| place_of(declaration, name)));
        }
    }
    problems.into_iter().for_each(|problem| to.report(problem));
}

/// What a resource has in places that are shown.
fn shown_by<'r, 'a>(resource: &'r Resource<'a>) -> impl Iterator<Item = (&'r Entry<'a>, Shown)> {
    let attributes = resource.attributes.iter().filter(|(name, _)| name == "Metadata").map(|one| (one, METADATA));
    let properties = resource.properties.iter().filter_map(|one| match one.0.as_ref() {
        "UserData" | "LaunchTemplateData" => Some((one, USER_DATA)),
        "Value" if resource.kind == "AWS::SSM::Parameter" => Some((one, PARAMETER)),
        name if name.ends_with("Description") => Some((one, DESCRIPTION)),
        name if name.ends_with("Tags") => Some((one, TAG)),
        _ => None,
    });
    attributes.chain(properties)
}

/// Where a property is said: by its entry, by its own name, or by the statement alone.
fn place_of(declaration: &Declaration<'_>, name: &str) -> Span {
    let entries = &declaration.entries;
    let by_entry = entries.settings.iter().find(|setting| setting.entry.property == name).map(|setting| setting.span);
    let attribute = if name == "Metadata" { said(entries, "metadata") } else { None };
    let tags = if name.ends_with("Tags") { said(entries, "tags") } else { None };
    let property = entries.property(name).map(|property| property.name.span);
    by_entry.or(attribute).or(tags).or(property).unwrap_or(declaration.handle.span)
}

fn said(entries: &Entries<'_>, name: &str) -> Option<Span> {
    entries.setting(name).map(|setting| setting.span)
}

fn problem(secret: &Input<'_>, shown: &Shown, at: Span) -> Diagnostic {
    let message = format!("the secret `{}` is shown in {}", secret.name.text, shown.place);
    Diagnostic::warning("secret-shown", message)
        .label(at, "shows the secret")
        .label(secret.name.span, "declared as a secret")
        .help(shown.help)
}
