//! What is shown to people has the layout.

use crate::{cases, pages};
use infrac::format::format;
use infrac::functions::FUNCTIONS;
use infrac::syntax::inspect::decode;
use infrac::words::WORDS;
use infrac::{Source, explain};
use std::fs;

/// What is amiss with the layout of a text that should have it.
fn amiss(name: &str, text: &str) -> Option<String> {
    match format(&Source::new(name, text)) {
        Ok(laid_out) if laid_out == text => None,
        Ok(laid_out) => Some(format!("{name}:\n{text}should be\n{laid_out}")),
        Err(problems) => Some(format!("{name}: {problems:?}")),
    }
}

#[track_caller]
fn none(amiss: Vec<String>) {
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

#[test]
fn examples_of_words_and_functions() {
    let files = WORDS.iter().flat_map(|word| word.files);
    let files = files.filter(|(path, _)| path.ends_with(".infra")).map(|(path, text)| (*path, *text));
    let words = WORDS.iter().map(|word| (word.name, word.example)).chain(files);
    let all = words.chain(FUNCTIONS.iter().map(|function| (function.name, function.example)));
    none(all.filter_map(|(name, example)| amiss(name, &format!("{}\n", example.trim_end()))).collect());
}

#[test]
fn files_of_examples() {
    let mut files = Vec::new();
    cases("examples", &mut files);
    assert!(files.len() > 5, "{files:?}");
    let texts = files.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).expect("an example")));
    none(texts.filter_map(|(name, text)| amiss(&name, &text)).collect());
}

#[test]
fn good_examples_of_pages() {
    let mut found = Vec::new();
    let mut count = 0;
    for code in explain::codes() {
        let page = explain::page(code).unwrap_or_default();
        let Ok(text) = pages::example(page, "Good") else { continue };
        if pages::is_template(page, "Good") {
            continue;
        }
        count += 1;
        found.extend(amiss(code, &String::from_utf8(text).expect("a good example is text")));
        for (path, text) in pages::files(page, "Good").filter(|(path, _)| path.ends_with(".infra")) {
            found.extend(amiss(&format!("{code}: {path}"), text));
        }
    }
    assert!(count > 60, "{count}");
    none(found);
}

#[test]
fn bad_examples_of_pages_where_they_can_be_read() {
    let mut found = Vec::new();
    for code in explain::codes() {
        let page = explain::page(code).unwrap_or_default();
        let Ok(bytes) = pages::example(page, "Bad") else { continue };
        let Ok(source) = decode(code, bytes) else { continue };
        if !pages::is_template(page, "Bad") && format(&source).is_ok() {
            found.extend(amiss(code, source.text()));
        }
    }
    none(found);
}

#[test]
fn blocks_of_the_readme() {
    let readme = include_str!("../../README.md");
    let blocks = readme.split("\n```infra\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let texts: Vec<&str> = blocks.map(|(text, _)| text).collect();
    assert!(texts.len() >= 3);
    none(texts.into_iter().filter_map(|text| amiss("README.md", text)).collect());
}
