//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &[];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    Some(match word {
        _ => return None,
    })
}
