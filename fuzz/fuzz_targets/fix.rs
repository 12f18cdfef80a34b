//! Fixes can be applied to whatever they are offered for, and what comes out can be compiled again.
#![no_main]

use infrac::{Source, compile, fix};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.infra", text);
    let compiled = compile(&source);
    for edit in compiled.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits)
    {
        assert!(text.get(edit.span.range()).is_some(), "{edit:?} is no place of the source");
    }
    if let Some(fixed) = fix::apply(text, &compiled.diagnostics) {
        compile(&Source::new("fuzz.infra", fixed));
    }
});
