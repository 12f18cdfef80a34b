//! Text that cannot steer a terminal: controls and invisible characters become visible.

use std::fmt::Write;

/// One line of at most `limit` characters: tabs become spaces, line breaks become pictures.
pub(super) fn line(text: &str, limit: usize) -> String {
    collect(text, limit, |c, out| match c {
        '\t' => out.push(' '),
        c => push(c, out),
    })
}

/// Like [`line`], but line feeds stay.
pub(super) fn lines(text: &str, limit: usize) -> String {
    collect(text, limit, |c, out| match c {
        '\t' => out.push(' '),
        '\n' => out.push('\n'),
        c => push(c, out),
    })
}

/// A character of source text; a tab stays because the printer lines it up.
pub(super) fn push_source(c: char, out: &mut String) {
    match c {
        '\t' => out.push('\t'),
        c => push(c, out),
    }
}

fn collect(text: &str, limit: usize, mut add: impl FnMut(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len().min(limit));
    let mut chars = text.chars();
    chars.by_ref().take(limit).for_each(|c| add(c, &mut out));
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

fn push(c: char, out: &mut String) {
    if c <= '\u{1F}' {
        out.push(char::from_u32(0x2400 + c as u32).unwrap_or('␦'));
    } else if c == '\u{7F}' {
        out.push('␡');
    } else if is_invisible(c) {
        // Writing to a String does not fail.
        let _ = write!(out, "<U+{:04X}>", c as u32);
    } else {
        out.push(c);
    }
}

/// C1 controls, bidi controls, and what takes no room but changes the meaning of a text.
/// Joiners and variation selectors are not here: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_pictures() {
        assert_eq!(line("a\u{1b}[31m\u{7}\0\r\n\tb\u{7f}", 99), "a␛[31m␇␀␍␊ b␡");
        assert_eq!(lines("a\n\tb", 99), "a\n b");
    }

    #[test]
    fn bidi_and_invisible_characters_are_named() {
        assert_eq!(
            line("\u{202e}\u{2066}\u{200f}\u{61c}\u{9b}\u{feff}", 99),
            "<U+202E><U+2066><U+200F><U+061C><U+009B><U+FEFF>"
        );
        assert_eq!(line("설명 👩\u{200d}💻 é", 99), "설명 👩\u{200d}💻 é");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(line("abcdef", 3), "abc…");
        assert_eq!(line("abc", 3), "abc");
    }
}
