//! One JSON object for a run: `{"version": 1, "diagnostics": […]}`.
//!
//! `start` and `end` are byte offsets; lines and columns start at 1 and count characters; ends are exclusive. Each label and
//! edit names its file, which may be one that the diagnostic's file uses.

use super::{
    Files,
    places::{Places, Region},
};
use crate::{Diagnostic, Fix};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn render(files: Files, out: &mut dyn Write) -> io::Result<()> {
    let mut diagnostics = Vec::new();
    for (source, found) in files {
        let mut places = Places::new(source);
        diagnostics.extend(found.iter().map(|diagnostic| value(diagnostic, &mut places)));
    }
    serde_json::to_writer(&mut *out, &json!({ "version": 1, "diagnostics": diagnostics }))?;
    writeln!(out)
}

fn value(diagnostic: &Diagnostic, places: &mut Places<'_>) -> Value {
    let main = places.file(diagnostic.span());
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(at, label)| {
            let Region { file, span, start, end } = places.region(label.span);
            json!({
                "file": file.name(), "start": span.start - file.base(), "end": span.end - file.base(),
                "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
                "text": label.text, "primary": at == 0,
            })
        })
        .collect();
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "file": main.name(),
        "labels": labels,
        "help": diagnostic.help,
        "fix": diagnostic.fix.as_ref().map(|fix| fix_value(fix, places)),
    })
}

fn fix_value(fix: &Fix, places: &Places<'_>) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let file = places.file(edit.span);
            let at = |offset: u32| offset.saturating_sub(file.base());
            json!({
                "file": file.name(), "start": at(edit.span.start), "end": at(edit.span.end), "text": edit.text,
            })
        })
        .collect();
    json!({ "title": fix.title, "edits": edits })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, show};
    use crate::{Diagnostic, Source, Span, cli::render::MessageFormat};
    use serde_json::Value;

    #[test]
    fn every_field() {
        let value: Value = serde_json::from_str(&samples::render(MessageFormat::Json)).unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn control_characters_survive_as_valid_json() {
        let source = Source::new("a\u{1}.infra", "\u{1b}");
        let diagnostic = Diagnostic::error("a-code", "bad \u{1b}\0\"\\\u{7f}").label(Span::new(0, 1), "\u{8}");
        let value: Value = serde_json::from_str(&show(MessageFormat::Json, &source, &[diagnostic])).unwrap();
        assert_eq!(value["diagnostics"][0]["message"], "bad \u{1b}\0\"\\\u{7f}");
        assert_eq!(value["diagnostics"][0]["labels"][0]["text"], "\u{8}");
    }

    #[test]
    fn no_diagnostics_is_still_an_object() {
        let source = Source::new("a.infra", "");
        assert_eq!(show(MessageFormat::Json, &source, &[]), "{\"diagnostics\":[],\"version\":1}\n");
    }
}
