//! What can be wrong with the grammar of JSON.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

fn invalid(message: impl Into<String>, span: Span, label: &str) -> Diagnostic {
    Diagnostic::error("invalid-json", message).label(span, label)
}

pub(super) fn value_expected(span: Span) -> Diagnostic {
    invalid("a value is missing", span, "expected a text, a number, `true`, `false`, a list or a map")
        .help("write the value, with a text in double quotes")
}

pub(super) fn key_expected(span: Span) -> Diagnostic {
    invalid("a key is missing", span, "expected a key in double quotes").help("write a map as { \"Key\": \"value\" }")
}

pub(super) fn rest(span: Span) -> Diagnostic {
    invalid("the template ends before the file does", span, "what follows is not read")
        .help("remove what follows, or a bracket that closes too early")
}

pub(super) fn single_quotes(span: Span) -> Diagnostic {
    invalid("JSON has no single quotes", span, "expected double quotes").help("write the text in double quotes")
}

pub(super) fn bare_word(span: Span, word: &str) -> Diagnostic {
    let known = match word {
        "True" | "TRUE" | "yes" | "Yes" | "on" | "On" => "write `true`",
        "False" | "FALSE" | "no" | "No" | "off" | "Off" => "write `false`",
        "NaN" | "Infinity" | "undefined" | "None" | "nil" => {
            "JSON has only finite numbers, and CloudFormation takes no null: leave the key out"
        }
        _ => "write a text in double quotes",
    };
    invalid(format!("`{word}` is no value of JSON"), span, "expected a value").help(known)
}

pub(super) fn bare_key(span: Span, word: &str) -> Diagnostic {
    invalid(format!("the key `{word}` has no quotes"), span, "expected double quotes around it")
        .help("write every key in double quotes")
        .fix("put the key in quotes", span, format!("\"{word}\""))
}

pub(super) fn comment(span: Span) -> Diagnostic {
    invalid("JSON has no comments", span, "CloudFormation does not take this")
        .help("remove it, or keep the remark in `Metadata`; YAML has comments")
        .fix("remove the comment", span, "")
}

pub(super) fn strange_space(span: Span) -> Diagnostic {
    invalid("this character is no white space of JSON", span, "expected a space, a tab or a line break")
        .help("replace it with a plain space")
        .fix("replace it with a plain space", span, " ")
}

pub(super) fn comma_too_many(span: Span) -> Diagnostic {
    invalid("a comma has nothing behind it", span, "one comma too many")
        .help("remove it; in JSON commas stand between members only")
        .fix("remove the comma", span, "")
}

pub(super) fn comma_missing(span: Span, end: usize, close: u8) -> Diagnostic {
    let label = format!("expected `,` or `{}` before this", char::from(close));
    invalid("a comma is missing between two members", span, &label).help("write a comma behind the member before").fix(
        "write a comma",
        Span::new(end, end),
        ",",
    )
}

pub(super) fn colon_missing(span: Span, key: Span) -> Diagnostic {
    invalid("a key has no value", span, "expected `:`").label(key, "behind this key").help("write \"Key\": value")
}

pub(super) fn unclosed(span: Span, open: usize, opening: u8, closing: u8) -> Diagnostic {
    let (opening, closing) = (char::from(opening), char::from(closing));
    invalid(format!("`{opening}` is not closed"), span, &format!("expected `{closing}`"))
        .label(Span::new(open, open + 1), "opened here")
        .help(format!("write `{closing}` behind the last member"))
}

pub(super) fn unclosed_text(span: Span) -> Diagnostic {
    invalid("a text does not end on its line", span, "opened here, and not closed")
        .help("write `\"` behind the text; a line break in it is written `\\n`")
}

pub(super) fn control_in_text(span: Span, control: u8) -> Diagnostic {
    let written = if control == b'\t' { "\\t".to_owned() } else { format!("\\u{control:04x}") };
    invalid("a control character stands in a text", span, "JSON wants it escaped")
        .help(format!("write `{written}`"))
        .fix(format!("write `{written}`"), span, written)
}

pub(super) fn escape(span: Span) -> Diagnostic {
    invalid(
        "this escape means nothing in JSON",
        span,
        "expected `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` or `\\u0000`",
    )
    .help("a backslash that is meant as such is written `\\\\`")
}

pub(super) fn number(span: Span, text: &str) -> Diagnostic {
    invalid(format!("`{text}` is no number of JSON"), span, "expected digits such as 10, -1 or 0.5")
        .help("a text that begins with a digit stands in double quotes")
}

pub(super) fn too_large_number(span: Span) -> Diagnostic {
    invalid("this number is too large for any reader", span, "expected at most 1.797e308")
        .help("write it in double quotes if it is meant as a text")
}
