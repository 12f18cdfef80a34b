//! Every example compiles without a word. `.ci/run` has cfn-lint judge their templates.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use infrac::{Source, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The first program of the language names a policy that allows everything, and is advised of another way.
const ADVISED: (&str, &str) = ("upload.infra", "broad-policy");

/// The programs: a file, or the main one of a folder.
fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(folder).expect("the examples can be read");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    // A folder without one holds what a program beside it reads.
    let main = paths.map(|path| if path.is_dir() { path.join("main.infra") } else { path });
    main.filter(|path| path.exists()).collect()
}

#[test]
fn every_example_compiles_without_a_word() {
    let programs = programs();
    assert!(programs.len() >= 6);
    for path in programs {
        assert!(path.extension().is_some_and(|ending| ending == "infra"), "{} is no example", path.display());
        let text = fs::read_to_string(&path).expect("an example can be read");
        let folder = Folder(path.parent().expect("a folder").to_path_buf());
        let source = Source::new("example", text).with_files("main.infra", Arc::new(folder));
        let compiled = compile(&source);
        let is_advised = |code: &str| path.ends_with(ADVISED.0) && code == ADVISED.1;
        let said: Vec<_> = compiled.diagnostics.iter().filter(|found| !is_advised(found.code)).collect();
        assert!(said.is_empty(), "{}: {said:?}", path.display());
        assert!(!compiled.template.resources.is_empty(), "{}", path.display());
    }
}
