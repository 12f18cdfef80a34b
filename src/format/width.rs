//! How wide a text is where it is shown.

use unicode_width::UnicodeWidthStr;

/// Its columns: a letter of Korean takes two.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}
