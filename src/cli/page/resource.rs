//! The page of a resource type.

use super::facts;
use super::sheet::Sheet;
use super::table::Row;
use crate::explain::types::{Accepts, Attribute, Change, Example, Property, Regions, TypePage};

/// Writes the page.
pub fn show(page: &TypePage, sheet: &mut Sheet) {
    sheet.title(page.name);
    sheet.address(&page.page);
    sheet.gap();
    sheet.table(&head(page));
    let settable = || page.accepts.properties.iter().filter(|one| one.settable);
    if page.immutable {
        // The head says so of all of them.
        let kept: Vec<Property> = settable().map(|one| Property { change: Change::Keeps, ..one.clone() }).collect();
        properties(&kept, "", sheet);
    } else {
        properties(settable(), "", sheet);
    }
    if settable().any(|one| one.change != Change::Keeps) {
        sheet.gap();
        sheet.aside("To replace a resource is to make a new one and to delete the old one, with what is in it.");
    }
    rules(&page.accepts, "", sheet);
    attributes(page, sheet);
    example(&page.example, sheet);
    if let Some(shown) = settable().find(|one| is_deep(one)).or_else(|| settable().next()) {
        sheet.heading("More");
        sheet.address(&format!("infrac explain {}.{}", page.name, shown.name));
    }
}

/// A statement or an entry, with what its placeholders stand for.
pub fn example(example: &Example, sheet: &mut Sheet) {
    sheet.heading("Example");
    sheet.code(&example.text);
    let names = example.names.iter().map(|one| format!("{} is {} of the same file", one.name, one.what));
    let own = example.text.contains('…').then(|| "… is a text of your own".to_owned());
    let said: Vec<String> = names.chain(own).collect();
    if !said.is_empty() {
        sheet.gap();
        sheet.aside(&said.join("; "));
    }
}

fn is_deep(property: &Property) -> bool {
    property.accepts.kind == "map" || property.accepts.items.is_some()
}

fn head(page: &TypePage) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(word) = page.word {
        rows.push(Row::pair("Word", format!("`{word}` makes one that is secure by default: infrac explain {word}")));
    }
    if !page.reference.gives.is_empty() {
        let gives = page.reference.gives.join(", ");
        rows.push(Row::pair(
            "Ref",
            format!("{gives}; in the language, the name alone gives what a property wants, or else this"),
        ));
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

/// The tables of properties; `of` says whose they are, as in ` of each item`.
pub fn properties<'p>(all: impl IntoIterator<Item = &'p Property>, of: &str, sheet: &mut Sheet) {
    let (required, optional): (Vec<&Property>, Vec<&Property>) = all.into_iter().partition(|one| one.required);
    if !required.is_empty() {
        sheet.heading(&format!("Required properties{of}"));
        sheet.table(&facts::rows(required.iter().copied()));
    }
    if !optional.is_empty() {
        let (which, none) =
            if required.is_empty() { ("Properties", ", none of them required") } else { ("Other properties", "") };
        sheet.heading(&format!("{which}{of}{none}"));
        sheet.table(&facts::rows(optional));
    }
}

/// What must be there together, and what must not.
pub fn rules(accepts: &Accepts, of: &str, sheet: &mut Sheet) {
    let mut rules = accepts.rules.iter().filter(|rule| !facts::is_limit(rule)).peekable();
    if rules.peek().is_some() {
        sheet.heading(&format!("What goes together{}", of.replacen(" of ", " in ", 1)));
        sheet.points(rules.map(|rule| rule.text.as_str()));
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
