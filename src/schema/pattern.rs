//! Patterns of ECMAScript, compiled when they are first needed, and matched in time that grows with the text alone.

mod translate;

use regex::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// A pattern whose program is larger than this is left out: to make it would take longer than a check may.
const LARGEST: usize = 512 << 10;

/// A pattern that a text must contain a match of.
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Vec<Test>>>,
}

/// A part of a pattern, and whether it has to match.
struct Test {
    regex: Regex,
    matches: bool,
}

impl Pattern {
    /// Wraps a pattern.
    pub fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    /// The pattern as it is written.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether a text surely does not match. A pattern that cannot be compiled says nothing.
    pub fn refuses(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| tests(self.text));
        let fails = |test: &Test| test.regex.is_match(text) != test.matches;
        compiled.as_ref().is_some_and(|tests| tests.iter().any(fails))
    }

    /// Whether the pattern is one that can be looked at.
    pub fn is_known(&self) -> bool {
        self.compiled.get_or_init(|| tests(self.text)).is_some()
    }
}

/// What a text has to pass. What looks ahead from the start becomes a test of its own: the engine knows no such thing.
fn tests(pattern: &str) -> Option<Vec<Test>> {
    let mut tests = Vec::new();
    let mut rest = pattern.to_owned();
    while let Some((body, matches, after)) = translate::look_ahead(&rest) {
        tests.push(Test { regex: compile(&format!("^(?:{body})"))?, matches });
        rest = format!("^{after}");
    }
    tests.push(Test { regex: compile(&rest)?, matches: true });
    Some(tests)
}

/// Compiles what is left of a pattern; nothing for what the engine does not know.
pub fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&translate::translated(pattern)?).size_limit(LARGEST).build().ok()
}

/// What engines of all kinds read in the same way behind a backslash.
const ESCAPED: &str = "dDwWsSbBtnr.[](){}*+?|^$/\\-";

/// Whether a pattern is none at all, in any dialect: what an engine of another kind might know is left alone.
pub fn is_broken(pattern: &str) -> bool {
    let escapes = pattern.split('\\').skip(1).filter_map(|rest| rest.chars().next());
    let is_rich = ["(?", "&&", "++", "*+", "?+", "}+"].iter().any(|rich| pattern.contains(rich));
    if is_rich || escapes.into_iter().any(|escaped| !ESCAPED.contains(escaped)) {
        return false;
    }
    let translated = translate::translated(pattern);
    translated.is_some_and(|text| matches!(Regex::new(&text), Err(regex::Error::Syntax(_))))
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
