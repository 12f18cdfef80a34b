//! What is said of values that are not what was expected.

use crate::diagnostic::Diagnostic;
use crate::model::{Declaration, Setting};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, Unary};
use crate::words::existing::Missing;
use crate::words::shape::{Catalogue, Wanted};
use std::borrow::Cow;

/// What a value is, for people.
pub fn describe(expr: &Expr<'_>) -> Cow<'static, str> {
    Cow::Borrowed(match &expr.kind {
        ExprKind::Word(word) => return Cow::Owned(format!("`{word}`")),
        ExprKind::Number(number) => return Cow::Owned(format!("the number {number}")),
        ExprKind::Quantity(number, unit) => return Cow::Owned(format!("the quantity {number}{unit}")),
        ExprKind::Cidr(address) => return Cow::Owned(format!("the address {address}")),
        ExprKind::Text(_) | ExprKind::Template(_) => "a text",
        ExprKind::Range(_) => "a range",
        ExprKind::List(_) => "a list",
        ExprKind::Map(_) => "a map",
        ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
            ExprKind::Number(number) => return Cow::Owned(format!("the number -{number}")),
            _ => "an expression",
        },
        ExprKind::Call(call) => return Cow::Owned(format!("what `{}` gives", call.name.text)),
        ExprKind::Choice(_) => "a choice",
        ExprKind::Unary(Unary::Not, _) | ExprKind::Binary(..) => "an expression",
    })
}

/// A value of another type than the place wants.
pub fn wrong_type(expected: &str, expr: &Expr<'_>) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("expected {expected}, found {}", describe(expr)))
        .label(expr.span, format!("expected {expected}"))
}

pub fn by_name_or_id(wanted: &Wanted) -> String {
    if wanted.prefix.is_empty() {
        return format!("name {} of this file", wanted.what);
    }
    let given = if wanted.prefix == "arn:" { "ARN" } else { "id" };
    format!("name {} of this file, or give its {given}: \"{}…\"", wanted.what, wanted.prefix)
}

/// A name that its catalogue does not have.
pub fn not_in_catalogue(text: &str, catalogue: &Catalogue, span: Span) -> Diagnostic {
    let message = format!("`{text}` is not {} that infrac knows", catalogue.what);
    let problem = Diagnostic::error(catalogue.code, message).label(span, format!("not {}", catalogue.what));
    match suggest::nearest(text, (catalogue.names)()) {
        // Another version is no misspelling.
        Some(near) if suggest::is_other_number(text, near) && !suggest::is_slip(text, near) => {
            problem.help(format!("write one that there is, such as `{near}`"))
        }
        Some(near) => {
            // Not every name can stand without quotes: a slash would divide.
            let bare = near.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
            let written = if bare { near.to_owned() } else { format!("\"{near}\"") };
            problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, written)
        }
        None => problem.help(examples(text, catalogue)),
    }
}

/// The names that go on as the text does, as those of one family; else what a name looks like.
pub fn examples(text: &str, catalogue: &Catalogue) -> String {
    let goes_on = |name: &&str| name.strip_prefix(text).is_some_and(|rest| rest.starts_with(['.', '-']));
    let family: Vec<_> = (catalogue.names)().filter(goes_on).collect();
    if family.is_empty() || text.is_empty() {
        catalogue.hint.to_owned()
    } else {
        format!("for example: {}", suggest::one_of(family))
    }
}

/// An attribute of something that is made only where an entry asks for it.
pub fn not_asked_for(declaration: &Declaration<'_>, attribute: &str, by: &str, span: Span) -> Diagnostic {
    let handle = declaration.handle.text;
    let at = Span { start: span.end - attribute.len() as u32, end: span.end };
    Diagnostic::error("unknown-attribute", format!("`{handle}` has no {attribute}: nothing asks for one"))
        .label(at, "not there")
        .label(declaration.handle.span, "declared here")
        .help(format!("write in its body: {by} = …; infrac explain {} says which", declaration.word.name))
}

/// An attribute of what is given by an entry, in the place of what would be made.
pub fn given_instead(declaration: &Declaration<'_>, attribute: &str, given: &Setting<'_>, span: Span) -> Diagnostic {
    let (handle, entry) = (declaration.handle.text, given.entry.name);
    let at = Span { start: span.end - attribute.len() as u32, end: span.end };
    Diagnostic::error("unknown-attribute", format!("`{handle}` is given its {entry}, so that it makes none"))
        .label(at, "not there")
        .label(given.key, "given here")
        .help(format!("take it from what `{entry}` names"))
}

pub fn unknown_attribute(declaration: &Declaration<'_>, attribute: &str, span: Span) -> Diagnostic {
    let made = declaration.word.makes.iter().map(|made| &made.attribute);
    let known = || declaration.word.attributes.iter().chain(made.clone()).map(|attribute| attribute.name);
    let at = Span { start: span.end - attribute.len() as u32, end: span.end };
    let problem =
        Diagnostic::error("unknown-attribute", format!("{} has no attribute `{attribute}`", declaration.a_kind()))
            .label(at, "unknown attribute");
    match suggest::nearest(attribute, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), at, near),
        None if declaration.word.attributes.is_empty() => {
            let upper = capitalised(attribute);
            problem
                .help("attributes of raw resources start with an uppercase letter, as CloudFormation writes them")
                .fix(format!("write `{upper}`"), at, upper)
        }
        None => problem.help(format!("it has {}", suggest::one_of(known()))),
    }
}

pub fn existing_without(
    declaration: &Declaration<'_>,
    attribute: &str,
    missing: Missing<'_>,
    span: Span,
) -> Diagnostic {
    let handle = declaration.handle.text;
    let key = match missing {
        Missing::Entry(entry) => entry,
        Missing::Attribute(name) => name,
    };
    let wanted = if attribute.is_empty() { key } else { attribute };
    Diagnostic::error("unknown-attribute", format!("`{handle}` exists already, and the file does not say its {wanted}"))
        .label(span, format!("needs the {wanted}"))
        .label(declaration.handle.span, "declared here")
        .help(format!("say it in the body of `{handle}`: {key} = \"…\""))
}

/// A word with its first letter in uppercase.
pub fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    first.to_ascii_uppercase() + rest
}

/// `aws.…` that is nothing, or CloudFormation's own spelling of it.
pub fn unknown_pseudo(word: &str, span: Span) -> Diagnostic {
    if let Some((ours, _)) = super::pseudo_names().find(|(_, theirs)| *theirs == word) {
        return Diagnostic::error("unknown-name", format!("`{word}` is called `{ours}` here"))
            .label(span, "CloudFormation's name")
            .help(format!("write `{ours}`"))
            .fix(format!("write `{ours}`"), span, ours);
    }
    let names = || super::pseudo_names().map(|(ours, _)| ours);
    let problem = Diagnostic::error("unknown-name", format!("there is no `{word}`")).label(span, "unknown name");
    match suggest::nearest(word, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => problem.help(format!("what CloudFormation knows of a stack is {}", suggest::one_of(names()))),
    }
}

/// A value that only the deploy knows, where the build has to.
pub fn known_at_build(what: &str, expr: &Expr<'_>) -> Diagnostic {
    known_at_build_at(what, expr.span)
}

/// The same for what is not a value.
pub fn known_at_build_at(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("deploy-time-value", format!("{what} has to be known when the template is built"))
        .label(span, "known only at the deploy")
        .help("write the value itself, or a name that `let` gives it")
}
