//! Why a text does not match a pattern, for people who do not read patterns.

use crate::schema::Pattern;

/// How many letters a message names.
const SHOWN: usize = 3;

/// The characters of a text that no part of a pattern can match; none when that is not sure.
pub fn forbidden(pattern: &Pattern, text: &str) -> Vec<String> {
    let Some(parts) = parts(pattern.text()) else { return Vec::new() };
    let mut found = Vec::new();
    for character in text.chars() {
        let one = character.to_string();
        let fits = |part: &regex::Regex| part.is_match(&one);
        if !found.contains(&one) && !parts.iter().any(fits) {
            found.push(one);
        }
    }
    found.truncate(SHOWN);
    found
}

/// Everything in a pattern that matches one character: classes, escapes, and the letters that stand for themselves.
fn parts(pattern: &str) -> Option<Vec<regex::Regex>> {
    // What looks ahead, refers back or counts characters of any kind is more than a list of characters.
    if ["(?", "\\1", "\\2", "\\b"].iter().any(|hard| pattern.contains(hard)) {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '.' => return None,
            '^' | '$' | '(' | ')' | '|' | '*' | '+' | '?' => {
                rest = &rest[1..];
                continue;
            }
            '{' => {
                rest = &rest[rest.find('}')? + 1..];
                continue;
            }
            '[' => class(rest)?,
            '\\' => escape(rest)?,
            letter => letter.len_utf8(),
        };
        parts.push(crate::schema::pattern::compile(&format!("^{}$", &rest[..length]))?);
        rest = &rest[length..];
    }
    (!parts.is_empty()).then_some(parts)
}

/// The length of the class that a pattern starts with.
fn class(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the escape that a pattern starts with.
fn escape(text: &str) -> Option<usize> {
    let second = text[1..].chars().next()?;
    let braced = matches!(second, 'p' | 'P' | 'u' | 'x');
    if braced && text[2..].starts_with('{') {
        return text.find('}').map(|end| end + 1);
    }
    match second {
        'u' => (text.len() >= 6).then_some(6),
        'x' => (text.len() >= 4).then_some(4),
        _ => Some(1 + second.len_utf8()),
    }
}
