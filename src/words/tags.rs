//! Tags: those of the stack, then those of the resource; each key once.

use crate::model::{Declaration, Stack};
use crate::template::{Entry, Value};

/// Resource types that this version tags, with the key of the tag that holds their name where AWS has no name for them.
const TAGGED: &[(&str, Option<&str>)] =
    &[("AWS::EC2::Instance", Some("Name")), ("AWS::IAM::Role", None), ("AWS::S3::Bucket", None)];

/// The `Tags` property of a declaration's main resource, if it has any.
pub fn of<'a>(stack: &Stack<'_, 'a>, declaration: &Declaration<'_, 'a>) -> Option<Value<'a>> {
    if declaration.word.is_raw() {
        return None;
    }
    let (_, name_key) = TAGGED.iter().find(|(kind, _)| *kind == declaration.resource_type())?;
    let own = map(declaration.entries.value("tags"));
    let shared = stack.settings.as_ref().map_or(&[][..], |settings| map(settings.entries.value("tags")));
    let mut tags = Vec::new();
    if let Some(key) = name_key
        && !own.iter().any(|(own, _)| own == key)
        && let Some(name) = super::name_of(declaration)
    {
        tags.push(tag((*key).into(), name));
    }
    for (key, value) in shared.iter().filter(|(key, _)| !own.iter().any(|(own, _)| own == key)).chain(own) {
        tags.push(tag(key.clone(), value.clone()));
    }
    (!tags.is_empty()).then(|| Value::list(tags))
}

fn map<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Entry<'a>] {
    match value {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

fn tag<'a>(key: crate::template::Text<'a>, value: Value<'a>) -> Value<'a> {
    Value::map([("Key", Value::Text(key)), ("Value", value)])
}
