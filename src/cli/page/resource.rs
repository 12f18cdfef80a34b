//! The page of a resource type.

use super::facts;
use super::sheet::Sheet;
use super::table::Row;
use crate::explain::types::{Accepts, Attribute, Change, Property, Regions, TypePage};

/// Writes the page.
pub fn show(page: &TypePage, sheet: &mut Sheet) {
    sheet.title(page.name);
    sheet.gap();
    sheet.table(&head(page));
    properties(&page.accepts, "", sheet);
    rules(&page.accepts, sheet);
    attributes(page, sheet);
    sheet.heading("Example");
    sheet.code(&page.example.text);
    let names: Vec<String> = page.example.names.iter().map(|(name, what)| format!("{name} is {what} of the same file")).collect();
    if page.example.text.contains('…') || !names.is_empty() {
        let own = page.example.text.contains('…').then(|| "… is a text of your own".to_owned());
        sheet.gap();
        sheet.aside(&names.into_iter().chain(own).collect::<Vec<_>>().join("; "));
    }
    if let Some(shown) = page.accepts.properties.iter().filter(|one| one.settable).max_by_key(|one| is_deep(one)) {
        sheet.heading("More");
        sheet.aside(&format!("infrac explain {}.{}", page.name, shown.name));
    }
}

fn is_deep(property: &Property) -> bool {
    property.accepts.kind == "map" || property.accepts.items.is_some()
}

fn head(page: &TypePage) -> Vec<Row> {
    let mut rows = vec![Row::pair("AWS says", page.page.as_str())];
    if let Some(word) = page.word {
        rows.push(Row::pair("Word", format!("`{word}` makes one that is secure by default: infrac explain {word}")));
    }
    if !page.reference.gives.is_empty() {
        let gives = page.reference.gives.join(", ");
        rows.push(Row::pair("Ref", format!("{gives}; its name alone gives what the place wants, or else this")));
    }
    rows.push(Row::pair("Tags", tags(page)));
    rows.push(Row::pair("Regions", regions(&page.regions)));
    if page.stateful {
        rows.push(Row::pair("Data", "it keeps data, which is lost when it is deleted or replaced"));
    }
    if page.immutable {
        rows.push(Row::pair("Changes", "any change replaces\u{a0}the\u{a0}resource"));
    }
    if page.delete_first {
        rows.push(Row::pair("Replacing", "the old one is deleted before the new one is made"));
    }
    if let Some(retired) = &page.retired {
        let what = if retired.gone { "AWS has shut it down" } else { "AWS takes no new customers for it" };
        let date = if retired.date.is_empty() { String::new() } else { format!(" ({})", retired.date) };
        rows.push(Row::pair("Retired", format!("{what}{date}: do\u{a0}not\u{a0}use")));
    }
    rows
}

fn tags(page: &TypePage) -> String {
    let Some(tags) = &page.tags else { return "none".to_owned() };
    let form = match tags.form {
        "list" => format!("[< {} = \"…\", {} = \"…\" >]", tags.key, tags.value),
        "map" => "< name = \"…\" >".to_owned(),
        _ => return format!("in {}", tags.property),
    };
    let fixed = if tags.updatable == Some(false) { "; they cannot change later" } else { "" };
    format!("{} = {form}{fixed}", tags.property)
}

/// Regions, by the shorter list.
fn regions(regions: &Regions) -> String {
    let (has, all) = (regions.has.len(), regions.has.len() + regions.lacks.len());
    if regions.lacks.is_empty() {
        format!("all {all} that are known")
    } else if has == 0 {
        format!("none of the {all} that are known")
    } else if has <= regions.lacks.len() {
        format!("{has} of {all} that are known: {}", regions.has.join(", "))
    } else {
        format!("{has} of {all} that are known; not in {}", regions.lacks.join(", "))
    }
}

/// The tables of properties that can be set; `of` says whose they are, as in ` of each item`.
pub fn properties(accepts: &Accepts, of: &str, sheet: &mut Sheet) {
    let settable = || accepts.properties.iter().filter(|one| one.settable);
    let (required, optional): (Vec<&Property>, Vec<&Property>) = settable().partition(|one| one.required);
    let (has_required, has_optional) = (!required.is_empty(), !optional.is_empty());
    if has_required {
        sheet.heading(&format!("Properties{of} that must be there"));
        sheet.table(&facts::rows(required));
    }
    if has_optional {
        sheet.heading(&if has_required { "Others".to_owned() } else { format!("Properties{of}, none of which must be there") });
        sheet.table(&facts::rows(optional));
    }
    if of.is_empty() && settable().any(|one| one.change != Change::Keeps) {
        sheet.gap();
        sheet.aside("To replace a resource is to make a new one and to delete the old one, with what is in it.");
    }
}

/// What must be there together, and what must not.
pub fn rules(accepts: &Accepts, sheet: &mut Sheet) {
    if !accepts.rules.is_empty() {
        sheet.heading("Rules");
        sheet.points(accepts.rules.iter().map(|rule| rule.text.as_str()));
    }
}

fn attributes(page: &TypePage, sheet: &mut Sheet) {
    let (same, own): (Vec<&Attribute>, Vec<&Attribute>) = page.attributes.iter().partition(|one| one.property);
    if page.attributes.is_empty() {
        return;
    }
    sheet.heading("Attributes, as NAME.ATTRIBUTE");
    let rows = own.into_iter().map(|one| Row {
        name: one.name.to_owned(),
        middle: one.kind.clone(),
        rest: facts::wants(&one.kinds).unwrap_or_default(),
        depth: 0,
    });
    sheet.table(&rows.collect::<Vec<_>>());
    if !same.is_empty() {
        let names: Vec<&str> = same.iter().map(|one| one.name).collect();
        sheet.paragraph(&format!("and these properties: {}", names.join(", ")));
    }
}
