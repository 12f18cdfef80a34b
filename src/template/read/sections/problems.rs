//! What can be wrong with the shape of a template.

use super::SECTIONS;
use super::resource::ATTRIBUTES;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::template::FORMAT_VERSION;
use crate::template::read::node::Node;

pub(super) fn no_resources(span: Span) -> Diagnostic {
    Diagnostic::error("no-resources", "the template declares no resource, and CloudFormation takes none without one")
        .label(span, "expected a section `Resources`")
        .help("write `Resources` with at least one resource")
}

pub(super) fn unknown_section(name: &str, span: Span) -> Diagnostic {
    let help = if name == "Globals" {
        "this section is SAM's: write `Transform: AWS::Serverless-2016-10-31` to have it processed".to_owned()
    } else {
        match suggest::nearest(name, SECTIONS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "sections are Description, Metadata, Parameters, Rules, Mappings, Conditions, Transform, Resources, Outputs and Hooks".to_owned(),
        }
    };
    Diagnostic::error("unknown-section", format!("a template has no section `{name}`"))
        .label(span, "unknown")
        .help(help)
}

pub(super) fn unknown_attribute(name: &str, span: Span) -> Diagnostic {
    let help = match suggest::nearest(name, ATTRIBUTES.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "what is set on the resource itself stands below `Properties`".to_owned(),
    };
    Diagnostic::error("unknown-resource-attribute", format!("a resource has no attribute `{name}`"))
        .label(span, "unknown")
        .help(help)
}

fn invalid(message: impl Into<String>, span: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::error("invalid-template", message).label(span, label)
}

pub(super) fn version(span: Span) -> Diagnostic {
    invalid("this is no version of the template format", span, format!("expected {FORMAT_VERSION}"))
        .help(format!("write `{FORMAT_VERSION}`, the only version there is, or leave the key out"))
}

pub(super) fn no_map(node: &Node, what: &str) -> Diagnostic {
    let found = format!("found {}", node.describe());
    invalid(format!("{what} is a map"), node.span, found).help("write keys with their values")
}

pub(super) fn no_text(node: &Node, what: &str) -> Diagnostic {
    let found = format!("found {}", node.describe());
    invalid(format!("{what} is a text"), node.span, found)
        .help("write a text, in quotes if it looks like something else")
}

pub(super) fn no_type(id: &str, span: Span) -> Diagnostic {
    invalid(format!("the resource `{id}` has no type"), span, "expected a `Type` in it")
        .help("write what it is, such as `Type: AWS::S3::Bucket`")
}

pub(super) fn logical_id(id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("invalid-logical-id", format!("`{id}` is not a logical id"))
        .label(span, "expected letters and digits only")
        .help("write ASCII letters and digits; names that AWS shows are set in properties")
}
