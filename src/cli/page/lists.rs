//! Lists of topics.

use super::sheet::Sheet;
use super::table::Row;
use crate::explain::types::{ServicePage, ServicesPage};
use crate::explain::{GroupOfWords, ListedWord, Topics, WordsPage};

/// The types of a service.
pub fn service(page: &ServicePage, sheet: &mut Sheet) {
    sheet.title(&page.name);
    sheet.heading(&format!("Types: {}", page.types.len()));
    for name in &page.types {
        sheet.paragraph(name);
    }
    if let Some(first) = page.types.first() {
        sheet.heading("More");
        sheet.address(&format!("infrac explain {first}"));
    }
}

/// The services.
pub fn services(page: &ServicesPage, sheet: &mut Sheet) {
    let types: usize = page.services.iter().map(|service| service.types).sum();
    sheet.title(&page.name);
    sheet.heading(&format!("Services: {}, with {types} types", page.services.len()));
    let short = |name: &str| name.split_once("::").map_or(String::new(), |(_, service)| service.to_owned());
    sheet.names(page.services.iter().map(|service| short(service.name)));
    if let Some(largest) = page.services.iter().max_by_key(|service| service.types) {
        sheet.heading("More");
        sheet.address(&format!("infrac explain {} lists the types of a service", largest.name));
    }
}

/// All words.
pub fn words(page: &WordsPage, sheet: &mut Sheet) {
    sheet.title(page.name);
    sheet.gap();
    groups(&page.groups, sheet);
    sheet.heading("More");
    sheet.address("infrac explain WORD shows all of a word: its entries, what they accept, an example");
}

/// Words below what they are about, one a line.
fn groups(groups: &[GroupOfWords], sheet: &mut Sheet) {
    let row = |word: &ListedWord| Row { depth: 1, ..Row::pair(word.name, word.line) };
    let rows = groups.iter().flat_map(|group| {
        let title = Row { name: format!("{}:", group.name), ..Row::default() };
        std::iter::once(title).chain(group.words.iter().map(row))
    });
    sheet.table(&rows.collect::<Vec<_>>());
}

/// Everything that there is a page for.
pub fn topics(topics: &Topics, sheet: &mut Sheet) {
    sheet.title("infrac explain TOPIC");
    sheet.heading("Words");
    groups(&topics.groups, sheet);
    sheet.heading("Functions");
    sheet.names(&topics.functions);
    sheet.heading("Entries of every resource");
    sheet.names(&topics.entries);
    sheet.heading("Codes of diagnostics");
    sheet.names(&topics.codes);
    sheet.gap();
    sheet.aside("a warning that is meant: # infra: allow CODE because REASON, above the statement or entry");
    sheet.heading("Resource types and their properties");
    sheet.paragraph("AWS::SQS::Queue for a type, AWS::SQS::Queue.DelaySeconds for a property");
    sheet.paragraph(&format!("AWS::SQS for the types of a service, AWS for all {} services", topics.services.len()));
}
