//! Pages: of each diagnostic's code, from the texts beside this file; of each word, function and entry of every
//! resource, from its description; and of each resource type and property, from the schemas.

mod function;
mod topic;
pub mod types;
mod word;

pub use function::{ArgumentPage, FunctionPage};
pub use topic::{CodePage, Missing, Page, Topics, find, topics};
pub use word::{AttributePage, EntryPage, ExistingPage, InputType, ReservedPage, WordPage};

use crate::words::reserved;
use crate::{functions, words};

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Codes whose diagnostics can be warnings or advice, sorted: they can be allowed. All others are always errors.
pub const WARNINGS: &[&str] = &[
    "allow-without-reason",
    "cannot-allow",
    "deprecated-property",
    "documentation-left-out",
    "loses-digits",
    "malformed-allow",
    "many-policies",
    "misplaced-allow",
    "never-absent",
    "no-effect",
    "read-only-property",
    "secret-in-source",
    "secret-shown",
    "shadowed-name",
    "tags-not-inherited",
    "unknown-code",
    "unknown-service",
    "unused-allow",
    "unused-let",
    "unused-param",
    "used-without-condition",
    "yaml-alias",
];

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// All words, sorted.
pub fn words() -> impl Iterator<Item = &'static str> {
    words::WORDS.iter().map(|word| word.name)
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
