//! Texts between quotes, with their escapes.

use super::{Reader, problems};
use crate::template::Text;
use std::borrow::Cow;

impl<'a> Reader<'a, '_> {
    /// Reads a text between double quotes.
    pub(super) fn string(&mut self) -> Text<'a> {
        self.quoted(b'"')
    }

    /// Reads a text between single quotes, which JSON has not.
    pub(super) fn single_quoted(&mut self) -> Text<'a> {
        self.quoted(b'\'')
    }

    fn quoted(&mut self, quote: u8) -> Text<'a> {
        let open = self.at;
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let plain = self.plain(quote);
            match &mut text {
                Cow::Borrowed("") => text = Cow::Borrowed(plain),
                text => text.to_mut().push_str(plain),
            }
            match self.peek() {
                Some(b'\\') => {
                    let escaped = self.escape();
                    text.to_mut().push(escaped);
                }
                Some(byte) if byte == quote => {
                    self.at += 1;
                    return text;
                }
                Some(b'\n' | b'\r') | None => {
                    self.mistake(problems::unclosed_text(self.since(open)));
                    // Where it was meant to end is anyone's guess.
                    self.stop();
                    return text;
                }
                Some(control) => {
                    self.mistake(problems::control_in_text(self.here(), control));
                    text.to_mut().push(char::from(control));
                    self.pass();
                }
            }
        }
    }

    /// Passes what stands for itself.
    fn plain(&mut self, quote: u8) -> &'a str {
        let rest = self.rest();
        let special = |byte: u8| byte == quote || byte == b'\\' || byte < 0x20;
        let length = rest.bytes().position(special).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Reads an escape.
    fn escape(&mut self) -> char {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.rest().chars().next() else { return '\\' };
        if letter == '\n' || letter == '\r' {
            return '\\';
        }
        self.pass();
        match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode(start),
            _ => {
                self.mistake(problems::escape(self.since(start)));
                letter
            }
        }
    }

    /// Reads what follows `\u`: one unit of UTF-16, or two that belong together.
    fn unicode(&mut self, start: usize) -> char {
        let first = self.hex();
        if let Some(high @ 0xD800..=0xDBFF) = first
            && self.rest().starts_with("\\u")
        {
            let behind = self.at;
            self.at += 2;
            if let Some(low @ 0xDC00..=0xDFFF) = self.hex() {
                return char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)).unwrap_or('\u{fffd}');
            }
            self.at = behind;
        }
        first.and_then(char::from_u32).unwrap_or_else(|| {
            self.mistake(problems::escape(self.since(start)));
            '\u{fffd}'
        })
    }

    /// Reads four hexadecimal digits.
    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
