//! Pages: of each diagnostic's code, from the texts beside this file; of each word, from its description; and of each
//! resource type and property, from the schemas.

mod topic;
pub mod types;
mod word;

pub use topic::{CodePage, Missing, Page, Topics, find, topics};
pub use word::{AttributePage, EntryPage, WordPage};

use crate::words;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// All words, sorted.
pub fn words() -> impl Iterator<Item = &'static str> {
    words::WORDS.iter().map(|word| word.name)
}

/// The page of a code, as Markdown.
pub fn page(code: &str) -> Option<&'static str> {
    let index = PAGES.binary_search_by_key(&code, |(code, _)| code).ok()?;
    Some(PAGES[index].1)
}
