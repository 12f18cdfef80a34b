//! What is said about templates: for each file of `tests/reviews`, its diagnostics as people see them.
//!
//! A case is one template that shows one thing; its first line or its description says which. `INSTA_UPDATE=always`
//! writes the snapshots anew, to be read before they are kept.

#[path = "support/real.rs"]
mod real;

use infrac::cli::render::{MessageFormat, Style, render};
use infrac::syntax::inspect::decode;
use infrac::{Diagnostic, Source, review};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reviews")
}

/// The case's name, `area/case.yaml`, with slashes on every system.
fn name(path: &Path) -> String {
    let parts: Vec<_> =
        path.strip_prefix(corpus()).expect("a case").iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn read(path: &Path) -> Source {
    decode(&name(path), fs::read(path).expect("the case can be read")).expect("the case is a text")
}

fn shown(source: &Source, diagnostics: &[Diagnostic]) -> String {
    if diagnostics.is_empty() {
        return "no diagnostics\n".to_owned();
    }
    let mut out = Vec::new();
    render(MessageFormat::Human, &Style::plain(), &[(source, diagnostics)], &mut out)
        .expect("a vector takes everything");
    String::from_utf8(out).expect("the rendering is UTF-8")
}

/// Every case, sorted.
fn cases() -> Vec<PathBuf> {
    let areas = fs::read_dir(corpus()).expect("the corpus can be read").map(|area| area.expect("an area").path());
    let files = areas.flat_map(|area| fs::read_dir(area).expect("an area can be read"));
    let mut found: Vec<_> = files.map(|file| file.expect("a file").path()).filter(|path| path.is_file()).collect();
    found.sort();
    found
}

#[test]
fn every_template_shows_what_its_snapshot_says() {
    for path in cases() {
        let source = read(&path);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.with_file_name("snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let case = path.file_name().expect("a case has a name").to_string_lossy().replace('.', "-");
        settings.bind(|| insta::assert_snapshot!(case, shown(&source, &review(&source, None))));
    }
}

#[test]
fn every_place_lies_in_the_text_and_is_labelled() {
    for path in cases() {
        let source = read(&path);
        for found in review(&source, Some("ap-northeast-2")) {
            assert!(found.labels.iter().any(|label| !label.text.is_empty()), "{}: {}", name(&path), found.message);
            assert!(found.help.is_some() || found.fix.is_some(), "{}: {}", name(&path), found.message);
            for label in &found.labels {
                assert!(source.text().get(label.span.range()).is_some(), "{}: {label:?}", name(&path));
            }
        }
    }
}

/// A template that is cut off anywhere, or has another line end, panics nowhere and keeps its places in the text.
#[test]
fn parts_of_templates_are_reviewed_without_panic() {
    for path in cases() {
        let text = fs::read_to_string(&path).expect("the case is UTF-8");
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(7) {
            let source = Source::new("part.yaml", &text[..end]);
            for label in review(&source, None).iter().flat_map(|found| &found.labels) {
                assert!(source.text().get(label.span.range()).is_some(), "{}: {label:?}", name(&path));
            }
        }
    }
}

/// Errors of the real templates by their codes. Each was compared with what cfn-lint 1.58.0 says of the same place, or
/// AWS's documentation: a figure that grows is to be triaged before it stands here.
const REAL: &[(&str, usize)] = &[
    ("block-size", 1),
    ("cycle", 1),
    ("duplicate-key", 9),
    ("exclusive-properties", 7),
    ("invalid-bucket-name", 5),
    ("invalid-form", 31),
    ("invalid-logical-id", 1),
    ("invalid-template", 6),
    ("missing-property", 20),
    ("out-of-range", 1),
    ("retired-type", 17),
    ("unknown-attribute", 4),
    ("unknown-function", 4),
    ("unknown-name", 43),
    ("unknown-property", 14),
    ("unknown-resource-attribute", 10),
    ("unknown-section", 1),
    ("unknown-tag", 23),
    ("unknown-type", 10),
    ("unknown-value", 1),
    ("wrong-kind", 4),
    ("wrong-type", 11),
];

#[test]
fn real_templates_have_only_errors_that_others_see_too() {
    let mut found = BTreeMap::new();
    let templates = real::templates();
    for path in &templates {
        let Ok(source) = decode(&path.display().to_string(), fs::read(path).expect("it can be read")) else { continue };
        for problem in review(&source, None) {
            assert!(problem.labels.iter().all(|label| source.text().get(label.span.range()).is_some()), "{problem:?}");
            if problem.is_error() {
                *found.entry(problem.code).or_insert(0) += 1;
            }
        }
    }
    if !templates.is_empty() {
        assert_eq!(found.into_iter().collect::<Vec<(&str, usize)>>(), REAL);
    }
}
