//! The pages of `infrac explain`: one for each code, and its examples do what it says.

#[path = "support/codes.rs"]
mod codes;
#[path = "support/pages.rs"]
mod pages;

use infrac::words::WORDS;
use infrac::{Source, compile, explain, syntax};
use std::collections::BTreeSet;
use std::path::Path;

/// Codes that the inspection of characters passes on in a variable.
const PASSED_ON: &[&str] = &["bidi-control", "control-character"];

fn sources() -> codes::Codes {
    codes::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// The codes that compiling a file gives.
fn codes_of(bytes: Vec<u8>) -> BTreeSet<&'static str> {
    let diagnostics = match syntax::inspect::decode("page.infra", bytes) {
        Ok(source) => compile(&source).diagnostics,
        Err((_, diagnostics)) => diagnostics,
    };
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn every_code_has_a_page() {
    let sources = sources();
    assert!(sources.written.len() > 50, "the sources are not read: {:?}", sources.written);
    let variables: Vec<_> = sources.variables.iter().map(String::as_str).collect();
    // Another variable passes on other codes: they belong into PASSED_ON.
    assert_eq!(variables, ["catalogue.code", "code"]);
    let written = sources.written.iter().map(String::as_str);
    let missing: Vec<_> = written.chain(PASSED_ON.iter().copied()).filter(|code| !explain::codes().any(|page| page == *code)).collect();
    assert!(missing.is_empty(), "no page in src/explain/ for {missing:?}");
}

#[test]
fn every_page_is_about_a_code_in_use() {
    let sources = sources();
    let unused: Vec<_> = explain::codes()
        .filter(|code| !sources.written.contains(*code))
        .filter(|code| !(PASSED_ON.contains(code) && sources.text.contains(&format!("\"{code}\""))))
        .collect();
    assert!(unused.is_empty(), "no diagnostic has the code {unused:?}");
}

#[test]
fn every_page_has_a_title_and_an_explanation() {
    for code in explain::codes() {
        let page = explain::page(code).unwrap();
        let rest = page.strip_prefix(&format!("# {code}\n\n")).unwrap_or_else(|| panic!("{code}: its title is another"));
        let (text, _) = rest.split_once("\n## Bad\n").unwrap_or_else(|| panic!("{code}: no bad example"));
        assert!(text.trim().len() > 40, "{code}: it explains nothing");
    }
}

#[test]
fn bad_examples_yield_the_code_and_good_ones_nothing() {
    let mut wrong = Vec::new();
    for code in explain::codes() {
        let page = explain::page(code).unwrap();
        for (heading, expected) in [("Bad", BTreeSet::from([code])), ("Good", BTreeSet::new())] {
            match pages::example(&page, heading).map(codes_of) {
                Ok(found) if found == expected => {}
                Ok(found) => wrong.push(format!("{code}: {heading} yields {found:?}")),
                Err(problem) => wrong.push(format!("{code}: {problem}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_is_described_and_its_example_compiles() {
    for word in WORDS {
        assert!(!word.summary.is_empty() && word.reference.starts_with("https://docs.aws.amazon.com/"), "{}", word.name);
        let mut starts = word.example.lines().filter_map(|line| line.split(' ').next());
        assert!(starts.any(|start| start == word.name), "{}: its example does not use it", word.name);
        let source = Source::new("example.infra", word.example);
        let found: Vec<_> = compile(&source).diagnostics.iter().map(|found| found.message.clone()).collect();
        assert!(found.is_empty(), "{}: {found:?}", word.name);
    }
}
