//! The one layout: what holds for the layout of every text, and that what is shown to people has it.

#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/pages.rs"]
mod pages;

mod laws;
mod scan;
mod shown;
mod trees;
mod ugly;

use folder::Folder;
use infrac::Source;
use infrac::syntax::inspect::decode;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many ugly layouts each text is given.
const ROUNDS: u64 = 3;

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

/// The corpus and the examples, each with the files beside it, as far as they are text at all.
fn written() -> Vec<Source> {
    let mut files = Vec::new();
    cases("tests/corpus", &mut files);
    cases("examples", &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let source = decode("a.infra", fs::read(path).expect("a case can be read")).ok()?;
        let folder = Folder(path.parent().expect("a case lies in a folder").to_path_buf());
        Some(source.with_files(path.file_name()?.to_string_lossy(), Arc::new(folder)))
    };
    files.iter().filter_map(read).collect()
}

#[test]
fn the_laws_hold_for_what_is_written() {
    let mut laid_out = 0;
    for source in written() {
        match laws::hold(&source) {
            Ok(done) => laid_out += usize::from(done),
            Err(error) => panic!("{}\n{error}", source.text()),
        }
    }
    assert!(laid_out > 400, "only {laid_out} texts have a layout");
}

#[test]
fn the_laws_hold_in_ugly_layouts() {
    let short = written().into_iter().filter(|source| source.text().len() < 4_000);
    for (number, source) in short.enumerate() {
        for round in 0..ROUNDS {
            let ugly = source.with_text(ugly::layout(source.text(), number as u64 * ROUNDS + round));
            if let Err(error) = laws::hold(&ugly) {
                panic!("{}\n{error}", ugly.text());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_program(text in trees::program()) {
        prop_assume!(laws::hold(&Source::new("a.infra", text))?);
    }
}
