//! Patterns of ECMAScript, compiled when they are first needed.

use std::sync::OnceLock;

/// A text longer than this is not looked at: some patterns take time that grows with the cube of the text.
const LONGEST: usize = 256;

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

/// With Unicode's classes where the pattern has any, and else as leniently as browsers read it. Not those whose time
/// doubles with every letter of a text that does not match.
pub fn compile(text: &str) -> Option<regress::Regex> {
    if explodes(text) {
        return None;
    }
    let unicode = regress::Regex::with_flags(text, "u").ok();
    unicode.or_else(|| if text.contains("\\p") || text.contains("\\P") { None } else { regress::Regex::new(text).ok() })
}

/// Whether a group that repeats holds something that repeats, and starts with nothing that tells its rounds apart: then
/// a text can be divided among the rounds in too many ways.
pub fn explodes(text: &str) -> bool {
    let bytes = text.as_bytes();
    // For each open group: where its body starts, and whether something in it repeats without end.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut at, mut in_class) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' if !in_class => in_class = true,
            b']' => in_class = false,
            _ if in_class => {}
            b'(' => open.push((at + 1, false)),
            b')' => {
                let (start, repeats) = open.pop().unwrap_or_default();
                let is_loop = matches!(bytes.get(at + 1), Some(b'*' | b'+' | b'{'));
                if is_loop && repeats && !is_marked(&text[start..at]) {
                    return true;
                }
                if let Some(outer) = open.last_mut() {
                    outer.1 |= repeats || is_loop;
                }
            }
            b'*' | b'+' => open.iter_mut().for_each(|group| group.1 = true),
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether a group's body starts with one character that has to be there, and has no alternatives.
fn is_marked(body: &str) -> bool {
    let body = body.strip_prefix("?:").unwrap_or(body);
    let first = match body.as_bytes() {
        [b'\\', ..] => 2,
        [b'[', ..] => body.find(']').map_or(body.len(), |end| end + 1),
        [b'(' | b'.', ..] | [] => return false,
        _ => body.chars().next().map_or(0, char::len_utf8),
    };
    let is_mark = !body[..first.min(body.len())].bytes().any(|byte| byte.is_ascii_alphanumeric());
    let is_optional = matches!(body.as_bytes().get(first), Some(b'?' | b'*' | b'+' | b'{'));
    is_mark && !is_optional && !body.contains('|')
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
