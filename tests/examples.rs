//! Every example compiles without a word. `.ci/run` has cfn-lint judge their templates.

use std::fs;
use std::path::Path;

#[test]
fn every_example_compiles_without_a_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the examples can be read") {
        let path = entry.expect("an entry can be read").path();
        assert!(path.extension().is_some_and(|ending| ending == "infra"), "{} is no example", path.display());
        let source = infrac::Source::new("example", fs::read_to_string(&path).expect("an example can be read"));
        let compiled = infrac::compile(&source);
        assert_eq!(compiled.diagnostics, [], "{}", path.display());
        assert!(!compiled.template.resources.is_empty(), "{}", path.display());
        count += 1;
    }
    assert!(count >= 3);
}
