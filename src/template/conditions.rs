//! The names of conditions, wherever a template uses them.

use super::{Entry, Items, Template, Text, Value};
use rustc_hash::FxHashMap;

type Names<'a> = FxHashMap<Text<'a>, Text<'a>>;

impl<'a> Template<'a> {
    /// Gives conditions other names where they are used.
    pub fn rename_conditions(&mut self, names: &Names<'a>) {
        for resource in &mut self.resources {
            attributes(&mut resource.attributes, names);
            entries(&mut resource.properties, names);
        }
        self.outputs.iter_mut().for_each(|output| attributes(&mut output.attributes, names));
        entries(&mut self.metadata, names);
    }
}

/// What a resource or an output has beside its properties.
fn attributes<'a>(all: &mut [Entry<'a>], names: &Names<'a>) {
    for (key, value) in all {
        match value {
            Value::Text(name) if key == "Condition" => rename(name, names),
            value => renamed(value, names),
        }
    }
}

fn entries<'a>(all: &mut [Entry<'a>], names: &Names<'a>) {
    all.iter_mut().for_each(|(_, value)| renamed(value, names));
}

fn rename<'a>(name: &mut Text<'a>, names: &Names<'a>) {
    if let Some(new) = names.get(name) {
        name.clone_from(new);
    }
}

/// Gives the conditions of a value other names.
pub fn renamed<'a>(value: &mut Value<'a>, names: &Names<'a>) {
    match value {
        Value::Intrinsic("Condition", name) => {
            if let Value::Text(name) = name.as_mut() {
                rename(name, names);
            }
        }
        Value::Intrinsic(function, argument) => {
            if let ("Fn::If", Value::List(Items::Owned(parts))) = (&**function, argument.as_mut())
                && let Some(Value::Text(name)) = parts.first_mut()
            {
                rename(name, names);
            }
            renamed(argument, names);
        }
        Value::List(Items::Owned(items)) => items.iter_mut().for_each(|item| renamed(item, names)),
        Value::Map(Items::Owned(all)) => entries(all, names),
        // What tables of defaults share has no conditions.
        Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) => {}
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Dynamic(_) => {}
    }
}
