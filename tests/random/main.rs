//! Whatever the text, compiling it holds its promises.
#![cfg(feature = "cli")]

mod laws;
#[path = "../format/laws.rs"]
mod layout;
#[path = "../format/scan.rs"]
mod scan;
mod texts;

use infrac::compile;
use infrac::words::WORDS;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_text(text in texts::noise()) {
        laws::hold(&text)?;
    }

    #[test]
    fn any_soup_of_tokens(text in texts::soup(40)) {
        laws::hold(&text)?;
    }

    #[test]
    fn any_mutation_of_a_program(text in texts::mutated()) {
        laws::hold(&text)?;
    }

    #[test]
    fn any_program_of_statements_and_soup(text in texts::sprinkled()) {
        laws::hold(&text)?;
    }
}

proptest! {
    #![proptest_config(config(800))]

    #[test]
    fn a_broken_statement_costs_its_neighbours_nothing(broken in texts::broken_statements()) {
        let text = format!("bucket \"the-first-one\"\n{broken}\nbucket \"the-last-one\"\n");
        let source = texts::source(&text);
        let compiled = compile(&source);
        for id in ["TheFirstOne", "TheLastOne"] {
            let found = compiled.template.resources.iter().any(|resource| resource.id == id);
            prop_assert!(found, "{} is lost in:\n{}\n{:#?}", id, text, compiled.diagnostics);
        }
    }
}

#[test]
fn the_programs_that_are_mutated_are_valid() {
    for text in texts::programs() {
        let source = texts::source(text);
        let compiled = compile(&source);
        assert!(!compiled.has_errors(), "{text}\n{:#?}", compiled.diagnostics);
    }
    assert!(texts::programs().count() > WORDS.len());
}
