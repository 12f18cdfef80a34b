//! What the file says of something that exists already, and what follows from that.

use super::identity;
use crate::model::Declaration;
use crate::schema;
use crate::template::Value;
use crate::words::name_of;

/// What an attribute needs said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing<'n> {
    /// One of the entries `arn`, `id` and `name`.
    Entry(&'static str),
    /// An attribute by CloudFormation's name.
    Attribute(&'n str),
}

/// What an existing thing gives: an attribute by our name or by CloudFormation's, what identifies it for the empty name.
/// None when the file does not say.
pub fn attribute<'a>(declaration: &Declaration<'a>, attribute: &str) -> Option<Value<'a>> {
    let theirs = declaration.word.attribute(attribute).map_or(attribute, |known| known.attribute);
    let theirs = if theirs.is_empty() { identity::reference(declaration.resource_type()) } else { Some(theirs) };
    if let Some(said) = theirs.and_then(|theirs| declaration.entries.property(theirs)) {
        return Some(said.value.clone());
    }
    match missing(declaration, attribute) {
        Missing::Entry("arn") => arn(declaration),
        Missing::Entry("name") => name(declaration),
        Missing::Entry(_) => id(declaration),
        Missing::Attribute(_) => None,
    }
}

/// What identifies it: the value that `Ref` gives of a new one.
pub fn identifier<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    attribute(declaration, "")
}

/// What has to be said so that an attribute is known.
pub fn missing<'n>(declaration: &Declaration<'_>, attribute: &'n str) -> Missing<'n> {
    let kind = declaration.resource_type();
    let entry = |name: &str| super::WORD.entry(name).map(|entry| Missing::Entry(entry.name));
    let theirs = match declaration.word.attribute(attribute) {
        // Ours and the entry are one word for one thing: `arn`, `id`, `name`.
        Some(_) if entry(attribute).is_some() => attribute,
        Some(known) => known.attribute,
        None => attribute,
    };
    if theirs.is_empty() || identity::reference(kind) == Some(theirs) || is_same(kind, theirs) {
        return Missing::Entry(identity::of(declaration).by);
    }
    let last = kind.rsplit("::").next().unwrap_or_default();
    let bare = theirs.get(..last.len()).filter(|start| start.eq_ignore_ascii_case(last));
    let part = bare.map_or(theirs, |start| &theirs[start.len()..]);
    entry(&part.to_ascii_lowercase()).unwrap_or(Missing::Attribute(theirs))
}

/// Whether an attribute is what `Ref` gives too, as the group id of a security group is.
fn is_same(kind: &str, attribute: &str) -> bool {
    let Some(of) = schema::find(kind) else { return false };
    let given = of.reference_place().and_then(|place| place.kinds().next());
    given.is_some() && of.attribute(attribute).and_then(|place| place.kinds().next()) == given
}

fn said<'a>(declaration: &Declaration<'a>, entry: &str) -> Option<Value<'a>> {
    declaration.entries.value(entry).cloned()
}

/// Its ARN: as it is said, or made of its id or name.
fn arn<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    let identity = identity::of(declaration);
    said(declaration, "arn").or_else(|| {
        let end = match identity.in_arn()? {
            "name" => name(declaration)?,
            _ => id(declaration)?,
        };
        identity.arn_with(end)
    })
}

/// Its id: as it is said, or as it stands in its ARN.
fn id<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    said(declaration, "id").or_else(|| in_arn(declaration, "id"))
}

/// Its name: as it is said, as it stands in its ARN, or as it is declared.
pub fn name<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    let identity = identity::of(declaration);
    let is_named = identity.by == "name" || identity.in_arn() == Some("name");
    match (said(declaration, "name"), said(declaration, "arn")) {
        (Some(name), _) => Some(name),
        (None, Some(_)) => in_arn(declaration, "name"),
        (None, None) => name_of(declaration).filter(|_| is_named),
    }
}

/// What the ARN ends with: as it is written out, or as the deploy takes it out of the ARN.
fn in_arn<'a>(declaration: &Declaration<'a>, entry: &str) -> Option<Value<'a>> {
    let identity = identity::of(declaration);
    let arn = declaration.entries.value("arn").filter(|_| identity.in_arn() == Some(entry))?;
    match arn {
        Value::Text(arn) => identity.end_of(arn).map(|end| Value::text(end.to_owned())),
        deferred => identity.part_of(deferred),
    }
}
