//! Lists of topics.

use super::sheet::Sheet;
use crate::explain::Topics;
use crate::explain::types::{ServicePage, ServicesPage};

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

/// Everything that there is a page for.
pub fn topics(topics: &Topics, sheet: &mut Sheet) {
    sheet.title("infrac explain TOPIC");
    sheet.heading("Words");
    sheet.names(&topics.words);
    sheet.heading("Functions");
    sheet.names(&topics.functions);
    sheet.heading("Entries of every resource");
    sheet.names(&topics.entries);
    sheet.heading("Codes of diagnostics");
    sheet.names(&topics.codes);
    sheet.heading("Resource types and their properties");
    sheet.paragraph("AWS::SQS::Queue for a type, AWS::SQS::Queue.DelaySeconds for a property");
    sheet.paragraph(&format!("AWS::SQS for the types of a service, AWS for all {} services", topics.services.len()));
}
