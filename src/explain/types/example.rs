//! A statement that declares a resource with what it cannot be without.

use super::listed::{self, Listed};
use super::rules::{self, RuleKind};
use super::wants;
use crate::schema::{Marks, Place, Type, Types};
use serde::Serialize;

/// How deep bodies within bodies are written out.
const DEEPEST: usize = 5;
/// The longest statement on one line.
const LINE: usize = 78;

/// A statement in the language.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// The statement; `…` stands for a text of one's own.
    pub text: String,
    /// Names in it that the file has to declare too, with what they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, String)>,
}

/// A statement that declares a resource of this type.
pub fn of(of: &'static Type) -> Example {
    let mut example = Example { text: format!("{} {}", of.name, name_for(of.name)), names: Vec::new() };
    let mut entries = example.entries(Place::root(of), 0);
    if entries.is_empty() {
        entries.extend(own_name(of));
    }
    let short = format!("{} < {} >", example.text, entries.join(", "));
    if entries.is_empty() {
        return example;
    }
    if short.len() <= LINE && !entries.iter().any(|entry| entry.contains('<')) {
        example.text = short;
    } else {
        let lines: String = entries.iter().map(|entry| format!("  {entry}\n")).collect();
        example.text = format!("{} <\n{lines}>", example.text);
    }
    example
}

/// An entry that sets a property.
pub fn entry(name: &str, place: Place) -> Example {
    let mut example = Example { text: String::new(), names: Vec::new() };
    example.text = format!("{name} = {}", example.value(place, 1));
    example
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

impl Example {
    fn entries(&mut self, place: Place, depth: usize) -> Vec<String> {
        let chosen = needed(place);
        chosen.iter().map(|one| format!("{} = {}", one.property.name, self.value(one.place, depth + 1))).collect()
    }

    fn value(&mut self, place: Place, depth: usize) -> String {
        if let Some(form) = first_form(place).filter(|_| depth < DEEPEST) {
            return self.value(form, depth + 1);
        }
        let types = place.types();
        if let [choice, ..] = place.choices() {
            return if types.accepts(Types::STRING) { format!("\"{choice}\"") } else { (*choice).to_owned() };
        }
        if let Some(wants) = wants::of(place).first().filter(|_| !types.is(Types::ARRAY)) {
            let name = name_for(wants.resource);
            let pair = (name.clone(), wants.named());
            if !self.names.contains(&pair) {
                self.names.push(pair);
            }
            return name;
        }
        let form = place.layers().map(|layer| layer.node.form).find(|form| !form.is_empty());
        match form {
            Some("ipv4-network") => return "10.0.0.0/16".to_owned(),
            Some("ipv6-network") => return "2001:db8::/32".to_owned(),
            Some("date-time") => return "\"2030-01-01T00:00:00Z\"".to_owned(),
            _ => {}
        }
        self.plain(place, types, depth)
    }

    fn plain(&mut self, place: Place, types: Types, depth: usize) -> String {
        if types.is_any() && !listed::properties(place).is_empty() || types.accepts(Types::OBJECT) && !types.is_any() {
            let entries = if depth < DEEPEST { self.entries(place, depth) } else { Vec::new() };
            return if entries.is_empty() { "< >".to_owned() } else { format!("< {} >", entries.join(", ")) };
        }
        if !types.is_any() && types.accepts(Types::ARRAY) {
            let item = place.items().filter(|_| depth < DEEPEST).map(|items| self.value(items, depth + 1));
            return format!("[{}]", item.unwrap_or_default());
        }
        if types.is(Types::BOOLEAN) {
            return "true".to_owned();
        }
        if !types.accepts(Types::STRING) {
            let bounds = place.layers().find_map(|layer| layer.node.bounds.as_ref());
            return bounds.and_then(|bounds| bounds.range.0).unwrap_or(1.0).to_string();
        }
        "\"…\"".to_owned()
    }
}

/// The first of the forms that a place without a type has.
fn first_form(place: Place) -> Option<Place> {
    if place.layers().any(|layer| !layer.node.types.is_any()) {
        return None;
    }
    rules::forms(place).into_iter().next()
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

/// What must be there: what is required, and the first of what one must choose from.
fn needed(place: Place) -> Vec<Listed> {
    let mut names: Vec<&'static str> = Vec::new();
    for rule in rules::of(place) {
        if matches!(rule.rule, RuleKind::ExactlyOne | RuleKind::AtLeastOne) {
            let all = listed::properties(place);
            let required = |name: &&str| all.iter().any(|one| one.property.name == *name && one.required);
            if !rule.names.iter().any(|group| group.iter().any(|name| required(&name) || names.contains(name))) {
                names.extend(rule.names.into_iter().next().unwrap_or_default());
            }
        }
    }
    let all = listed::properties(place).into_iter();
    all.filter(|one| one.required || names.contains(&one.property.name)).collect()
}
