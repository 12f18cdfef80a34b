//! What no template that is built can show, whatever the program is: each of these is a mistake that a linter may miss and
//! AWS refuses, or that breaks what is deployed.

// A test stops where something is missing.
#![allow(clippy::unwrap_used)]

mod invariants;
mod programs;
mod template;

use infrac::{Source, compile, template as emitted};
use programs::{Random, program};
use template::Template;

/// So many programs are built.
const PROGRAMS: u64 = 400;
/// At least so many of them have no mistake.
const SOUND: usize = 60;

#[test]
fn no_template_shows_what_words_rule_out() {
    let mut sound = 0;
    for seed in 0..PROGRAMS {
        let text = program(&mut Random::new(seed));
        let source = Source::new("program.infra", text.as_str());
        let compiled = compile(&source);
        if compiled.has_errors() {
            continue;
        }
        sound += 1;
        let mut json = Vec::new();
        emitted::json(&compiled.template, &mut json).unwrap();
        let template = Template::of(serde_json::from_slice(&json).unwrap());
        for (name, check) in invariants::ALL {
            let found = check(&template);
            assert!(found.is_empty(), "{name}: {found:?} in the template of\n{text}");
        }
    }
    assert!(sound >= SOUND, "only {sound} of {PROGRAMS} programs build");
}

/// Each invariant refuses the template that shows the mistake, so that none of them holds of everything.
#[test]
fn every_invariant_finds_its_mistake() {
    for (name, check) in invariants::ALL {
        let bad = invariants::mistake(name);
        assert!(!check(&Template::of(bad)).is_empty(), "{name} finds nothing");
    }
}
