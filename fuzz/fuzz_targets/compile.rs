//! Bytes become a template or diagnostics, and both keep their promises.
#![no_main]

use infrac::syntax::inspect;
use infrac::{compile, template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = inspect::decode("fuzz.infra", bytes.to_vec()) else { return };
    let compiled = compile(&source);
    for label in compiled.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(source.text().get(label.span.range()).is_some(), "{label:?} is no place of the source");
    }
    if !compiled.has_errors() {
        // Writing to a vector fails only when the template cannot be written at all.
        template::json(&compiled.template, Vec::new()).expect("a template is JSON");
        template::yaml(&compiled.template, Vec::new()).expect("a template is YAML");
    }
});
