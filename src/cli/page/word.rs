//! The page of a word.

use super::facts;
use super::sheet::Sheet;
use super::table::Row;
use super::verbs;
use crate::explain::types::Property;
use crate::explain::{EntryPage, FunctionPage, InputType, RelationPage, ReservedPage, WordPage};

/// Writes the page.
pub fn show(page: &WordPage, sheet: &mut Sheet) {
    sheet.title(page.name);
    sheet.address(page.page);
    sheet.gap();
    sheet.paragraph(page.summary);
    sheet.gap();
    sheet.code(page.sentence);
    let head = head(page);
    if !head.is_empty() {
        sheet.gap();
        sheet.table(&head);
    }
    if !page.relations.is_empty() {
        sheet.heading("Keywords");
        let required = |one: &RelationPage| if one.required { "Required. " } else { "" };
        let row = |one: &RelationPage| Row::pair(one.name, format!("{}{}", required(one), sentence(one.summary)));
        sheet.table(&page.relations.iter().map(row).collect::<Vec<_>>());
    }
    if !page.defaults.is_empty() {
        sheet.heading("Without being asked");
        sheet.points(&page.defaults);
    }
    if !page.types.is_empty() {
        sheet.heading("Types");
        let row = |one: &InputType| Row::pair(one.name, format!("{}; CloudFormation: {}", one.summary, one.makes));
        sheet.table(&page.types.iter().map(row).collect::<Vec<_>>());
    }
    if !page.entries.is_empty() {
        sheet.heading("Entries");
        let mut rows = Vec::new();
        entries(&page.entries, 0, &mut rows);
        sheet.table(&rows);
    }
    if !page.reserved.is_empty() {
        sheet.heading("Entries of every resource");
        sheet.names(&page.reserved);
    }
    attributes(page, sheet);
    verbs::show(&page.verbs, sheet);
    example(page.example, page.files, sheet);
}

/// A text as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("{}.", first.chain(letters).collect::<String>().trim_end_matches('.'))
}

fn attributes(page: &WordPage, sheet: &mut Sheet) {
    if page.attributes.is_empty() {
        return;
    }
    sheet.heading("Attributes, as NAME.ATTRIBUTE");
    let row = |name, summary: &str, gives: &str| Row::pair(name, format!("{summary} CloudFormation: {gives}."));
    let rows = page.attributes.iter().map(|one| row(one.name, one.summary, one.gives));
    sheet.table(&rows.collect::<Vec<_>>());
}

/// Writes the page of a function.
pub fn function(page: &FunctionPage, sheet: &mut Sheet) {
    sheet.title(page.name);
    sheet.address(page.page);
    sheet.gap();
    sheet.paragraph(page.summary);
    sheet.gap();
    sheet.code(&page.signature);
    if !page.arguments.is_empty() {
        sheet.heading("Arguments");
        let optional = |required: bool| if required { "" } else { ", may be left out" };
        let rows =
            page.arguments.iter().map(|one| Row::pair(one.name, format!("{}{}", one.accepts, optional(one.required))));
        sheet.table(&rows.collect::<Vec<_>>());
    }
    let extension = "CloudFormation knows it with the transform AWS::LanguageExtensions, which is added then.";
    let rules = "It stands in the rules of a template only.";
    for (said, text) in [(page.extension, extension), (page.only_in_rules, rules)] {
        if said {
            sheet.gap();
            sheet.paragraph(text);
        }
    }
    example(page.example, page.files, sheet);
}

/// A program, and the other files that it names.
fn example(program: &str, files: &[(&str, &str)], sheet: &mut Sheet) {
    sheet.heading("Example");
    sheet.code(program);
    for (path, text) in files {
        sheet.heading(path);
        sheet.code(text);
    }
}

/// Writes the page of an entry of every resource.
pub fn reserved(page: &ReservedPage, sheet: &mut Sheet) {
    sheet.title(page.entry.name);
    sheet.address(page.page);
    sheet.gap();
    sheet.paragraph("An entry of every resource.");
    sheet.gap();
    let mut rows = Vec::new();
    entries(std::slice::from_ref(&page.entry), 0, &mut rows);
    sheet.table(&rows);
}

fn head(page: &WordPage) -> Vec<Row> {
    let mut rows = Vec::new();
    if !page.makes.is_empty() {
        let properties = "whose properties are entries too: they start with an uppercase letter";
        rows.push(Row::pair("Makes", format!("{}, {properties} (infrac explain {0})", page.makes)));
    }
    if let Some(reference) = page.reference.as_ref().filter(|reference| !reference.gives.is_empty()) {
        let gives = reference.gives.join(", ");
        rows.push(Row::pair("Its name", format!("gives what a property wants, or else {gives} (CloudFormation: Ref)")));
    }
    if let Some(existing) = &page.existing {
        let by = match existing.by {
            "arn" => String::new(),
            "name" => "its name (the declared one, unless said), or by ".to_owned(),
            by => format!("its {by}, or by "),
        };
        let told = format!("existing {} NAME: told by {by}its ARN", page.name);
        let arn = if existing.arn.is_empty() { String::new() } else { format!(", {}", existing.arn) };
        rows.push(Row::pair("Existing", told + &arn));
    }
    rows
}

fn entries(all: &[EntryPage], depth: usize, rows: &mut Vec<Row>) {
    for entry in all {
        let mut rest = entry.summary.to_owned();
        if entry.required {
            rest.insert_str(0, "Required. ");
        }
        if !entry.default.is_empty() {
            rest.push_str(&format!(" Without it: {}.", entry.default));
        }
        if let Some(property) = &entry.sets {
            rest.push_str(&sets(property));
        }
        rows.push(Row { depth, name: entry.name.to_owned(), middle: entry.accepts.to_string(), rest });
        entries(&entry.entries, depth + 1, rows);
    }
}

fn sets(property: &Property) -> String {
    let limits = property.accepts.limits.iter().map(|limit| limit.words());
    let limits: Vec<String> = limits.collect();
    let limits = if limits.is_empty() { String::new() } else { format!(", {}", limits.join(", ")) };
    let mut text = format!(" Sets {} ({}{limits}).", property.name, property.accepts.kind);
    for change in facts::change(property) {
        if change.contains("replace") {
            text.push_str(&format!(" A change {change}."));
        }
    }
    text
}
