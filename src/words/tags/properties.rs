//! Tags as the property of a type holds them.

use super::merge::{is_same, surely_there};
use crate::catalog::taggability::Form;
use crate::template::{Entry, Items, Value};

/// The property's value for these tags.
pub fn of<'a>(form: Form, tags: &[Entry<'a>]) -> Value<'a> {
    match form {
        Form::List { .. } => Value::list(tags.iter().map(|tag| item(form, tag)).collect::<Vec<_>>()),
        Form::Map | Form::Other => Value::Map(Items::Owned(tags.to_vec())),
    }
}

/// A value that is given, with the tags that it does not have; of a choice, each of its values. None for what only the
/// deploy works out.
pub fn with<'a>(kind: &str, given: &Value<'a>, form: Form, tags: &[Entry<'a>]) -> Option<Value<'a>> {
    if let Some((condition, then, otherwise)) = given.chosen() {
        let (then, otherwise) = (with(kind, then, form, tags)?, with(kind, otherwise, form, tags)?);
        return Some(Value::choice(condition.clone(), then, otherwise));
    }
    match (given, form) {
        (given, _) if given.is_nothing() => Some(of(form, tags)),
        (Value::List(items), Form::List { key, .. }) => {
            let new = tags.iter().map(|tag| {
                let has = |item: &Value<'a>| key_of(item, key).is_some_and(|other| is_same(kind, other, &tag.0));
                items.iter().fold(item(form, tag), |tag, item| where_not(item, &has, tag))
            });
            let new = new.filter(|tag| !tag.is_nothing());
            Some(Value::list(items.iter().cloned().chain(new).collect::<Vec<_>>()))
        }
        (Value::Map(entries), Form::Map) => {
            Some(Value::Map(Items::Owned(super::merge::together(kind, None, tags, entries))))
        }
        (_, _) => None,
    }
}

/// A tag where an item of the list is not the same: the item may be one that the deploy chooses.
fn where_not<'a>(item: &Value<'a>, has: &dyn Fn(&Value<'a>) -> bool, tag: Value<'a>) -> Value<'a> {
    match item.chosen() {
        Some((condition, then, otherwise)) => {
            let (then, otherwise) = (where_not(then, has, tag.clone()), where_not(otherwise, has, tag));
            if then == otherwise { then } else { Value::choice(condition.clone(), then, otherwise) }
        }
        None if has(item) => Value::nothing(),
        None => tag,
    }
}

/// The tags of a list that are written out there, for what is to be said of them.
pub fn written<'a>(given: &Value<'a>, form: Form) -> Vec<Entry<'a>> {
    match (given, form) {
        (Value::List(items), Form::List { key, value, .. }) => {
            let tag = |item: &Value<'a>| Some((key_of(item, key)?.to_owned().into(), part(item, value)?.clone()));
            items.iter().filter_map(tag).collect()
        }
        (Value::Map(entries), Form::Map) => entries.to_vec(),
        (_, _) => Vec::new(),
    }
}

fn key_of<'v>(item: &'v Value<'_>, key: &str) -> Option<&'v str> {
    match part(item, key) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn part<'v, 'a>(item: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    let Value::Map(entries) = item else { return None };
    entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// One tag of a list; the flag says that it is passed on to what the resource makes.
fn item<'a>(form: Form, (name, value): &Entry<'a>) -> Value<'a> {
    let Form::List { key, value: holds, flag } = form else { return value.clone() };
    let tag = |value: Value<'a>| {
        let pair = [(key, Value::Text(name.clone())), (holds, value)];
        Value::map(pair.into_iter().chain(flag.map(|flag| (flag, Value::Bool(true)))))
    };
    // A tag without a value is none.
    match surely_there(value) {
        true => tag(value.clone()),
        false => value.changed(&mut |value| Some(tag(value.clone()))).unwrap_or_else(|| value.clone()),
    }
}
