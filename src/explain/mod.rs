//! Pages: of each diagnostic's code, from the texts beside this file; of each word, function and entry of every
//! resource, from its description; and of each resource type and property, from the schemas.

mod function;
mod topic;
pub mod types;
mod verbs;
mod word;
mod words;

pub use function::{ArgumentPage, FunctionPage};
pub use topic::{CodePage, Missing, Page, Topics, find, topics};
pub use verbs::{TogetherPage, VerbPage, VerbsPage};
pub use word::{AttributePage, EntryPage, ExistingPage, InputType, RelationPage, ReservedPage, WordPage};
pub use words::{GroupOfWords, ListedWord, WordsPage};

use crate::functions;
use crate::words::WORDS;
use crate::words::reserved;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Codes whose diagnostics can be warnings or advice, sorted: they can be allowed. All others are always errors. The list is
/// what the sources say; `INSTA_UPDATE=always cargo test --test explain` writes it anew.
pub const WARNINGS: &[&str] = &include!("warnings.in");

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// All words, sorted.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|word| word.name)
}

/// All functions, sorted.
pub fn functions() -> impl Iterator<Item = &'static str> {
    functions::names()
}

/// Entries of every resource, sorted.
pub fn entries() -> impl Iterator<Item = &'static str> {
    reserved::RESERVED.iter().map(|one| one.entry.name)
}

/// The page of a code, as Markdown.
pub fn page(code: &str) -> Option<&'static str> {
    let index = PAGES.binary_search_by_key(&code, |(code, _)| code).ok()?;
    Some(PAGES[index].1)
}
