//! Texts of several lines as literal blocks.

use std::io::{self, Write};

use super::pad;
use super::scalar::needs_escape;

/// Whether a text has several lines and survives as a literal block, also in an editor that trims lines.
pub(super) fn fits(text: &str) -> bool {
    text.contains('\n')
        && text.contains(|c| c != '\n')
        && !text.contains(|c| c != '\n' && needs_escape(c))
        && !text.split('\n').any(|line| line.ends_with([' ', '\t']))
}

/// Writes the header and the lines of a block whose parent is indented by `indent`.
pub(super) fn write(text: &str, indent: usize, out: &mut impl Write) -> io::Result<()> {
    let body = text.trim_end_matches('\n');
    let chomping = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    // A reader finds the indentation at the first line that is not empty, unless that line begins with white space.
    let indentation = if body.trim_start_matches('\n').starts_with([' ', '\t']) { "2" } else { "" };
    writeln!(out, " |{indentation}{chomping}")?;
    let lines = text.strip_suffix('\n').unwrap_or(text);
    for line in lines.split('\n') {
        if !line.is_empty() {
            pad(indent + 2, out)?;
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> String {
        assert!(fits(text), "{text:?}");
        let mut out = Vec::new();
        write(text, 0, &mut out).expect("a vector takes everything");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn keeps_the_line_breaks_at_the_end() {
        assert_eq!(block("a\nb"), " |-\n  a\n  b\n");
        assert_eq!(block("a\nb\n"), " |\n  a\n  b\n");
        assert_eq!(block("a\n\n\n"), " |+\n  a\n\n\n");
        assert_eq!(block("\n\na"), " |-\n\n\n  a\n");
    }

    #[test]
    fn names_the_indentation_where_it_cannot_be_seen() {
        assert_eq!(block(" a\nb\n"), " |2\n   a\n  b\n");
        assert_eq!(block("\n a\n\n"), " |2+\n\n   a\n\n");
        assert_eq!(block("\ta\nb"), " |2-\n  \ta\n  b\n");
        assert_eq!(block("a\n\tb"), " |-\n  a\n  \tb\n");
    }

    #[test]
    fn leaves_other_texts_to_quotes() {
        for text in
            ["a", "", "\n", "\n\n", "a \nb", "a\n \nb", "a\t\nb", "a\r\nb", "a\n\u{85}", "a\n\u{1}b", "a\n\u{2028}b"]
        {
            assert!(!fits(text), "{text:?}");
        }
    }
}
