//! Tags of several places, each key once.

use crate::template::{Entry, Value};
use std::borrow::Cow;

/// Whether two keys are one for a type of resource: for IAM they are, whatever their case.
pub fn is_same(kind: &str, one: &str, other: &str) -> bool {
    one == other || kind.starts_with("AWS::IAM::") && one.eq_ignore_ascii_case(other)
}

/// Each key once: the name, then what all resources have, then what the resource says; where that says nothing of a
/// key, the others do.
pub fn together<'a>(kind: &str, name: Option<Entry<'a>>, shared: &[Entry<'a>], own: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let find = |tags: &[Entry<'a>], key: &str| tags.iter().position(|(other, _)| is_same(kind, other, key));
    let mut before: Vec<Entry<'a>> = name.into_iter().collect();
    for tag in shared {
        if find(&before, &tag.0).is_none() {
            before.push(tag.clone());
        }
    }
    let mut said = Vec::with_capacity(own.len());
    for (key, value) in own {
        let other = find(&before, key).map(|at| before.remove(at).1);
        said.push((key.clone(), value.or(&other.unwrap_or_else(Value::nothing))));
    }
    before.extend(said);
    before
}

/// Tags by their keys; of those that the deploy chooses from, each with its choice. None when they are no such thing.
pub fn by_key<'v, 'a>(value: Option<&'v Value<'a>>) -> Option<Cow<'v, [Entry<'a>]>> {
    let Some(value) = value else { return Some(Cow::Borrowed(&[])) };
    match value {
        Value::Map(entries) => return Some(Cow::Borrowed(entries)),
        Value::Null => return Some(Cow::Borrowed(&[])),
        value if value.is_nothing() => return Some(Cow::Borrowed(&[])),
        _ => {}
    }
    let (condition, then, otherwise) = value.chosen()?;
    let (then, otherwise) = (by_key(Some(then))?, by_key(Some(otherwise))?);
    let of = |entries: &[Entry<'a>], key: &str| {
        entries.iter().find(|(known, _)| known == key).map_or_else(Value::nothing, |(_, value)| value.clone())
    };
    let keys = then.iter().chain(otherwise.iter().filter(|(key, _)| !then.iter().any(|(known, _)| known == key)));
    let chosen = keys.map(|(key, _)| {
        let value = Value::choice(condition.clone(), of(&then, key), of(&otherwise, key));
        (key.clone(), value)
    });
    Some(Cow::Owned(chosen.collect()))
}

/// Whether a tag of this value is there whatever the deploy chooses.
pub fn surely_there(value: &Value<'_>) -> bool {
    match value.chosen() {
        Some((_, then, otherwise)) => surely_there(then) && surely_there(otherwise),
        None => !value.is_nothing(),
    }
}
