//! What is said of commas and brackets that the grammar lets through.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub fn missing_comma(what: &str, end: u32, next: Span) -> Diagnostic {
    let behind = Span { start: end, end };
    let between = if what == "entries" { "commas or line ends" } else { "commas" };
    Diagnostic::error("missing-comma", format!("{what} are separated by {between}"))
        .label(next, "expected `,` in front of this")
        .fix("add a comma", behind, ",")
}

pub fn extra_comma(expected: &str, at: u32) -> Diagnostic {
    let span = Span { start: at, end: at + 1 };
    Diagnostic::error("syntax", format!("expected {expected}, found `,`"))
        .label(span, format!("expected {expected}"))
        .fix("remove it", span, "")
}

pub fn not_a_call(value: Span, group: Span) -> Diagnostic {
    let between = Span { start: value.end, end: group.start };
    Diagnostic::error("syntax", "expected an operator or the end of the value, found `(`")
        .label(Span { start: group.start, end: group.start + 1 }, "expected an operator")
        .fix("call the function without the blank", between, "")
}

pub fn not_one_value(span: Span, count: usize) -> Diagnostic {
    let found = if count == 0 { "none".to_owned() } else { count.to_string() };
    Diagnostic::error("syntax", format!("`( )` holds one value here, found {found}"))
        .label(span, "expected one value")
        .help("several values make a list: [a, b]")
}

/// A chain of operators without an end.
pub fn too_many_operators(at: Span, most: usize) -> Diagnostic {
    Diagnostic::error("nested-too-deeply", format!("a value has more than {most} operators in a row"))
        .label(at, "goes on for too long")
        .help("split it up with `let`")
}
