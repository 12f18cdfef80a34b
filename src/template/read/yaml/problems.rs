//! What can be wrong with YAML.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::read::functions;
use crate::template::read::problems::too_deep;
use granit_parser::ErrorKind;

fn invalid(message: impl Into<String>, span: Span, label: &str) -> Diagnostic {
    Diagnostic::error("invalid-yaml", message).label(span, label)
}

/// What the parser stumbled over.
pub(super) fn grammar(text: &str, at: usize, kind: &ErrorKind, info: &str) -> Diagnostic {
    let rest = text.get(at..).unwrap_or("");
    let width = rest.chars().next().filter(|first| !first.is_control()).map_or(0, char::len_utf8);
    let span = Span::new(at.min(text.len()), at.min(text.len()) + width);
    if *kind == ErrorKind::RecursionLimitExceeded {
        return too_deep(span);
    }
    let tagged =
        text.get(..at).unwrap_or("").trim_end().rsplit([' ', '\n']).next().is_some_and(|word| word.starts_with('!'));
    if rest.starts_with('!') && tagged {
        return invalid("a value has two tags", span, "a second tag")
            .help("write one of the two functions in its long form, as in `!Base64` and below it `Fn::Sub: text`");
    }
    let help = match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation => "indent with spaces",
        ErrorKind::UnclosedQuotedScalar => "write the quote that closes the text",
        ErrorKind::UnexpectedCharacter { .. } => "a text that begins with such a character stands in quotes",
        ErrorKind::UnknownQuotedScalarEscape => {
            "a backslash that is meant as such is written `\\\\`, or stands in single quotes"
        }
        _ => "look at the indentation, and at texts with `: ` or ` #` in them, which stand in quotes",
    };
    invalid(info, span, "nothing is read from here on").help(help)
}

pub(super) fn documents(span: Span) -> Diagnostic {
    invalid("a second document begins", span, "nothing is read from here on")
        .help("a template is one document: write the other one in a file of its own")
}

pub(super) fn null_key(span: Span) -> Diagnostic {
    Diagnostic::error("null-value", "a key is null")
        .label(span, "expected a text")
        .help("write the key, in quotes if it is meant so")
}

pub(super) fn tagged_key(span: Span) -> Diagnostic {
    invalid("a key has a tag", span, "expected a text").help("a function can be a value, but not a key")
}

pub(super) fn no_text_as_key(span: Span, what: &str) -> Diagnostic {
    invalid(format!("a key is {what}"), span, "expected a text")
        .help("write keys as texts; a placeholder such as `{{ Name }}` stands in quotes")
}

pub(super) fn unknown_tag(span: Span, local: &str) -> Diagnostic {
    let help = match functions::nearest_tag(local) {
        Some(near) => format!("did you mean `!{near}`?"),
        None => "CloudFormation's tags are the short names of its functions, such as `!Ref` and `!Sub`".to_owned(),
    };
    Diagnostic::error("unknown-tag", format!("CloudFormation has no tag `!{local}`")).label(span, "unknown").help(help)
}

pub(super) fn refused_tag(span: Span, own: &str) -> Diagnostic {
    Diagnostic::error("unknown-tag", format!("CloudFormation does not take the tag `!!{own}`"))
        .label(span, "not supported")
        .help("write the value as a text, a number, a list or a map, without this tag")
}

fn expanded(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::warning("yaml-alias", message)
        .label(span, "CloudFormation does not take this")
        .help("write the values out, or send the template with `aws cloudformation package` or SAM, which does so")
}

pub(super) fn alias(span: Span, name: &str) -> Diagnostic {
    expanded(format!("`{name}` is an alias"), span)
}

pub(super) fn merge(span: Span) -> Diagnostic {
    expanded("`<<` merges maps", span)
}

pub(super) fn no_anchor(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("yaml-alias", format!("there is no anchor `&{name}` before this"))
        .label(span, "an alias of nothing")
        .help(format!("a text that begins with `*` stands in quotes: \"*{name}\""))
}

pub(super) fn endless(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("yaml-alias", format!("`{name}` stands in what it is an alias of"))
        .label(span, "this would never end")
        .help("write the values out")
}

pub(super) fn merges_no_map(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("yaml-alias", format!("`<<` takes a map, found {what}"))
        .label(span, "expected a map")
        .help("a key that is meant as such stands in quotes: \"<<\"")
}

pub(super) fn no_finite_number(span: Span) -> Diagnostic {
    invalid("this number is not finite", span, "no template can hold this").help("write a text in quotes")
}
