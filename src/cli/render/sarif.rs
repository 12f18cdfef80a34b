//! SARIF 2.1.0, the format of code scanning services.

use super::{
    Files,
    places::{Places, Region},
};
use crate::{Diagnostic, Fix, Label, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(files: Files, out: &mut dyn Write) -> io::Result<()> {
    let codes: BTreeSet<&str> = files.iter().flat_map(|(_, found)| found.iter().map(|found| found.code)).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let mut results = Vec::new();
    for (source, diagnostics) in files {
        let mut file = File { places: Places::new(source) };
        results.extend(diagnostics.iter().map(|diagnostic| file.result(diagnostic, &codes)));
    }
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code, "name": pascal_case(code) })).collect();
    let driver = json!({
        "name": "infrac",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
    });
    serde_json::to_writer(&mut *out, &json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))?;
    writeln!(out)
}

struct File<'a> {
    places: Places<'a>,
}

impl File<'_> {
    fn result(&mut self, diagnostic: &Diagnostic, codes: &[&str]) -> Value {
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text.push_str("\nhelp: ");
            text.push_str(help);
        }
        let mut result = json!({
            "ruleId": diagnostic.code,
            "ruleIndex": codes.partition_point(|code| *code < diagnostic.code),
            "level": level(diagnostic.severity),
            "message": message(&text),
            "locations": [self.main_location(diagnostic)],
        });
        if diagnostic.labels.len() > 1 {
            let others = diagnostic.labels.iter().enumerate().skip(1);
            result["relatedLocations"] = others.map(|(id, label)| self.related(id, label)).collect();
        }
        // A fix without edits would not be valid.
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
            result["fixes"] = json!([self.fix(fix)]);
        }
        result
    }

    fn main_location(&mut self, diagnostic: &Diagnostic) -> Value {
        let found = self.places.region(diagnostic.span());
        let artifact = artifact(&found);
        let Some(label) = diagnostic.labels.first() else {
            return json!({ "physicalLocation": { "artifactLocation": artifact } });
        };
        let region = region(&found);
        let mut location = json!({ "physicalLocation": { "artifactLocation": artifact, "region": region } });
        if !label.text.is_empty() {
            location["message"] = message(&label.text);
        }
        location
    }

    fn related(&mut self, id: usize, label: &Label) -> Value {
        let found = self.places.region(label.span);
        json!({
            "id": id,
            "message": message(&label.text),
            "physicalLocation": { "artifactLocation": artifact(&found), "region": region(&found) },
        })
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let mut changes: Vec<(u32, Value, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let found = self.places.region(edit.span);
            let replacement = json!({ "deletedRegion": region(&found), "insertedContent": { "text": edit.text } });
            match changes.iter_mut().find(|(base, ..)| *base == found.file.base()) {
                Some((_, _, replacements)) => replacements.push(replacement),
                None => changes.push((found.file.base(), artifact(&found), vec![replacement])),
            }
        }
        let change =
            |(_, artifact, replacements)| json!({ "artifactLocation": artifact, "replacements": replacements });
        let changes: Vec<Value> = changes.into_iter().map(change).collect();
        json!({ "description": message(&fix.title), "artifactChanges": changes })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn artifact(region: &Region<'_>) -> Value {
    json!({ "uri": uri(region.file.name()) })
}

fn region(region: &Region<'_>) -> Value {
    json!({
        "startLine": region.start.line, "startColumn": region.start.column,
        "endLine": region.end.line, "endColumn": region.end.column,
    })
}

/// Braces would be placeholders and `[…](…)` a link.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}").replace("](", "] (") })
}

/// `unknown-word` as SARIF likes its names: `UnknownWord`.
fn pascal_case(code: &str) -> String {
    code.split('-')
        .flat_map(|word| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }))
        .collect()
}

/// A file name as a URI reference.
fn uri(name: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_string() };
    let name = name.trim_start_matches("./");
    let drive = name.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    let mut uri = String::new();
    if drive || name.starts_with('/') {
        uri.push_str(if drive { "file:///" } else { "file://" });
    }
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            _ => {
                // Writing to a String does not fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::cli::render::MessageFormat;

    #[test]
    fn every_field() {
        let value: Value = serde_json::from_str(&samples::render(MessageFormat::Sarif)).unwrap();
        insta::assert_snapshot!(
            serde_json::to_string_pretty(&value).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION")
        );
    }

    #[test]
    fn names_become_uris() {
        assert_eq!(uri("./net/a b.infra"), "net/a%20b.infra");
        assert_eq!(uri("/srv/설.infra"), "file:///srv/%EC%84%A4.infra");
        assert_eq!(uri("a:b%.infra"), "a%3Ab%25.infra");
    }

    #[test]
    fn text_is_neither_a_placeholder_nor_a_link() {
        assert_eq!(message("${x} [a](1)")["text"], "${{x}} [a] (1)");
    }

    #[test]
    fn rule_names() {
        assert_eq!(pascal_case("unknown-word"), "UnknownWord");
    }
}
