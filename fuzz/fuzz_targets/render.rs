//! Whatever is wrong with some bytes, it can be shown in every format.
#![no_main]

use infrac::cli::render::{MessageFormat, Style, render};
use infrac::compile;
use infrac::syntax::inspect;
use libfuzzer_sys::fuzz_target;

const FORMATS: [MessageFormat; 5] =
    [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Sarif, MessageFormat::Github];

fuzz_target!(|bytes: &[u8]| {
    let (source, diagnostics) = match inspect::decode("fuzz.infra", bytes.to_vec()) {
        Ok(source) => {
            let diagnostics = compile(&source).diagnostics;
            (source, diagnostics)
        }
        Err(unreadable) => unreadable,
    };
    for narrated in [false, true] {
        let style = Style { narrated, ..Style::plain() };
        for format in FORMATS {
            let mut out = Vec::new();
            render(format, &style, &[(&source, &diagnostics)], &mut out).expect("a vector takes everything");
            let text = String::from_utf8(out).expect("messages are UTF-8");
            assert!(!text.contains('\u{1b}'), "{format:?} lets a control character through");
        }
    }
});
