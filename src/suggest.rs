//! Did you mean.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use std::cell::Cell;

/// Letters that a beginning needs so that the rest of the word is clear.
const LONG_BEGINNING: usize = 5;

/// Candidates that one compilation may compare, which takes about a second: a file of nothing but misspellings goes
/// without suggestions from there on, so that no file can keep the compiler busy.
const COMPARISONS: usize = 2_000_000;

thread_local! {
    static LEFT: Cell<usize> = const { Cell::new(COMPARISONS) };
}

/// Starts a compilation's budget of comparisons.
pub fn begin() {
    LEFT.set(COMPARISONS);
}

/// Whether the budget is spent, so that the rest of a file goes without suggestions.
pub fn is_spent() -> bool {
    LEFT.get() == 0
}

/// The candidate that is closest to a misspelled word, when one is close enough to be meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if is_spent() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    // Two letters are close to everything; they are suggested for nothing.
    let allowed = (word.chars().count() / 3).min(3);
    let candidates: Vec<_> = candidates.into_iter().collect();
    LEFT.set(LEFT.get().saturating_sub(candidates.len()));
    if let Some(whole) = completion(&lower, &candidates) {
        return Some(whole);
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed)
        .map(|candidate| (distance(&lower, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, candidate)| (*distance, candidate.len()))
        .map(|(_, candidate)| candidate)
}

/// The only candidate that goes on where the word stops, such as `AmazonS3ReadOnlyAccess` for `AmazonS3ReadOnly`.
fn completion<'c>(lower: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let begins =
        |candidate: &&&str| candidate.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower));
    let mut longer = candidates.iter().filter(begins);
    longer.next().filter(|_| lower.len() >= LONG_BEGINNING && longer.next().is_none()).copied()
}

/// Whether a misspelled word differs from what was meant in case and one letter at most, or two that changed places.
pub fn is_slip(word: &str, meant: &str) -> bool {
    distance(&word.to_ascii_lowercase(), meant) <= 1
}

/// Whether two words differ in their numbers, as two versions do: one is then no misspelling of the other.
pub fn is_other_number(word: &str, near: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    digits(word) != digits(near)
}

/// Whether two names are such as people give to several of one kind: `web01` and `web02`, `public-a` and `public-c`.
/// Which one is meant is then not sure, however near they are.
pub fn is_sibling(name: &str, near: &str) -> bool {
    let letter = |name: &str| Some(name.rsplit_once(['-', '_'])?.1.to_owned()).filter(|last| last.len() == 1);
    let are_lettered = || letter(name).zip(letter(near)).is_some_and(|(one, other)| one != other);
    is_other_number(name, near) || are_lettered()
}

/// Offers to write a name that is declared in the place of one that is not; not where the other one may just as well be
/// missing, because people give such names to several of a kind.
pub fn offer_name(problem: Diagnostic, name: &str, near: &str, span: Span) -> Diagnostic {
    if is_sibling(name, near) { problem } else { problem.fix(format!("write `{near}`"), span, near) }
}

fn distance(lower: &str, candidate: &str) -> usize {
    strsim::osa_distance(lower, &candidate.to_ascii_lowercase())
}

/// The longest list of choices that is shown whole.
pub const SHOWN: usize = 12;

/// Choices as a sentence: `a, b or c`.
pub fn one_of<'c>(choices: impl IntoIterator<Item = &'c str>) -> String {
    sentence(choices, "or")
}

/// All of some names as a sentence: `a, b and c`.
pub fn all_of<'c>(names: impl IntoIterator<Item = &'c str>) -> String {
    sentence(names, "and")
}

/// Things that are described, not named, as a sentence: `a bucket, a role or an instance`.
pub fn any_of<S: Into<String>>(descriptions: impl IntoIterator<Item = S>) -> String {
    joined(descriptions.into_iter().map(Into::into).collect(), "or")
}

fn sentence<'c>(names: impl IntoIterator<Item = &'c str>, last_word: &str) -> String {
    joined(names.into_iter().map(|name| format!("`{name}`")).collect(), last_word)
}

fn joined(names: Vec<String>, last_word: &str) -> String {
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 {
        return format!("{} and {more} more", names[..SHOWN].join(", "));
    }
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {last_word} {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        assert_eq!(nearest("ecc2", ["ec2", "ecs", "lambda"]), Some("ec2"));
        assert_eq!(nearest("versionning", ["versioning", "version"]), Some("versioning"));
        assert_eq!(nearest("amazons3fullaccess", ["AmazonS3FullAccess"]), Some("AmazonS3FullAccess"));
        assert_eq!(
            nearest("AmazonS3ReadOnly", ["AmazonLexReadOnly", "AmazonS3ReadOnlyAccess"]),
            Some("AmazonS3ReadOnlyAccess")
        );
        assert_eq!(nearest("t3", ["t3.micro"]), None);
        assert_eq!(nearest("ubuntu", ["ubuntu-22.04", "ubuntu-24.04"]), None);
        assert_eq!(nearest("banana", ["bucket"]), None);
        assert_eq!(nearest("x", ["i"]), None);
    }

    #[test]
    fn slips_are_small() {
        assert!(is_slip("amazons3fullacess", "AmazonS3FullAccess"));
        assert!(!is_slip("AmazonS3ReadOnly", "AmazonLexReadOnly"));
    }

    #[test]
    fn versions_are_no_misspellings() {
        assert!(is_other_number("python2.6", "python2.7"));
        assert!(!is_other_number("pyhton3.13", "python3.13"));
        assert!(is_sibling("web01", "web02") && is_sibling("public-a", "public-c"));
        assert!(!is_sibling("wbe01", "web01") && !is_sibling("pubilc-main", "public-main"));
        assert!(!is_sibling("pubilc-a", "public-a") && !is_sibling("public_a", "public-a"));
    }

    #[test]
    fn suggestions_end_with_the_budget_and_start_again() {
        begin();
        assert_eq!(nearest("regoin", ["region"]), Some("region"));
        assert_eq!(nearest("regoin", std::iter::repeat_n("x", COMPARISONS)), None);
        assert_eq!(nearest("regoin", ["region"]), None);
        begin();
        assert_eq!(nearest("regoin", ["region"]), Some("region"));
    }
}
