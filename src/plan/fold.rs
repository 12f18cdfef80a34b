//! What a value comes to with what is known: parameters, conditions and mappings are put in, texts are put together.
//!
//! Two values that come to the same give the same, however each of them is written.

use super::side::View;
use crate::template::{Entry, Items, Part, Text, Value, has_dynamic_reference, parts, put_together};
use std::borrow::Cow;

/// What a value comes to; nothing where `AWS::NoValue` takes it away.
pub(super) fn value<'t>(view: &View<'t>, of: &Value<'t>) -> Option<Value<'t>> {
    Some(match of {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => {
            of.clone()
        }
        Value::GetAtt(_) => of.clone(),
        Value::List(items) => list(view, items),
        Value::Map(entries) => Value::Map(Items::Owned(self::entries(view, entries))),
        Value::Ref(id) if id == "AWS::NoValue" => return None,
        Value::Ref(id) => view.known.get(id.as_ref()).cloned().unwrap_or_else(|| of.clone()),
        Value::Sub(text) => substituted(view, text, &[]),
        Value::Intrinsic("Fn::If", argument) => return choice(view, argument),
        Value::Intrinsic(function, argument) => call(view, function, argument),
    })
}

/// The entries of a map, without those that are taken away.
pub(super) fn entries<'t>(view: &View<'t>, of: &[Entry<'t>]) -> Vec<Entry<'t>> {
    of.iter().filter_map(|(key, inner)| Some((key.clone(), value(view, inner)?))).collect()
}

fn list<'t>(view: &View<'t>, items: &[Value<'t>]) -> Value<'t> {
    Value::list(items.iter().filter_map(|item| value(view, item)).collect::<Vec<_>>())
}

/// `Fn::If`: one of the two where the condition is known.
fn choice<'t>(view: &View<'t>, argument: &Value<'t>) -> Option<Value<'t>> {
    let Value::List(three) = argument else { return Some(Value::Intrinsic("Fn::If", Box::new(argument.clone()))) };
    let [Value::Text(name), yes, no] = &**three else {
        return Some(Value::Intrinsic("Fn::If", Box::new(list(view, three))));
    };
    match view.holds(name) {
        Some(true) => value(view, yes),
        Some(false) => value(view, no),
        None => {
            let branch = |of| value(view, of).unwrap_or(Value::reference("AWS::NoValue"));
            let (yes, no) = (branch(yes), branch(no));
            if is_same(&yes, &no) {
                return Some(yes);
            }
            Some(Value::Intrinsic("Fn::If", Box::new(Value::list([Value::Text(name.clone()), yes, no]))))
        }
    }
}

fn call<'t>(view: &View<'t>, function: &'static str, argument: &Value<'t>) -> Value<'t> {
    let argument = match argument {
        // The names in a text with a map of its own mean the map first.
        Value::List(two) if function == "Fn::Sub" => return with_map(view, two),
        Value::List(items) => list(view, items),
        other => value(view, other).unwrap_or(Value::reference("AWS::NoValue")),
    };
    let known = match (function, &argument) {
        ("Fn::Join", Value::List(two)) => joined(two),
        ("Fn::FindInMap", Value::List(three)) => found(view, three),
        ("Fn::Select", Value::List(two)) => selected(two),
        ("Fn::Split", Value::List(two)) => split(two),
        (_, _) => None,
    };
    known.unwrap_or_else(|| Value::Intrinsic(function, Box::new(argument)))
}

fn with_map<'t>(view: &View<'t>, two: &[Value<'t>]) -> Value<'t> {
    match two {
        [Value::Text(text), Value::Map(own)] => substituted(view, text, &entries(view, own)),
        other => Value::Intrinsic("Fn::Sub", Box::new(list(view, other))),
    }
}

/// A text with names in it, of which the known ones are put in.
fn substituted<'t>(view: &View<'t>, text: &Text<'t>, own: &[Entry<'t>]) -> Value<'t> {
    let is_dynamic = has_dynamic_reference(text);
    let literal = |text: String| if is_dynamic { Value::Dynamic(text.into()) } else { Value::text(text) };
    let piece = |part: Part<'_>| match part {
        Part::Text(text) => literal(text.to_owned()),
        Part::Literal(inside) => literal(format!("${{{inside}}}")),
        Part::Name(name) => match own.iter().find(|(key, _)| key == name) {
            Some((_, value)) => value.clone(),
            None => named(view, name),
        },
    };
    let unchanged = || match own {
        [] => Value::Sub(text.clone()),
        own => {
            let map = Value::Map(Items::Owned(own.to_vec()));
            Value::Intrinsic("Fn::Sub", Box::new(Value::list([Value::Text(text.clone()), map])))
        }
    };
    put_together(parts(text).map(piece).map(as_text).collect()).unwrap_or_else(|_| unchanged())
}

/// What `Name` or `Name.Attribute` stands for.
fn named<'t>(view: &View<'t>, name: &str) -> Value<'t> {
    match name.split_once('.') {
        Some((id, attribute)) => Value::attribute(id.to_owned(), attribute.to_owned()),
        None => view.known.get(name).cloned().unwrap_or_else(|| Value::reference(name.to_owned())),
    }
}

fn joined<'t>(two: &[Value<'t>]) -> Option<Value<'t>> {
    let [Value::Text(separator), Value::List(items)] = two else { return None };
    let mut pieces = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            pieces.push(Value::Text(separator.clone()));
        }
        pieces.push(as_text(item.clone()));
    }
    put_together(pieces).ok()
}

/// A number or a truth as the text that it becomes among texts.
fn as_text(value: Value<'_>) -> Value<'_> {
    match &value {
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => match scalar(&value) {
            Some(text) => Value::text(text.into_owned()),
            None => value,
        },
        _ => value,
    }
}

fn found<'t>(view: &View<'t>, three: &[Value<'t>]) -> Option<Value<'t>> {
    let [map, first, second] = three else { return None };
    let Value::Map(keys) = view.mapping(&scalar(map)?)? else { return None };
    let first = scalar(first)?;
    let Value::Map(values) = keys.iter().find(|(key, _)| *key == first).map(|(_, value)| value)? else { return None };
    let second = scalar(second)?;
    values.iter().find(|(key, _)| *key == second).map(|(_, value)| value.clone())
}

fn selected<'t>(two: &[Value<'t>]) -> Option<Value<'t>> {
    let [index, Value::List(items)] = two else { return None };
    items.get(scalar(index)?.parse::<usize>().ok()?).cloned()
}

fn split<'t>(two: &[Value<'t>]) -> Option<Value<'t>> {
    let [Value::Text(at), Value::Text(text)] = two else { return None };
    if at.is_empty() {
        return None;
    }
    Some(Value::list(text.split(at.as_ref()).map(|part| Value::text(part.to_owned())).collect::<Vec<_>>()))
}

/// A text, a number or a truth as text: CloudFormation makes one of another where a property wants it.
pub(super) fn scalar<'v>(value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    Some(match value {
        Value::Text(text) | Value::Dynamic(text) => Cow::Borrowed(text.as_ref()),
        Value::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Value::Int(number) => Cow::Owned(number.to_string()),
        Value::Float(number) => Cow::Owned(number.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => return None,
    })
}

/// Whether two values are the same. The order of keys means nothing, and `5` is `"5"`.
pub(super) fn is_same(one: &Value<'_>, other: &Value<'_>) -> bool {
    if let (Some(one), Some(other)) = (scalar(one), scalar(other)) {
        return one == other;
    }
    match (one, other) {
        (Value::List(ones), Value::List(others)) => {
            ones.len() == others.len() && ones.iter().zip(others.iter()).all(|(one, other)| is_same(one, other))
        }
        (Value::Map(ones), Value::Map(others)) => {
            let has =
                |(key, value): &Entry<'_>| others.iter().any(|(known, other)| known == key && is_same(value, other));
            ones.len() == others.len() && ones.iter().all(has)
        }
        (Value::Intrinsic(one, argument), Value::Intrinsic(other, others)) => one == other && is_same(argument, others),
        (one, other) => one == other,
    }
}

/// Whether a value is known now: nothing in it waits for the deploy.
pub(super) fn is_literal(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
        Value::Text(text) | Value::Dynamic(text) => !has_dynamic_reference(text),
        Value::List(items) => items.iter().all(is_literal),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_literal(value)),
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    }
}
