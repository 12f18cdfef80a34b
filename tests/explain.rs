//! The pages of `infrac explain`: one for each code, and its examples do what it says.

// A test stops where something is missing.
#![allow(clippy::unwrap_used)]

#[path = "support/codes.rs"]
mod codes;
#[path = "support/pages.rs"]
mod pages;

use infrac::functions::FUNCTIONS;
use infrac::source::Texts;
use infrac::words::WORDS;
use infrac::{Diagnostic, Source, compile, explain, fix, plan, syntax, template};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// Codes that the inspection of characters passes on in a variable.
const PASSED_ON: &[&str] = &["bidi-control", "control-character"];
/// Variables that hold a code where a diagnostic is made.
const VARIABLES: &[&str] = &["catalogue.code", "code"];
/// Warnings whose code is passed on in a variable.
const MILD_IN_VARIABLES: &[&str] = &["unused-let", "unused-param"];
/// Codes that no program shows: they are about files that cannot be read.
const WITHOUT_EXAMPLES: &[&str] = &["cannot-read", "deploy-failed", "drifted", "export-in-use"];
/// Codes whose message alone says what to write.
const SILENT: &[&str] = &["unclosed-bracket"];

fn sources() -> codes::Codes {
    codes::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// What compiling a file says, or reading it when it is a template, and its text.
fn diagnostics_of(bytes: Vec<u8>, is_template: bool, files: Texts) -> (Source, Vec<Diagnostic>) {
    match syntax::inspect::decode("page.infra", bytes) {
        Ok(source) => {
            let source = source.with_files("page.infra", Arc::new(files));
            let diagnostics =
                if is_template { template::read(&source).diagnostics } else { compile(&source).diagnostics };
            (source, diagnostics)
        }
        Err(unreadable) => unreadable,
    }
}

/// What a page's example says; with what a plan says of it, where the page has what was deployed before.
fn diagnostics_of_example(page: &str, heading: &str) -> Result<(Source, Vec<Diagnostic>), String> {
    let (bytes, is_template) = (pages::example(page, heading)?, pages::is_template(page, heading));
    let (source, mut found) = diagnostics_of(bytes, is_template, pages::files(page, heading).collect());
    if let Ok(before) = pages::example(page, "Before") {
        let (old, problems) = diagnostics_of(before, false, Texts::default());
        assert!(problems.is_empty(), "{problems:?}");
        found.extend(planned(&old, &source));
    }
    Ok((source, found))
}

/// What stops a deploy of one source over another.
fn planned(old: &Source, new: &Source) -> Vec<Diagnostic> {
    let (old, compiled) = (compile(old), compile(new));
    let plan = plan::predict(&old.template, &compiled.template);
    let place = |id: &str| {
        let at = compiled.template.resources.iter().position(|resource| resource.id == id)?;
        compiled.origins.resource(at)
    };
    plan::diagnostics(&plan, &[], &place)
}

fn codes_of(diagnostics: &[Diagnostic]) -> BTreeSet<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// A code, its page's bad example, and what compiling that says.
struct Bad {
    code: &'static str,
    is_template: bool,
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

/// Each bad example; compiled once, because some are as large as a file may be.
static BAD: LazyLock<Vec<Bad>> = LazyLock::new(|| {
    let codes = explain::codes().filter(|code| !WITHOUT_EXAMPLES.contains(code));
    let compiled = codes.map(|code| {
        let page = explain::page(code).unwrap();
        let is_template = pages::is_template(page, "Bad");
        let (source, diagnostics) = diagnostics_of_example(page, "Bad").unwrap_or_else(|why| panic!("{code}: {why}"));
        Bad { code, is_template, source, diagnostics }
    });
    compiled.collect()
});

#[test]
fn every_code_has_a_page() {
    let sources = sources();
    assert!(sources.written.len() > 50, "the sources are not read: {:?}", sources.written);
    // Another variable passes on other codes: they belong into PASSED_ON.
    assert!(sources.variables.iter().all(|variable| VARIABLES.contains(&variable.as_str())), "{:?}", sources.variables);
    let written = sources.written.iter().map(String::as_str);
    let missing: Vec<_> =
        written.chain(PASSED_ON.iter().copied()).filter(|code| !explain::codes().any(|page| page == *code)).collect();
    assert!(missing.is_empty(), "no page in src/explain/ for {missing:?}");
}

#[test]
fn what_is_a_warning_can_be_allowed() {
    let mut mild = sources().mild;
    mild.extend(MILD_IN_VARIABLES.iter().map(|code| (*code).to_owned()));
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        let codes: String = mild.iter().map(|code| format!("    \"{code}\",\n")).collect();
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain/warnings.in");
        std::fs::write(list, format!("[\n{codes}]\n")).unwrap();
    } else {
        let listed = explain::WARNINGS.iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(mild, listed, "src/explain/warnings.in: INSTA_UPDATE=always cargo test --test explain");
    }
}

#[test]
fn every_page_is_about_a_code_in_use() {
    let sources = sources();
    let unused: Vec<_> = explain::codes().filter(|code| !sources.text.contains(&format!("\"{code}\""))).collect();
    assert!(unused.is_empty(), "no diagnostic has the code {unused:?}");
}

#[test]
fn every_page_has_a_title_and_an_explanation() {
    for code in explain::codes() {
        let page = explain::page(code).unwrap();
        let rest =
            page.strip_prefix(&format!("# {code}\n\n")).unwrap_or_else(|| panic!("{code}: its title is another"));
        let text = match rest.split_once("\n## Bad\n") {
            Some((text, _)) => text,
            None if WITHOUT_EXAMPLES.contains(&code) => rest,
            None => panic!("{code}: no bad example"),
        };
        assert!(text.trim().len() > 40, "{code}: it explains nothing");
    }
}

#[test]
fn bad_examples_yield_the_code_and_good_ones_nothing() {
    let mut wrong = Vec::new();
    for Bad { code, diagnostics, .. } in BAD.iter() {
        let found = codes_of(diagnostics);
        if found != BTreeSet::from([*code]) {
            wrong.push(format!("{code}: the bad example yields {found:?}"));
        }
        let page = explain::page(code).unwrap();
        match diagnostics_of_example(page, "Good").map(|(_, found)| codes_of(&found)) {
            Ok(found) if found.is_empty() => {}
            Ok(found) => wrong.push(format!("{code}: the good example yields {found:?}")),
            Err(problem) => wrong.push(format!("{code}: {problem}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_say_where_and_what_to_write() {
    for Bad { code, diagnostics, .. } in BAD.iter() {
        for found in diagnostics {
            assert!(!found.message.ends_with('.'), "{code}: {}", found.message);
            assert!(found.labels.iter().any(|label| !label.text.is_empty()), "{code}: no place is labelled");
            let said = found.help.is_some() || found.fix.is_some();
            assert!(said || SILENT.contains(&found.code), "{code}: what to write is not said: {}", found.message);
        }
    }
}

#[test]
fn fixes_mend_the_bad_examples() {
    let mut mended = 0;
    for Bad { code, is_template, source, diagnostics } in BAD.iter() {
        if let Some(text) = fix::apply(source.text(), diagnostics) {
            let files = pages::files(explain::page(code).unwrap(), "Bad").collect();
            let left = codes_of(&diagnostics_of(text.clone().into(), *is_template, files).1);
            assert_eq!(left, BTreeSet::new(), "{code}: the fix leads to {text}");
            mended += 1;
        }
    }
    assert!(mended > 10, "only {mended} examples have a fix");
}

#[test]
fn every_function_is_described_and_its_example_compiles() {
    assert!(FUNCTIONS.is_sorted_by_key(|function| function.name));
    for function in FUNCTIONS {
        let name = function.name;
        assert!(
            !function.summary.is_empty() && function.reference.starts_with("https://docs.aws.amazon.com/"),
            "{name}"
        );
        assert!(function.example.contains(&format!("{name}(")), "{name}: its example does not use it");
        let files = function.files.iter().copied().collect::<Texts>();
        let source = Source::new("example.infra", function.example).with_files("example.infra", Arc::new(files));
        let found: Vec<_> = compile(&source).diagnostics.iter().map(|found| found.message.clone()).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
        let page = explain::find(&format!("{name}()")).unwrap_or_else(|missing| panic!("{missing:?}"));
        assert!(matches!(page, explain::Page::Function(page) if page.example == function.example), "{name}");
    }
}

#[test]
fn every_word_is_described_and_its_example_compiles() {
    for word in WORDS {
        assert!(
            !word.summary.is_empty() && word.reference.starts_with("https://docs.aws.amazon.com/"),
            "{}",
            word.name
        );
        let mut starts = word.example.lines().filter_map(|line| line.split(' ').next());
        assert!(starts.any(|start| start == word.name), "{}: its example does not use it", word.name);
        let files = word.files.iter().copied().collect::<Texts>();
        let source = Source::new("example.infra", word.example).with_files("example.infra", Arc::new(files));
        let found: Vec<_> = compile(&source).diagnostics.iter().map(|found| found.message.clone()).collect();
        assert!(found.is_empty(), "{}: {found:?}", word.name);
    }
}
