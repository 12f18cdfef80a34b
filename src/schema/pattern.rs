//! Patterns of ECMAScript, compiled when they are first needed.

use std::sync::OnceLock;

/// A text longer than this is not looked at: patterns may take time that grows faster than the text.
const LONGEST: usize = 1_024;

/// A pattern that a text must contain a match of.
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Box<regress::Regex>>>,
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

    /// Whether a text surely does not match. A pattern that does not compile, and a text that is too long, say nothing.
    pub fn refuses(&self, text: &str) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let compiled = self.compiled.get_or_init(|| compile(self.text).map(Box::new));
        compiled.as_ref().is_some_and(|regex| regex.find(text).is_none())
    }
}

/// With Unicode's classes where the pattern has any, and else as leniently as browsers read it.
pub fn compile(text: &str) -> Option<regress::Regex> {
    let unicode = regress::Regex::with_flags(text, "u").ok();
    unicode.or_else(|| if text.contains("\\p") || text.contains("\\P") { None } else { regress::Regex::new(text).ok() })
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
