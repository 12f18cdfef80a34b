//! Lines that are no wider than the terminal.

use crate::cli::render::{self, Style};
use crate::format::width;

/// A piece of a line: the code of its colour, or nothing, and its text.
pub type Piece<'p> = (&'static str, &'p str);

/// What a line that goes on is further in by.
const HANGING: usize = 4;
/// What is left for text where a line is far in.
const LEAST: usize = 16;

/// Text that grows by lines.
pub struct Lines<'s> {
    /// How it is shown.
    pub style: &'s Style,
    text: String,
}

/// One word with its colour.
struct Word {
    code: &'static str,
    text: String,
}

impl<'s> Lines<'s> {
    /// No line yet.
    pub fn new(style: &'s Style) -> Self {
        Self { style, text: String::new() }
    }

    /// All lines.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless there is one or it would be the first.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// How many columns there are behind an indentation.
    pub fn room(&self, indent: usize) -> usize {
        self.style.width.saturating_sub(indent).max(LEAST)
    }

    /// A line of pieces with one blank between them, on as many lines as it needs.
    pub fn add(&mut self, indent: usize, pieces: &[Piece<'_>]) {
        self.wrap(indent, indent + HANGING, pieces);
    }

    /// The same for a sentence, whose lines stand below each other.
    pub fn say(&mut self, indent: usize, pieces: &[Piece<'_>]) {
        self.wrap(indent, indent, pieces);
    }

    fn wrap(&mut self, mut indent: usize, hanging: usize, pieces: &[Piece<'_>]) {
        let mut words = Vec::new();
        for (code, text) in pieces {
            let clean = render::line(text);
            words.extend(
                clean.split(' ').filter(|word| !word.is_empty()).map(|word| Word { code, text: word.to_owned() }),
            );
        }
        let mut line: Vec<Word> = Vec::new();
        let mut used = 0;
        let room = self.room(hanging);
        for word in words.into_iter().flat_map(|word| cut(word, room)) {
            let columns = width(&word.text);
            if !line.is_empty() && used + 1 + columns > self.room(indent) {
                self.write(indent, &std::mem::take(&mut line));
                (used, indent) = (0, hanging);
            }
            used += columns + usize::from(!line.is_empty());
            line.push(word);
        }
        self.write(indent, &line);
    }

    /// One line; words of one colour are painted together.
    fn write(&mut self, indent: usize, words: &[Word]) {
        self.text.push_str(&" ".repeat(indent));
        for (at, run) in words.chunk_by(|one, other| one.code == other.code).enumerate() {
            if at > 0 {
                self.text.push(' ');
            }
            let text: Vec<&str> = run.iter().map(|word| word.text.as_str()).collect();
            self.text.push_str(&paint(self.style, run[0].code, &text.join(" ")));
        }
        self.text.push('\n');
    }
}

fn paint(style: &Style, code: &str, text: &str) -> String {
    if style.color && !code.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A word in pieces that fit.
fn cut(word: Word, room: usize) -> Vec<Word> {
    if width(&word.text) <= room {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut rest = word.text.as_str();
    while !rest.is_empty() {
        let piece = fitting(rest, room);
        pieces.push(Word { code: word.code, text: piece.to_owned() });
        rest = &rest[piece.len()..];
    }
    pieces
}

/// The longest beginning of a text that fits; at least one character.
pub fn fitting(text: &str, room: usize) -> &str {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let fit = ends.take_while(|end| width(&text[..*end]) <= room).last();
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..fit.unwrap_or(first)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: usize, color: bool, pieces: &[Piece<'_>]) -> String {
        let style = Style { width: columns, color, ..Style::plain() };
        let mut lines = Lines::new(&style);
        lines.add(2, pieces);
        lines.finish()
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for text in [
            "a word and another one and more of them",
            &"x".repeat(200),
            "설명이 아주 긴 글은 여러 줄에 놓인다 그리고 더",
        ] {
            for columns in [20, 40, 77] {
                let shown = shown(columns, false, &[("", text)]);
                assert!(shown.lines().all(|line| width(line) <= columns.max(22)), "{columns}: {shown}");
            }
        }
    }

    #[test]
    fn colours_end_with_their_line() {
        assert_eq!(shown(40, true, &[("31", "a b"), ("", "c")]), "  \u{1b}[31ma b\u{1b}[0m c\n");
        assert!(shown(20, true, &[("31", "one two three four five")]).lines().all(|line| line.ends_with("\u{1b}[0m")));
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(shown(80, false, &[("", "a\u{1b}[2Jb\u{202e}")]), "  a␛[2Jb<U+202E>\n");
    }
}
