//! The one layout: what holds for the layout of every text, and that what is shown to people has it.

#[path = "../support/pages.rs"]
mod pages;

mod laws;
mod scan;
mod shown;
mod trees;
mod ugly;

use infrac::syntax::inspect::decode;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

fn cases(folder: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            cases(&path.to_string_lossy(), files);
        } else if path.extension().is_some_and(|ending| ending == "infra") {
            files.push(path);
        }
    }
}

/// The texts of the corpus and of the examples that are text at all.
fn written() -> Vec<String> {
    let mut files = Vec::new();
    cases("tests/corpus", &mut files);
    cases("examples", &mut files);
    files.sort();
    let sources = files.iter().map(|path| decode("a.infra", fs::read(path).expect("a case can be read")));
    sources.filter_map(Result::ok).map(|source| source.text().to_owned()).collect()
}

#[test]
fn the_laws_hold_for_what_is_written() {
    let mut laid_out = 0;
    for text in written() {
        match laws::hold(&text) {
            Ok(done) => laid_out += usize::from(done),
            Err(error) => panic!("{text}\n{error}"),
        }
    }
    assert!(laid_out > 400, "only {laid_out} texts have a layout");
}

#[test]
fn the_laws_hold_in_ugly_layouts() {
    let programs: Vec<String> = written().into_iter().filter(|text| text.len() < 4_000).collect();
    for (seed, text) in programs.iter().enumerate() {
        for round in 0..4 {
            let ugly = ugly::layout(text, (seed * 4 + round) as u64);
            if let Err(error) = laws::hold(&ugly) {
                panic!("{ugly}\n{error}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_program(text in trees::program()) {
        prop_assume!(laws::hold(&text)?);
    }
}
