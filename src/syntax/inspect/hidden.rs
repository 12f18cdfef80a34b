//! Characters that deceive or break tools wherever they stand, in strings and comments too.

/// What a hidden character does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// Changes the direction of what follows, so that people read another text than the compiler.
    Bidi,
    /// Controls a terminal or nothing.
    Control,
    /// A control that some tools take for the end of a line.
    Separator,
}

/// Whether a character deceives anywhere, and how. Tabs and line ends do not.
pub(super) fn find(point: char) -> Option<Hidden> {
    match point {
        '\t' | '\n' | '\r' => None,
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Hidden::Separator),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(Hidden::Bidi),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Some(Hidden::Control),
        _ => None,
    }
}

/// The Unicode name of a hidden character; controls have only aliases, and the rarer ones none here.
pub(super) fn name(point: char) -> &'static str {
    match point {
        '\0' => "NULL",
        '\u{7}' => "BELL",
        '\u{8}' => "BACKSPACE",
        '\u{B}' => "LINE TABULATION",
        '\u{C}' => "FORM FEED",
        '\u{1A}' => "SUBSTITUTE",
        '\u{1B}' => "ESCAPE",
        '\u{7F}' => "DELETE",
        '\u{85}' => "NEXT LINE",
        '\u{2028}' => "LINE SEPARATOR",
        '\u{2029}' => "PARAGRAPH SEPARATOR",
        '\u{202A}' => "LEFT-TO-RIGHT EMBEDDING",
        '\u{202B}' => "RIGHT-TO-LEFT EMBEDDING",
        '\u{202C}' => "POP DIRECTIONAL FORMATTING",
        '\u{202D}' => "LEFT-TO-RIGHT OVERRIDE",
        '\u{202E}' => "RIGHT-TO-LEFT OVERRIDE",
        '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => "FIRST STRONG ISOLATE",
        '\u{2069}' => "POP DIRECTIONAL ISOLATE",
        _ => "CONTROL",
    }
}

/// The escape that says a character in a string.
pub(super) fn escape(point: char) -> String {
    format!("\\u{{{:X}}}", u32::from(point))
}
