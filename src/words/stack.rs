//! `stack`: what holds for the whole stack.

use super::shape::{Catalogue, Entry, Shape};
use super::{Form, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, MAX_DESCRIPTION, Most};
use crate::model::{Settings, Stack};
use crate::source::Span;
use crate::template::{Text, Value};

/// The description of `stack`.
pub static WORD: Word = Word {
    name: "stack",
    form: Form::Stack,
    summary: "Says what holds for the whole stack. A file has at most one; without it the stack's name is the file's.",
    sentence: "stack NAME < … >",
    entries: &[
        Entry::new("description", Shape::Literal, "Describes the stack, in at most 1,024 bytes.")
            .or("the `##` lines above"),
        Entry::new("globals", Shape::Any, "What holds for all resources of the serverless application model."),
        Entry::new("hooks", Shape::Any, "CloudFormation's hooks, such as those of blue/green deployments."),
        Entry::new(
            "metadata",
            Shape::Any,
            "Data about the template, such as < \"AWS::CloudFormation::Interface\" = < … > >.",
        ),
        Entry::new("protect", Shape::Bool, "Keeps the stack from being deleted by accident, once it is deployed.")
            .or("off"),
        Entry::new("region", Shape::Catalogue(&REGIONS), "The region that the stack is meant for.")
            .or("the caller's own"),
        Entry::new("rules", Shape::Rules, "What has to hold of the inputs before anything is made."),
        Entry::new(
            "tags",
            Shape::Map,
            "Tags that every resource of the stack inherits, what is made beside one too; a resource's own tag of the same key wins.",
        ),
        Entry::new("transform", Shape::Any, "A macro that CloudFormation runs on the template, or a list of them."),
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html",
    example: "stack aws-intro-sample < region = ap-northeast-2, description = \"a place for uploads\" >\nbucket \"aws-intro-sample-upload-jenny\"",
    ..Word::EMPTY
};

/// Regions by their code.
pub static REGIONS: Catalogue = Catalogue {
    what: "a region",
    code: "unknown-region",
    find: crate::catalog::regions::find,
    names: || Box::new(crate::catalog::regions::names()),
    hint: "a region is written by its code, such as us-east-1, or ap-northeast-2 for Seoul; the console shows it beside the region's name",
    prefix: "",
    defers: false,
};

/// Puts the description into the template.
pub fn lower<'a>(stack: &Stack<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(settings) = &stack.settings else { return };
    if let Some(name) = settings.name
        && !is_stack_name(name.text)
    {
        to.report(invalid_name(name.text, name.span));
    }
    super::tags::check(&settings.entries, to);
    sections(settings, to);
    if let Some(Value::Text(text)) = settings.entries.value("description") {
        if text.len() > MAX_DESCRIPTION {
            let span = settings.entries.setting("description").map_or(settings.span, |setting| setting.span);
            to.report(
                Diagnostic::error(
                    "out-of-range",
                    format!("a description has at most {} bytes, found {}", MAX_DESCRIPTION, text.len()),
                )
                .label(span, "too long")
                .help("say the rest in a comment; letters outside of ASCII take two to four bytes each"),
            );
        }
        to.template.description = Some(text.clone());
    } else if settings.entries.setting("description").is_none() {
        to.template.description = to.described(settings.span, "the stack", Most::Bytes(MAX_DESCRIPTION));
    }
}

/// Sections of the template that are given as they are.
fn sections<'a>(settings: &Settings<'a>, to: &mut Lowering<'_, 'a>) {
    let section = |name| match settings.entries.value(name) {
        Some(Value::Map(entries)) => entries.to_vec(),
        _ => Vec::new(),
    };
    let template = &mut to.template;
    (template.metadata, template.rules) = (section("metadata"), section("rules"));
    (template.hooks, template.globals) = (section("hooks"), section("globals"));
    to.template.transform = settings.entries.value("transform").cloned();
    for name in ["globals", "hooks", "metadata", "rules"] {
        if let Some(setting) = settings.entries.setting(name)
            && !matches!(settings.entries.value(name), Some(Value::Map(_)))
        {
            to.report(
                Diagnostic::error("wrong-type", format!("`{name}` is a section of the template"))
                    .label(setting.span, "expected `< … >`")
                    .help(format!("write: {name} = < … >, with CloudFormation's own keys")),
            );
        }
    }
}

/// The region that a stack is meant for, where it says one.
pub fn region<'a>(stack: &Stack<'a>) -> Option<Text<'a>> {
    stack.settings.as_ref()?.entries.text("region").cloned()
}

/// What CloudFormation would refuse as the name of a stack.
pub fn invalid_name(name: &str, span: Span) -> Diagnostic {
    let message = match name {
        "" => "a stack's name cannot be empty".to_owned(),
        name => format!("`{name}` cannot be the name of a stack"),
    };
    Diagnostic::error("invalid-name", message).label(span, "not a stack name").help(format!(
        "a stack's name starts with a letter and has letters, digits and hyphens, at most 128{}",
        example(name)
    ))
}

/// A name near the one that was refused, when hyphens are all that it needs.
fn example(refused: &str) -> String {
    let name = refused.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    if is_stack_name(&name) { format!("; for example: stack {name}") } else { String::new() }
}

/// Whether CloudFormation takes this for the name of a stack.
pub fn is_stack_name(name: &str) -> bool {
    name.len() <= 128
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
