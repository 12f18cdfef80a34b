//! Texts of several lines.

use super::tokens::interpolation;
use super::width::width;

/// A text as the lines that it is written in. What is interpolated may have line ends of its own, which are no lines here.
#[derive(Debug)]
pub struct Text<'a> {
    lines: Vec<&'a str>,
    /// The indentation that is no part of the text, when there is a line to have one.
    common: Option<usize>,
    /// Whether the lines may be moved.
    moves: bool,
}

impl<'a> Text<'a> {
    /// Reads the token of a text.
    pub fn new(token: &'a str) -> Self {
        if !token.starts_with("\"\"\"") {
            return Self { lines: vec![token], common: None, moves: false };
        }
        let lines = lines(token);
        // Blanks are all that there is between the quotes.
        let moves = !matches!(lines[..], ["\"\"\"", last] if is_end(last));
        let common =
            lines.iter().skip(1).filter(|line| !is_blank(line) && !is_end(line)).map(|line| blanks(line)).min();
        Self { lines, common, moves }
    }

    /// How wide its first line is.
    pub fn lead(&self) -> usize {
        self.lines.first().and_then(|line| line.lines().next()).map_or(0, width)
    }

    /// Its lines when it stands at an indentation. The text in them is what it was: a common indentation is taken away
    /// when it is read, whatever its size is, and so is the line of the closing quotes.
    pub fn indented(&self, indent: usize) -> impl Iterator<Item = String> {
        let last = self.lines.len() - 1;
        self.lines.iter().enumerate().map(move |(at, line)| {
            if at == 0 || !self.moves {
                return (*line).to_owned();
            }
            if at == last && is_end(line) {
                return format!("{:indent$}\"\"\"", "");
            }
            let Some(common) = self.common else { return (*line).to_owned() };
            let rest = &line[blanks(line).min(common)..];
            if rest.is_empty() { String::new() } else { format!("{:1$}{rest}", "", indent + 2) }
        })
    }
}

/// The lines of a token, without their ends.
fn lines(token: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = token[at..].find(['\n', '$']) {
        at += found;
        let rest = &token[at..];
        if rest.starts_with('\n') {
            lines.push(token[start..at].trim_end_matches('\r'));
            start = at + 1;
        }
        at += match rest.as_bytes() {
            [b'$', b'$', b'{', ..] => 3,
            [b'$', b'{', ..] => interpolation(rest),
            _ => 1,
        };
    }
    lines.push(&token[start..]);
    lines
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn is_blank(line: &str) -> bool {
    blanks(line) == line.len()
}

/// Whether nothing but the closing quotes is on a line.
fn is_end(line: &str) -> bool {
    &line[blanks(line)..] == "\"\"\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use crate::syntax::ast::Item;
    use crate::syntax::parse;

    /// What the parser makes of a text.
    fn meaning(token: &str) -> String {
        let source = Source::new("a.infra", format!("let x = {token}"));
        let parsed = parse(&source);
        let Some(Item::Binding(binding)) = parsed.file.items.first() else { panic!("{token}") };
        let meaning = format!("{:?}", binding.value.kind);
        // Spans are other ones behind another indentation.
        regex::Regex::new(r"span: Span \{[^}]*\}").expect("a pattern").replace_all(&meaning, "").into_owned()
    }

    #[test]
    fn the_text_is_the_same_at_any_indentation() {
        let texts = [
            "\n  a\n    b\n\n  c\n",
            "\n  a\n",
            "a\n  b\n    c",
            "\n\t a\n\t  b\n\t",
            "\n  a\n      \n    b\n  ",
            "\n    \n  \n",
            "\na\n b\n",
            "   \n   a\n   ",
            "\n  ${x}\n   b\n",
            "\n    a\n  ${x}\n   b ${y}",
            "\n    $${x}\n      b\n    $$${x}\n",
            "\n  a ${[1,\n2]}\n    b\n",
            "\r\n  a\r\n    b\r\n",
            "",
            "\n",
            "\n  a\n  b\"\n  ",
        ];
        for text in texts {
            let token = format!("\"\"\"{text}\"\"\"");
            for indent in [0, 2, 7] {
                let indented: Vec<String> = Text::new(&token).indented(indent).collect();
                assert_eq!(meaning(&indented.join("\n")), meaning(&token), "{token} at {indent}: {indented:#?}");
            }
        }
    }

    #[test]
    fn the_quotes_that_close_stand_under_the_line_that_opens() {
        let indented: Vec<String> = Text::new("\"\"\"\n        a\n\n          b\n    \"\"\"").indented(2).collect();
        assert_eq!(indented.join("\n"), "\"\"\"\n    a\n\n      b\n  \"\"\"");
    }
}
