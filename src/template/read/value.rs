//! From a tree to the values of a template: maps of one key become functions.

use super::functions;
use super::node::{Kind, Member, Node};
use super::place::Place;
use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::{Entry, Items, Text, Value};
use std::borrow::Cow;

/// Where a value stands, as far as its meaning depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Scope {
    /// Whether `Condition` names a condition here, as it does in conditions only: policies have maps of that name.
    pub conditions: bool,
    /// Whether nothing is taken for a value.
    pub nulls: bool,
    /// Whether a macro of somebody's own may know more than CloudFormation does.
    pub macros: bool,
}

/// A value and its place, which has no key yet.
pub(super) type Placed<'a, T> = (T, Place<'a>);

/// Puts a place under a key.
pub(super) fn under<'a>(key: &Text<'a>, key_span: Span, mut place: Place<'a>) -> Place<'a> {
    place.key = Some(key.clone());
    place.key_span = key_span;
    place
}

/// The value of a node; `key` is what to point at when it is not there.
pub(super) fn value<'a>(node: Node<'a>, scope: Scope, key: Span, found: &mut Problems) -> Placed<'a, Value<'a>> {
    let span = node.span;
    let leaf = |value| (value, Place { span, ..Place::default() });
    match node.kind {
        Kind::Null => {
            if !scope.nulls {
                found.push(null(if span.is_empty() { key } else { span }));
            }
            leaf(Value::Null)
        }
        Kind::Bool(flag) => leaf(Value::Bool(flag)),
        Kind::Int(number) => leaf(Value::Int(number)),
        Kind::Float(number) => leaf(Value::Float(number)),
        Kind::Text(text) => leaf(Value::Text(text)),
        Kind::List(items) => list(items, span, scope, found),
        Kind::Map(members) => map(members, span, scope, found),
        Kind::Tagged(member) => tagged(*member, span, scope, found),
    }
}

fn list<'a>(items: Vec<Node<'a>>, span: Span, scope: Scope, found: &mut Problems) -> Placed<'a, Value<'a>> {
    let (values, children) = items.into_iter().map(|item| value(item, scope, span, found)).unzip();
    (Value::List(Items::Owned(values)), Place { span, children, ..Place::default() })
}

fn map<'a>(members: Vec<Member<'a>>, span: Span, scope: Scope, found: &mut Problems) -> Placed<'a, Value<'a>> {
    if let [only] = members.as_slice() {
        match functions::find(&only.key) {
            Some("Condition") if !scope.conditions => {}
            Some(name) => {
                let only = members.into_iter().next();
                let parts = only.map(|member| call(name, member, scope, found));
                let (value, children) = parts.map_or((Value::Null, Vec::new()), |(value, place)| (value, vec![place]));
                return (value, Place { span, children, ..Place::default() });
            }
            None if is_unknown(&only.key, scope) => found.push_with(|| unknown_function(&only.key, only.key_span)),
            None => {}
        }
    }
    let (entries, children) = entries(members, scope, found);
    (Value::Map(Items::Owned(entries)), Place { span, children, ..Place::default() })
}

/// The members of a plain map.
pub(super) fn entries<'a>(
    members: Vec<Member<'a>>,
    scope: Scope,
    found: &mut Problems,
) -> (Vec<Entry<'a>>, Vec<Place<'a>>) {
    members
        .into_iter()
        .map(|member| {
            let (value, place) = value(member.value, scope, member.key_span, found);
            let place = under(&member.key, member.key_span, place);
            ((member.key, value), place)
        })
        .unzip()
}

/// A short tag that nobody knows was reported; the map it stands for is kept.
fn tagged<'a>(member: Member<'a>, span: Span, scope: Scope, found: &mut Problems) -> Placed<'a, Value<'a>> {
    let Some(name) = functions::find(&member.key) else {
        let (entries, children) = entries(vec![member], scope, found);
        return (Value::Map(Items::Owned(entries)), Place { span, children, ..Place::default() });
    };
    let (value, place) = call(name, member, scope, found);
    (value, Place { span, children: vec![place], ..Place::default() })
}

/// A function, and the place of its argument under its name.
fn call<'a>(name: &'static str, member: Member<'a>, scope: Scope, found: &mut Problems) -> Placed<'a, Value<'a>> {
    let conditions = scope.conditions || functions::takes_conditions(name);
    // AWS's own samples have a null there, for the region of the stack.
    let nulls = scope.nulls || name == "Fn::GetAZs";
    let scope = Scope { conditions, nulls, ..scope };
    let (argument, place) = value(member.value, scope, member.key_span, found);
    (function(name, argument), under(&member.key, member.key_span, place))
}

/// A function in the form there is for it; whatever its argument is, nothing of it is lost.
fn function<'a>(name: &'static str, argument: Value<'a>) -> Value<'a> {
    match (name, argument) {
        ("Ref", Value::Text(id)) => Value::Ref(id),
        ("Fn::Sub", Value::Text(text)) => Value::Sub(text),
        ("Fn::GetAtt", Value::Text(text)) => match split(&text) {
            Some(target) => Value::GetAtt(Box::new(target)),
            None => Value::Intrinsic(name, Box::new(Value::Text(text))),
        },
        ("Fn::GetAtt", Value::List(items)) => match &*items {
            [Value::Text(id), Value::Text(attribute)] => Value::attribute(id.clone(), attribute.clone()),
            _ => Value::Intrinsic(name, Box::new(Value::List(items))),
        },
        (_, argument) => Value::Intrinsic(name, Box::new(argument)),
    }
}

/// `Id.Attribute`, at its first point.
fn split<'a>(text: &Text<'a>) -> Option<(Text<'a>, Text<'a>)> {
    match text {
        Cow::Borrowed(text) => text.split_once('.').map(|(id, attribute)| (id.into(), attribute.into())),
        Cow::Owned(text) => {
            text.split_once('.').map(|(id, attribute)| (id.to_owned().into(), attribute.to_owned().into()))
        }
    }
}

fn is_unknown(key: &str, scope: Scope) -> bool {
    key.starts_with("Fn::") && !key.starts_with(functions::LOOP) && !scope.macros
}

fn unknown_function(name: &str, span: Span) -> Diagnostic {
    let help = match functions::nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a key that begins with `Fn::` names one of CloudFormation's functions".to_owned(),
    };
    Diagnostic::error("unknown-function", format!("CloudFormation has no function `{name}`"))
        .label(span, "unknown")
        .help(help)
}

fn null(span: Span) -> Diagnostic {
    Diagnostic::error("null-value", "a value is null")
        .label(span, "CloudFormation takes no null")
        .help("write a value, or leave the key out; an empty text is \"\"")
}
