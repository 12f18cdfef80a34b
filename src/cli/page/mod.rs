//! Shows pages in a terminal: headings, tables that wrap, and no lines drawn around them.

mod facts;
mod lists;
mod property;
mod resource;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod verbs;
mod word;

use super::render::Style;
use crate::explain::{Page, Topics};
use sheet::Sheet;

/// A page as text.
pub fn render(style: &Style, page: &Page) -> String {
    let mut sheet = Sheet::new(style);
    match page {
        Page::Code(page) => sheet.markdown(page.text),
        Page::Words(page) => lists::words(page, &mut sheet),
        Page::Word(page) => word::show(page, &mut sheet),
        Page::Function(page) => word::function(page, &mut sheet),
        Page::Entry(page) => word::reserved(page, &mut sheet),
        Page::Type(page) => resource::show(page, &mut sheet),
        Page::Property(page) => property::show(page, &mut sheet),
        Page::Service(page) => lists::service(page, &mut sheet),
        Page::Services(page) => lists::services(page, &mut sheet),
    }
    sheet.finish()
}

/// All topics as text.
pub fn render_topics(style: &Style, topics: &Topics) -> String {
    let mut sheet = Sheet::new(style);
    lists::topics(topics, &mut sheet);
    sheet.finish()
}
