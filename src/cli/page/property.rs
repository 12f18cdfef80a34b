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
    let property = &page.property;
    let mut rows = vec![Row::pair("Type", property.accepts.kind.as_str())];
    if property.settable {
        rows.push(Row::pair("Required", required(page)));
        rows.push(Row::pair("A change", change(page)));
    } else {
        rows.push(Row::pair("Setting", "it cannot be set"));
    }
    if page.attribute {
        rows.push(Row::pair("Attribute", format!("NAME.{} gives it", page.path)));
    } else if !property.settable {
        rows.push(Row::pair("Attribute", "nothing gives it"));
    }
    if !property.readable {
        rows.push(Row::pair("Reading", "AWS does not give it back, so that drift is not seen"));
    }
    if property.packaged {
        let uploaded = "may be a local path: `aws cloudformation package` uploads it and puts the address here";
        rows.push(Row::pair("Packaging", uploaded));
    }
    if property.deprecated {
        rows.push(Row::pair("Deprecated", "do\u{a0}not\u{a0}use it any more"));
    }
    rows.extend(facts(&property.accepts, property.settable));
    sheet.table(&rows);
    inside(&property.accepts, "", sheet);
    if let Some(example) = &page.example {
        resource::example(example, sheet);
    }
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
        sheet.heading(&format!("{each}{of}"));
        let kind = if inner.definition.is_empty() {
            inner.kind.clone()
        } else {
            format!("{}, {}", inner.kind, inner.definition)
        };
        let mut rows = vec![Row::pair("Type", kind)];
        rows.extend(facts(inner, true));
        sheet.table(&rows);
        inside(inner, &format!(" of {}", each.to_lowercase()), sheet);
    }
    for (at, form) in accepts.forms.iter().enumerate() {
        let which = format!("Form {} of {}", at + 1, accepts.forms.len());
        sheet.heading(&format!("{which}{of}"));
        let mut rows = vec![Row::pair("Type", form.kind.as_str())];
        rows.extend(facts(form, true));
        sheet.table(&rows);
        inside(form, &format!(" of form {}", at + 1), sheet);
    }
}
