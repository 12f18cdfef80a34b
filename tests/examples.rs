//! Every example compiles without a word, to the template that is pinned beside this file. `.ci/run` has cfn-lint and checkov
//! judge the templates.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use infrac::{Source, compile, template};
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

/// An example's name: of its file, or of the folder of `main.infra`.
fn name(path: &Path) -> String {
    let named = if path.ends_with("main.infra") { path.parent().unwrap_or(path) } else { path };
    named.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
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
        let mut yaml = Vec::new();
        template::yaml(&compiled.template, &mut yaml).expect("a vector takes everything");
        let yaml = String::from_utf8(yaml).expect("YAML is UTF-8");
        insta::assert_snapshot!(name(&path), yaml);
    }
}
