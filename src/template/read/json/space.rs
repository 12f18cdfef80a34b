//! White space, and comments, which JSON has not.

use super::{Reader, problems};

impl Reader<'_, '_> {
    /// Passes what stands between tokens.
    pub(super) fn space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/' | b'#') if self.comment() => {}
                Some(byte) if !byte.is_ascii() || byte.is_ascii_control() => {
                    let start = self.at;
                    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}');
                    if !self.rest().starts_with(blank) {
                        return;
                    }
                    self.pass();
                    self.mistake(problems::strange_space(self.since(start)));
                }
                Some(_) | None => return,
            }
        }
    }

    /// Passes a comment, if one begins here.
    fn comment(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let length = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("//") || rest.starts_with('#') {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else {
            return false;
        };
        self.at += length;
        self.mistake(problems::comment(self.since(start)));
        true
    }
}
