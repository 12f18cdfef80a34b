//! A text in tokens, with the comments between them.
//!
//! The tree does not keep how something is spelled: quotes, escapes, parentheses, the commas between entries. The layout
//! is made of the tokens therefore, of a text that the parser has found right. What a token is follows the grammar; a test
//! compares the two.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, a number, an address, a keyword.
    Word,
    /// `"…"` or `"""…"""`, with all that is interpolated.
    Text,
    /// `<`, `[` or `(`.
    Open,
    /// `>`, `]` or `)`.
    Close,
    /// `,`
    Comma,
    /// `=`
    Equals,
    /// `:`
    Colon,
    /// An operator between two values that is no word.
    Operator,
    /// `-` in front of a value.
    Minus,
    /// Behind the last one.
    End,
}

/// A token and how it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: &'a str,
    /// The line that it starts on.
    pub line: u32,
    /// How many line ends there are between it and the token or the comment in front of it.
    pub line_ends: u32,
    /// Whether nothing is between it and the token in front of it.
    pub touches: bool,
    /// How many comments there are in front of it in the whole text.
    pub comments: u32,
}

impl Token<'_> {
    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    /// Whether it is this mark.
    pub fn is(&self, kind: Kind, text: &str) -> bool {
        self.kind == kind && self.text == text
    }
}

/// A comment, and how many line ends are in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'a> {
    /// From its `#` on, without blanks at its end.
    pub text: &'a str,
    /// None for a comment behind something on its line.
    pub line_ends: u32,
}

/// All of a text; the last token is [`Kind::End`].
#[derive(Debug, Default)]
pub struct Tokens<'a> {
    /// The tokens.
    pub tokens: Vec<Token<'a>>,
    /// The comments.
    pub comments: Vec<Comment<'a>>,
}

/// Takes a text apart.
pub fn tokens(text: &str) -> Tokens<'_> {
    let mut scanner = Scanner { text, at: 0, line: 1, line_ends: 0, touches: false, found: Tokens::default() };
    while let Some(&byte) = text.as_bytes().get(scanner.at) {
        scanner.step(byte);
    }
    scanner.touches = false;
    scanner.token(Kind::End, 0);
    scanner.found
}

/// The state between two tokens.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    line_ends: u32,
    touches: bool,
    found: Tokens<'a>,
}

impl<'a> Scanner<'a> {
    /// Takes what begins with a byte.
    fn step(&mut self, byte: u8) {
        let rest = &self.text[self.at..];
        match byte {
            b'\n' => {
                self.line_ends += 1;
                self.line += 1;
                self.skip(1);
            }
            b' ' | b'\t' | b'\r' => self.skip(1),
            b'#' => {
                let comment = comment(rest);
                self.found.comments.push(Comment { text: comment.trim_end(), line_ends: self.line_ends });
                self.line_ends = 0;
                self.skip(comment.len());
            }
            _ => {
                let (kind, length) = token(rest);
                self.token(kind, length);
                self.touches = true;
            }
        }
    }

    fn skip(&mut self, length: usize) {
        self.at += length;
        self.touches = false;
    }

    fn token(&mut self, kind: Kind, length: usize) {
        let text = &self.text[self.at..self.at + length];
        let Self { line, line_ends, touches, .. } = *self;
        let comments = self.found.comments.len() as u32;
        self.found.tokens.push(Token { kind, text, line, line_ends, touches, comments });
        self.at += length;
        self.line += text.matches('\n').count() as u32;
        self.line_ends = 0;
    }
}

/// The comment that a text begins with.
fn comment(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(comment, _)| comment)
}

/// What a text begins with that is no blank and no comment, and its length.
fn token(text: &str) -> (Kind, usize) {
    match text.as_bytes() {
        [b'"', b'"', b'"', ..] => (Kind::Text, long_text(text)),
        [b'"', ..] => (Kind::Text, string(text)),
        [b'<' | b'[' | b'(', ..] => (Kind::Open, 1),
        [b'>' | b']' | b')', ..] => (Kind::Close, 1),
        [b',', ..] => (Kind::Comma, 1),
        [b'=', b'=', ..] | [b'!', b'=', ..] | [b'?', b'?', ..] => (Kind::Operator, 2),
        [b'=', ..] => (Kind::Equals, 1),
        [b'-', b' ' | b'\t' | b'\n' | b'\r', ..] | [b'+' | b'*' | b'/', ..] => (Kind::Operator, 1),
        [b'-', ..] => (Kind::Minus, 1),
        [b':', b':', ..] => (Kind::Word, word(text)),
        [b':', ..] => (Kind::Colon, 1),
        _ => (Kind::Word, word(text)),
    }
}

/// The length of a bare word, of one character at least.
fn word(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let is_part = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "_-.:/".contains(c);
    text[first..].find(|c| !is_part(c)).map_or(text.len(), |end| first + end)
}

/// The length of a `"…"`.
fn string(text: &str) -> usize {
    quoted(text, 1, |rest| rest.starts_with('"').then_some(1))
}

/// The length of a `"""…"""`, in which a backslash is one.
fn long_text(text: &str) -> usize {
    quoted(text, 3, |rest| rest.starts_with("\"\"\"").then_some(3))
}

/// The length of a text with `${…}` in it, from behind its quotes up to those that close it.
fn quoted(text: &str, quotes: usize, closes: impl Fn(&str) -> Option<usize>) -> usize {
    let mut at = quotes;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = closes(rest) {
            return at + length;
        }
        at += match rest.as_bytes() {
            [b'\\', ..] if quotes == 1 => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            [b'$', b'$', b'{', ..] => 3,
            [b'$', b'{', ..] => interpolation(rest),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    text.len()
}

/// The length of a `${…}`.
pub fn interpolation(text: &str) -> usize {
    let mut at = 2;
    while let Some(&byte) = text.as_bytes().get(at) {
        let rest = &text[at..];
        at += match byte {
            b'}' => return at + 1,
            b'#' => comment(rest).len(),
            b' ' | b'\t' | b'\n' | b'\r' => 1,
            _ => token(rest).1,
        };
    }
    text.len()
}
