//! What the words have in common whose name is a domain name.

use super::existing;
use super::shape::{Naming, Wanted};
use crate::diagnostic::Diagnostic;
use crate::domains::{self, Use};
use crate::lower::Lowering;
use crate::model::{Declaration, Stack};
use crate::source::Span;
use crate::template::{Text, Value};
use std::borrow::Cow;

/// What a place wants that is about a zone.
pub static ZONE: Wanted =
    Wanted { what: "a hosted zone", resource: "AWS::Route53::HostedZone", attribute: "", prefix: "Z" };

/// The domain name of a declaration: its `name`, or the declared one.
pub fn of<'a>(declaration: &Declaration<'a>) -> Value<'a> {
    let named = declaration.entries.value("name").cloned();
    match named.unwrap_or_else(|| Value::text(declaration.name.text)) {
        Value::Text(name) => Value::Text(without_dot(name)),
        deferred => deferred,
    }
}

/// Names without a dot at the end, which means nothing to AWS.
fn without_dot(name: Text<'_>) -> Text<'_> {
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(name.strip_suffix('.').unwrap_or(name)),
        Cow::Owned(mut name) => {
            name.truncate(name.strip_suffix('.').map_or(name.len(), str::len));
            Cow::Owned(name)
        }
    }
}

/// Where a declaration says its domain name.
pub fn span_of(declaration: &Declaration<'_>) -> Span {
    declaration.entries.setting("name").map_or(declaration.name.span, |setting| setting.span)
}

/// The domain name of a declaration, where it is known when the template is built.
pub fn known<'a>(declaration: &Declaration<'a>) -> Option<Text<'a>> {
    match of(declaration) {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

/// The domain name of a zone, as far as the file says it.
pub fn of_zone<'a>(zone: &Declaration<'a>) -> Option<Text<'a>> {
    if let Some(property) = zone.entries.property("Name") {
        return match &property.value {
            Value::Text(name) => Some(without_dot(name.clone())),
            _ => None,
        };
    }
    let is_said = zone.entries.setting("name").is_some() || zone.name.text.contains('.');
    let is_named = matches!(zone.word.naming, Naming::Domain(_)) && (is_said || !zone.existing);
    known(zone).filter(|_| is_named)
}

/// Reports what AWS would not accept of a domain name that is known; whether it would, as far as that is known.
pub fn check(declaration: &Declaration<'_>, of: Use, who: &str, to: &mut Lowering<'_, '_>) -> bool {
    let Some(name) = known(declaration) else { return true };
    let Some(problem) = domains::problem(&name, of) else { return true };
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_handle = is_plain && declaration.entries.setting("name").is_none();
    let help = if is_handle {
        let word = declaration.word_text();
        format!("write the domain name, and behind it what the file calls it: {word} www.example.com as {name}")
    } else {
        "a domain name has letters, digits and hyphens between its dots, such as www.example.com".to_owned()
    };
    to.report(
        Diagnostic::error("invalid-name", format!("{who} does not accept the domain name `{name}`: {problem}"))
            .label(span_of(declaration), problem)
            .help(help),
    );
    false
}

/// The zone that a value stands for, where the file declares it.
pub fn declared_zone<'s, 'a>(value: &Value<'_>, stack: &'s Stack<'a>) -> Option<&'s Declaration<'a>> {
    let is_it = |zone: &&Declaration<'a>| match (zone.existing, value) {
        (true, value) => existing::identifier(zone).is_some_and(|id| id == *value),
        (false, Value::Ref(id)) => zone.logical_id == *id,
        (false, Value::GetAtt(target)) => zone.logical_id == target.0 && target.1 == "Id",
        (false, _) => false,
    };
    stack.declarations.iter().filter(|one| one.resource_type() == ZONE.resource).find(is_it)
}

/// Whether only some VPCs see a zone.
pub fn is_private(zone: &Declaration<'_>) -> bool {
    !zone.existing && (!zone.relation("in").is_empty() || zone.entries.property("VPCs").is_some())
}

/// Something for everybody, in a zone that is not.
pub fn private_zone(why: &str, zone: &Declaration<'_>, span: Span) -> Diagnostic {
    let name = zone.handle.text;
    Diagnostic::error("private-zone", format!("{why}, and only its VPCs see the zone `{name}`"))
        .label(span, "a private zone")
        .label(zone.handle.span, "declared here as private")
        .help("name the public zone of the domain; it may have the same name as the private one")
}

/// A zone that the stack makes itself is nobody's before its registrar knows it.
pub fn not_delegated(what: &str, zone: &Declaration<'_>, span: Span) -> Diagnostic {
    let name = zone.handle.text;
    let message = format!("{what} until the registrar of the domain names the name servers of this new zone");
    Diagnostic::advice("zone-not-delegated", message)
        .label(span, "a zone of this stack")
        .label(zone.handle.span, "made here")
        .help(format!("deploy the zone first, in a stack of its own, and give its name servers to the registrar; here, write: existing hosted_zone {name} < id = \"Z…\" >"))
}

/// A name that is not one of a zone, beside the zone.
pub fn outside(name: &str, span: Span, zone: &str, zone_span: Span) -> Diagnostic {
    Diagnostic::error("outside-zone", format!("`{name}` is not a name of the zone {zone}"))
        .label(span, format!("does not end with `{zone}`"))
        .label(zone_span, format!("the zone {zone}"))
        .help(format!("name the zone of `{name}`, and say what is in another zone in a statement of its own"))
}
