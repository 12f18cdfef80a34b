//! The page of a property.

use super::facts::is_limit;
use super::resource;
use super::sheet::Sheet;
use super::table::Row;
use crate::explain::types::{Accepts, Change, PropertyPage, Wants};

/// Values up to this many stand among the facts; more have a list of their own.
const AMONG: usize = 6;
/// A longer pattern stands alone, so that it stays whole.
const SHORT: usize = 60;

/// Writes the page.
pub fn show(page: &PropertyPage, sheet: &mut Sheet) {
    sheet.title(&format!("{}.{}", page.resource, page.path));
    sheet.address(&page.page);
    sheet.gap();
    let accepts = &page.property.accepts;
    let mut rows = vec![Row::pair("Type", accepts.kind.as_str())];
    rows.extend(marks(page));
    rows.extend(facts(accepts, page.property.settable));
    sheet.table(&rows);
    inside(accepts, "", sheet);
    if let Some(example) = &page.example {
        resource::example(example, sheet);
    }
}

/// Whether it must be there, what a change does, and what else is marked.
fn marks(page: &PropertyPage) -> Vec<Row> {
    let property = &page.property;
    let mut rows = Vec::new();
    let mut add = |said: bool, name: &str, text: &str| {
        if said {
            rows.push(Row::pair(name, text));
        }
    };
    let settable = property.settable;
    add(settable, "Required", &required(page));
    add(settable, "A change", &change(page));
    add(!settable, "Setting", "it cannot be set");
    add(page.attribute, "Attribute", &format!("NAME.{} gives it", page.path));
    add(!settable && !page.attribute, "Attribute", "nothing gives it");
    add(!property.readable, "Reading", "AWS does not give it back, so that drift is not seen");
    let uploaded = "may be a local path: `aws cloudformation package` uploads it and puts the address here";
    add(property.packaged, "Packaging", uploaded);
    add(property.deprecated, "Deprecated", "do\u{a0}not\u{a0}use it any more");
    rows
}

fn required(page: &PropertyPage) -> String {
    match (page.property.required, page.path.rsplit_once('.')) {
        (false, _) => "no".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some((outer, _))) => format!("yes, where {outer} is set"),
    }
}

fn change(page: &PropertyPage) -> String {
    let word = |change| match change {
        Change::Keeps => "keeps the resource",
        Change::MayReplace => "may\u{a0}replace\u{a0}the\u{a0}resource",
        Change::Replaces => "replaces\u{a0}the\u{a0}resource",
    };
    match &page.through {
        Some(through) if page.property.change != Change::Replaces => {
            format!("{}, as does one of anything in {}", word(through.change), through.path)
        }
        _ => word(page.property.change).to_owned(),
    }
}

/// What a place accepts, as pairs.
fn facts(accepts: &Accepts, settable: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let values = &accepts.values;
    if !values.is_empty() && values.len() <= AMONG {
        rows.push(Row::pair("Values", values.join(", ")));
    }
    if !accepts.default.is_empty() {
        rows.push(Row::pair("Without it", accepts.default));
    }
    rows.extend(accepts.limits.iter().map(|limit| Row::pair("Limit", limit.words())));
    rows.extend(accepts.rules.iter().filter(|rule| is_limit(rule)).map(|rule| Row::pair("Limit", rule.text.as_str())));
    if let Some(pattern) = accepts.pattern.filter(|pattern| pattern.len() <= SHORT) {
        rows.push(Row::pair("Pattern", pattern));
    }
    if let Some(keys) = accepts.keys.filter(|keys| !["", ".*", ".+"].contains(keys)) {
        rows.push(Row::pair("Keys", format!("match {keys}")));
    }
    rows.extend(accepts.wants.iter().map(|wants| match settable {
        true => Row::pair(if wants.usual { "Usually" } else { "Wants" }, wanted(wants)),
        false => Row::pair("Gives", wants.what.as_str()),
    }));
    rows
}

fn wanted(wants: &Wants) -> String {
    let written = if wants.looks.is_empty() { String::new() } else { format!(", or write {}", wants.looks) };
    format!("{}: name {} of the file{written}", wants.what, wants.named())
}

/// Values, rules, items, forms and properties.
fn inside(accepts: &Accepts, of: &str, sheet: &mut Sheet) {
    if let Some(pattern) = accepts.pattern.filter(|pattern| pattern.len() > SHORT) {
        sheet.heading(&format!("Pattern{of}"));
        sheet.code(pattern);
    }
    if accepts.values.len() > AMONG {
        sheet.heading(&format!("Values{of}"));
        sheet.names(&accepts.values);
    }
    resource::properties(&accepts.properties, if of.is_empty() { " inside" } else { of }, sheet);
    resource::rules(accepts, of, sheet);
    for (inner, each) in [(&accepts.items, "Each item"), (&accepts.map_values, "Each value")] {
        let Some(inner) = inner else { continue };
        part(inner, &format!("{each}{of}"), &format!(" of {}", each.to_lowercase()), sheet);
    }
    for (at, form) in accepts.forms.iter().enumerate() {
        let which = format!("Form {} of {}{of}", at + 1, accepts.forms.len());
        part(form, &which, &format!(" of form {}", at + 1), sheet);
    }
}

/// A part of what a place accepts, with what is inside.
fn part(accepts: &Accepts, heading: &str, of: &str, sheet: &mut Sheet) {
    sheet.heading(heading);
    let name = if accepts.definition.is_empty() { String::new() } else { format!(", {}", accepts.definition) };
    let mut rows = vec![Row::pair("Type", format!("{}{name}", accepts.kind))];
    rows.extend(facts(accepts, true));
    sheet.table(&rows);
    inside(accepts, of, sheet);
}
