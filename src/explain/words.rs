//! The page that lists all words.

use crate::words::{Group, Word};
use serde::Serialize;

/// All words by what they are about.
#[derive(Debug, Clone, Serialize)]
pub struct WordsPage {
    /// `words`.
    pub name: &'static str,
    /// The groups that have words.
    pub groups: Vec<GroupOfWords>,
}

/// Words that are about the same.
#[derive(Debug, Clone, Serialize)]
pub struct GroupOfWords {
    /// What they are about.
    pub name: &'static str,
    /// The words.
    pub words: Vec<ListedWord>,
}

/// A word with what it does.
#[derive(Debug, Clone, Serialize)]
pub struct ListedWord {
    /// The word.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub line: &'static str,
}

/// All words.
pub fn page() -> WordsPage {
    WordsPage { name: "words", groups: groups() }
}

/// The groups that have words.
pub fn groups() -> Vec<GroupOfWords> {
    let listed = |word: &Word| ListedWord { name: word.name, line: first_sentence(word.summary) };
    let group = |group: Group| GroupOfWords { name: group.name(), words: group.words().map(listed).collect() };
    Group::ALL.into_iter().map(group).filter(|group| !group.words.is_empty()).collect()
}

/// A text up to its first full stop.
fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |at| &text[..=at])
}
