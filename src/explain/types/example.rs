//! A statement that declares a resource with what it cannot be without.

mod value;

use super::listed::{self, Listed};
use crate::schema::{Marks, Place, Type, Types};
use serde::Serialize;
use value::Writer;

/// The longest statement on one line.
const LINE: usize = 78;

/// A statement in the language, or an entry.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// The statement; `…` stands for a text of one's own.
    pub text: String,
    /// Names in it that the file has to declare too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Named>,
}

/// A name in an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// What it is, as in ``a `role` ``.
    pub what: String,
}

/// A statement that declares a resource of this type.
pub fn of(of: &'static Type) -> Example {
    let mut writer = Writer::new(of.name);
    let mut entries = writer.entries(Place::root(of), 0);
    if entries.is_empty() {
        entries.extend(own_name(of));
    }
    let start = format!("{} {}", of.name, name_for(of.name));
    let short = format!("{start} < {} >", entries.join(", "));
    let text = if entries.is_empty() {
        start
    } else if short.len() <= LINE && !entries.iter().any(|entry| entry.contains('<')) {
        short
    } else {
        let lines: String = entries.iter().map(|entry| format!("  {entry}\n")).collect();
        format!("{start} <\n{lines}>")
    };
    Example { text, names: writer.names }
}

/// An entry that sets a property.
pub fn entry(name: &str, place: Place) -> Example {
    let mut writer = Writer::new(place.of.name);
    let text = format!("{name} = {}", writer.value(place, 1));
    Example { text, names: writer.names }
}

/// A name for a resource: `my-queue` for `AWS::SQS::Queue`.
fn name_for(resource: &str) -> String {
    let last: Vec<char> = resource.rsplit("::").next().unwrap_or_default().chars().collect();
    let mut name = String::from("my");
    for (at, c) in last.iter().enumerate() {
        let begins = at == 0
            || c.is_ascii_uppercase()
                && (!last[at - 1].is_ascii_uppercase() || last.get(at + 1).is_some_and(char::is_ascii_lowercase));
        if begins {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Where nothing must be there, what names the resource: `QueueName`.
fn own_name(of: &'static Type) -> Option<String> {
    let last = of.name.rsplit("::").next().unwrap_or_default();
    let settable = |one: &Listed| !one.property.marks.has(Marks::READ_ONLY) && one.place.types().is(Types::STRING);
    let all = listed::properties(Place::root(of));
    let named = |wanted: &str| all.iter().find(|one| one.property.name == wanted && settable(one));
    let found = named(&format!("{last}Name")).or_else(|| named("Name"))?;
    Some(format!("{} = \"…\"", found.property.name))
}
