//! JSON as ECMA-404 has it, which is what CloudFormation takes. What is written otherwise is reported and read as meant.

mod collection;
mod number;
mod problems;
mod space;
mod text;

use super::node::{Kind, Node};
use super::problems::{MOST_VALUES, Problems, too_many};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// After so many mistakes of grammar a text is no JSON, and more of them tell nothing.
const MOST_MISTAKES: usize = 20;

/// Reads a document; nothing when there is no value in it.
pub(super) fn read<'a>(text: &'a str, found: &mut Problems) -> Option<Node<'a>> {
    let mut reader = Reader { text, at: 0, depth: 0, values: 0, mistakes: 0, last: None, found };
    reader.eat("\u{feff}");
    reader.space();
    let root = reader.value();
    reader.space();
    if reader.at < text.len() {
        reader.mistake(problems::rest(reader.here()));
    }
    root
}

/// A place in a text from which values are read.
struct Reader<'a, 'p> {
    text: &'a str,
    at: usize,
    /// How many collections are open.
    depth: usize,
    values: usize,
    mistakes: usize,
    /// Where the last mistake was found: a second one there is its echo.
    last: Option<usize>,
    found: &'p mut Problems,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What is left; the place is always the start of a character.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, expected: &str) -> bool {
        let eaten = self.rest().starts_with(expected);
        if eaten {
            self.at += expected.len();
        }
        eaten
    }

    /// The character at this place, or the empty end of the text.
    fn here(&self) -> Span {
        Span::new(self.at, self.at + self.rest().chars().next().map_or(0, char::len_utf8))
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Passes one character, if one is left.
    fn pass(&mut self) {
        self.at = self.here().end as usize;
    }

    /// Reports a mistake, unless one was found here already.
    fn mistake(&mut self, problem: Diagnostic) {
        let at = problem.span().start as usize;
        if self.last == Some(at) {
            return;
        }
        self.last = Some(at);
        self.found.broken(problem);
        self.mistakes += 1;
        if self.mistakes >= MOST_MISTAKES {
            self.stop();
        }
    }

    /// Gives up: everything that is open ends here, without a word.
    fn stop(&mut self) {
        self.at = self.text.len();
        self.last = Some(self.at);
    }

    /// Reads a value; nothing when none begins here, which is said.
    fn value(&mut self) -> Option<Node<'a>> {
        self.values += 1;
        if self.values > MOST_VALUES {
            self.found.broken(too_many(self.here()));
            self.stop();
            return None;
        }
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.map(),
            Some(b'[') => self.list(),
            Some(b'"') => Kind::Text(self.string()),
            Some(b'\'') => {
                let text = self.single_quoted();
                self.mistake(problems::single_quotes(self.since(start)));
                Kind::Text(text)
            }
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => self.word(),
            Some(_) | None => {
                self.mistake(problems::value_expected(self.here()));
                return None;
            }
        };
        Some(Node::new(self.since(start), kind))
    }

    /// A word without quotes: one of three is a value.
    fn word(&mut self) -> Kind<'a> {
        let start = self.at;
        let word = self.bare();
        match word {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "null" => Kind::Null,
            _ => {
                self.mistake(problems::bare_word(self.since(start), word));
                match word.to_ascii_lowercase().as_str() {
                    "true" => Kind::Bool(true),
                    "false" => Kind::Bool(false),
                    _ => Kind::Text(word.into()),
                }
            }
        }
    }

    /// Passes letters, digits and what stands in words of other languages.
    fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.');
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}
