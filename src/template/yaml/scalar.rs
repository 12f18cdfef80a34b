//! When a text may stand plain in YAML, and how it is quoted otherwise.

use std::io::{self, Write};

/// Words that YAML 1.1 or 1.2 reads as something other than a text, in any case.
const WORDS: [&str; 12] = ["~", "=", "<<", "null", "true", "false", "yes", "no", "on", "off", "y", "n"];
const LONGEST_WORD: usize = 5;

/// Whether every reader takes the bare text as this very text. It must hold for keys too.
pub(super) fn is_plain(text: &str) -> bool {
    starts_plain(text)
        && !text.ends_with(|last: char| last == ':' || last.is_whitespace())
        && !text.as_bytes().windows(2).any(|pair| pair == b": " || pair == b" #")
        && !text.contains(|c| c == '\t' || needs_escape(c))
        && !is_word(text)
        && !like_number(text)
}

fn starts_plain(text: &str) -> bool {
    text.chars().next().is_some_and(|first| !first.is_whitespace() && !"-?:,[]{}#&*!|>'\"%@`".contains(first))
}

fn is_word(text: &str) -> bool {
    text.len() <= LONGEST_WORD && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text begins like a number and has only characters of numbers, dates and times of any notation.
fn like_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '.')
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b"xXoO_.,:+-tTzZiInN ".contains(&b))
}

/// Whether a character may not be written as it is: a control character, a line break, or not for interchange.
pub(super) fn needs_escape(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control(),
    }
}

/// Writes a text between double quotes.
pub(super) fn quote(text: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut written = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '\\' | '\t') || needs_escape(c) {
            out.write_all(&text.as_bytes()[written..at])?;
            escape(c, out)?;
            written = at + c.len_utf8();
        }
    }
    out.write_all(&text.as_bytes()[written..])?;
    out.write_all(b"\"")
}

fn escape(c: char, out: &mut impl Write) -> io::Result<()> {
    match c {
        '"' => out.write_all(b"\\\""),
        '\\' => out.write_all(b"\\\\"),
        '\n' => out.write_all(b"\\n"),
        '\t' => out.write_all(b"\\t"),
        '\r' => out.write_all(b"\\r"),
        '\0'..='\u{ff}' => write!(out, "\\x{:02x}", u32::from(c)),
        // All characters to escape are in the basic plane.
        _ => write!(out, "\\u{:04x}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One text a line.
    const PLAIN: &str = r#"a
t3.micro
AWS::S3::Bucket
arn:aws:s3:::b/*
10.0.0.0/16
Hello, world! [it's "fine"]
~/x
a#b
a - b
=x
é😀
yes!
true story
nullable
.example.com
2 weeks
rate(5 minutes)
${A}"#;

    const MISREAD: &str = "True No NULL 0 -1 +1 1_000 1,000 0o7 07 08 0x1f 0b11 1e3 1E-3 1. .5 .inf -.INF +.Inf .NaN \
        12:30:45 190:20:30.15 2012-10-17 2001-12-14t21:59:43.10-05:00 2001-12-15T2:59:43Z 10.0.0.0 ... --- 123456789012";

    const STRUCTURE: &str = "a: -a - -- ?a :a ,a [a ]a {a }a #a &a *a !a |a >a 'a \"a %a @a `a";

    #[test]
    fn leaves_ordinary_text_plain() {
        for text in PLAIN.lines() {
            assert!(is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn quotes_what_some_reader_takes_for_something_else() {
        for text in WORDS.into_iter().chain(MISREAD.split(' ')).chain(["2001-12-14 21:59:43.10 -5"]) {
            assert!(!is_plain(text) && !is_plain(&text.to_uppercase()), "{text:?}");
        }
    }

    #[test]
    fn quotes_what_would_be_structure() {
        for text in STRUCTURE.split(' ').chain(["", " a", "a ", "\u{a0}a", "a\u{3000}", "a: b", "- a", "a #b"]) {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn quotes_what_is_not_printable() {
        for c in "\n\r\t\0\u{7f}\u{85}\u{9f}\u{2028}\u{2029}\u{feff}\u{ffff}".chars() {
            assert!(!is_plain(&format!("a{c}b")), "{c:?}");
        }
    }

    #[test]
    fn escapes_inside_quotes() {
        let mut out = Vec::new();
        quote("é\"\\\n\t\r\0\u{1b}\u{85}\u{2028}\u{feff}😀", &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out), r#""é\"\\\n\t\r\x00\x1b\x85\u2028\ufeff😀""#);
    }
}
