//! `stack`: what holds for the whole stack.

use super::shape::{Catalogue, Entry, Shape};
use super::{Form, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Stack;
use crate::template::Value;

/// The description of `stack`.
pub static WORD: Word = Word {
    name: "stack",
    form: Form::Stack,
    summary: "Says what holds for the whole stack. A file has at most one; without it the stack's name is the file's.",
    sentence: "stack NAME < … >",
    entries: &[
        Entry::new("description", Shape::Text, "Describes the stack, in at most 1,024 bytes."),
        Entry::new("protect", Shape::Bool, "Keeps the stack from being deleted by accident, once it is deployed.")
            .or("off"),
        Entry::new("region", Shape::Catalogue(&REGIONS), "The region that the stack is meant for.")
            .or("the caller's own"),
        Entry::new("tags", Shape::Map, "Tags that every resource of the stack inherits."),
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html",
    example: "stack aws-intro-sample < region = ap-northeast-2, description = \"a place for uploads\" >\nbucket \"aws-intro-sample-upload-jenny\"",
    ..Word::EMPTY
};

static REGIONS: Catalogue = Catalogue {
    what: "a region",
    code: "unknown-region",
    find: crate::catalog::regions::find,
    names: || Box::new(crate::catalog::regions::names()),
    prefix: "",
    examples: &["ap-northeast-2", "us-east-1", "eu-west-1"],
};

/// Puts the description into the template.
pub fn lower<'a>(stack: &Stack<'_, 'a>, to: &mut Lowering<'_, '_, 'a>) {
    let Some(settings) = &stack.settings else { return };
    if let Some(name) = settings.name
        && !is_stack_name(name.text)
    {
        to.report(
            Diagnostic::error("invalid-name", format!("`{}` cannot be the name of a stack", name.text))
                .label(name.span, "not a stack name")
                .help("a stack's name starts with a letter and has letters, digits and hyphens, at most 128"),
        );
    }
    super::tags::check(&settings.entries, None, to);
    if let Some(Value::Text(text)) = settings.entries.value("description") {
        if text.len() > crate::lower::MAX_DESCRIPTION {
            let span = settings.entries.setting("description").map_or(settings.span, |setting| setting.span);
            to.report(
                Diagnostic::error(
                    "out-of-range",
                    format!("a description has at most {} bytes, found {}", crate::lower::MAX_DESCRIPTION, text.len()),
                )
                .label(span, "too long")
                .help("a letter outside of ASCII counts as two to four"),
            );
        }
        to.template.description = Some(text.clone());
    }
}

fn is_stack_name(name: &str) -> bool {
    name.len() <= 128
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
