//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &["expect"];

/// The CloudFormation types to use until the words exist.
const TYPES: &[(&str, &str)] = &[];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    TYPES.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}
