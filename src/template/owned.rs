//! Values that borrow nothing.

use super::{Items, Text, Value};
use std::borrow::Cow;

fn owned(text: Text<'_>) -> Text<'static> {
    Cow::Owned(text.into_owned())
}

impl Value<'_> {
    /// The same value, which borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(flag),
            Self::Int(number) => Value::Int(number),
            Self::Float(number) => Value::Float(number),
            Self::Text(text) => Value::Text(owned(text)),
            Self::Dynamic(text) => Value::Dynamic(owned(text)),
            Self::List(items) => Value::List(Items::Owned(items.iter().cloned().map(Value::into_owned).collect())),
            Self::Map(entries) => {
                let entries = entries.iter().cloned().map(|(key, value)| (owned(key), value.into_owned()));
                Value::Map(Items::Owned(entries.collect()))
            }
            Self::Ref(id) => Value::Ref(owned(id)),
            Self::GetAtt(target) => Value::GetAtt(Box::new((owned(target.0), owned(target.1)))),
            Self::Sub(text) => Value::Sub(owned(text)),
            Self::Intrinsic(name, argument) => Value::Intrinsic(name, Box::new(argument.into_owned())),
        }
    }
}
