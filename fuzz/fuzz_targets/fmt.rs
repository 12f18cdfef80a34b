//! Whatever has a layout keeps it, compiles to what it did before, and is said the same about.
#![no_main]

use infrac::format::format;
use infrac::{Compiled, Source, compile, template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.infra", text);
    let Ok(laid_out) = format(&source) else { return };
    let after = Source::new("fuzz.infra", laid_out);
    assert_eq!(format(&after).as_deref(), Ok(after.text()));
    let (one, two) = (compile(&source), compile(&after));
    assert_eq!(codes(&one), codes(&two));
    if !one.has_errors() {
        assert_eq!(json(&one), json(&two));
    }
});

fn codes(compiled: &Compiled) -> Vec<&'static str> {
    let mut codes: Vec<_> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes
}

fn json(compiled: &Compiled) -> Vec<u8> {
    let mut json = Vec::new();
    template::json(&compiled.template, &mut json).expect("a template is JSON");
    json
}
