//! Tags as the property of a type holds them.

use crate::catalog::taggability::Form;
use crate::model::Declaration;
use crate::template::{Entry, Items, Value};

/// The property that a body gives by its own name.
pub fn given<'s, 'a>(declaration: &'s Declaration<'a>, property: &str) -> Option<&'s Value<'a>> {
    declaration.entries.properties.iter().find(|given| given.name.text == property).map(|given| &given.value)
}

/// The property's value for these tags.
pub fn of<'a>(form: Form, tags: impl Iterator<Item = Entry<'a>>) -> Value<'a> {
    match form {
        Form::List { .. } => Value::list(tags.map(|tag| item(form, tag)).collect::<Vec<_>>()),
        Form::Map | Form::Other => Value::Map(Items::Owned(tags.collect())),
    }
}

/// A value that is given, with the tags that it does not have. What is worked out at the deploy stays as it is.
pub fn with<'a>(given: &Value<'a>, form: Form, tags: impl Iterator<Item = Entry<'a>>) -> Value<'a> {
    match (given, form) {
        (Value::List(items), Form::List { key, .. }) => {
            let has = |name: &str| items.iter().any(|item| key_of(item, key) == Some(name));
            let new = tags.filter(|(name, _)| !has(name)).map(|tag| item(form, tag));
            Value::list(items.iter().cloned().chain(new).collect::<Vec<_>>())
        }
        (Value::Map(entries), Form::Map) => {
            let has = |name: &str| entries.iter().any(|(key, _)| key == name);
            Value::Map(Items::Owned(entries.iter().cloned().chain(tags.filter(|(name, _)| !has(name))).collect()))
        }
        (_, _) => given.clone(),
    }
}

fn key_of<'v>(item: &'v Value<'_>, key: &str) -> Option<&'v str> {
    let Value::Map(entries) = item else { return None };
    match entries.iter().find(|(name, _)| name == key) {
        Some((_, Value::Text(text))) => Some(text),
        _ => None,
    }
}

/// One tag of a list; the flag says that it is passed on to what the resource makes.
fn item<'a>(form: Form, (name, value): Entry<'a>) -> Value<'a> {
    let Form::List { key, value: holds, flag } = form else { return value };
    let tag = |value: Value<'a>| {
        let pair = [(key, Value::Text(name.clone())), (holds, value)];
        Value::map(pair.into_iter().chain(flag.map(|flag| (flag, Value::Bool(true)))))
    };
    // A tag without a value is none.
    let is_missing = |value: &Value<'_>| value.chosen().is_some() && has_nothing(value);
    match is_missing(&value) {
        true => value.changed(&mut |value| Some(tag(value.clone()))).unwrap_or(value),
        false => tag(value),
    }
}

fn has_nothing(value: &Value<'_>) -> bool {
    match value.chosen() {
        Some((_, then, otherwise)) => has_nothing(then) || has_nothing(otherwise),
        None => value.is_nothing(),
    }
}
