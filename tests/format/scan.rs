//! Code, comments and quoted text of a text, told apart in the plainest way.

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// One character of code.
    Code(char),
    /// A comment up to the end of its line.
    Comment(&'a str),
    /// A text in quotes, with all that is in it.
    Quoted(&'a str),
}

/// All parts of a text.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (part, length) = match c {
            '#' => {
                let comment = &rest[..rest.find('\n').unwrap_or(rest.len())];
                (Part::Comment(comment.trim_end()), comment.len())
            }
            '"' => {
                let quoted = &rest[..quoted(rest)];
                (Part::Quoted(quoted), quoted.len())
            }
            c => (Part::Code(c), c.len_utf8()),
        };
        parts.push(part);
        at += length;
    }
    parts
}

fn quoted(text: &str) -> usize {
    let quotes = if text.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quotes.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(quotes) {
            return at + quotes.len();
        }
        at += if quotes == "\"" && rest.starts_with('\\') {
            1 + rest[1..].chars().next().map_or(0, char::len_utf8)
        } else if rest.starts_with("$${") {
            3
        } else if rest.starts_with("${") {
            interpolated(rest)
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
    }
    text.len()
}

fn interpolated(text: &str) -> usize {
    let mut at = 2;
    while at < text.len() {
        let rest = &text[at..];
        at += match rest.as_bytes()[0] {
            b'}' => return at + 1,
            b'"' => quoted(rest),
            b'#' => rest.find('\n').unwrap_or(rest.len()),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    text.len()
}
