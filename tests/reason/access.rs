//! IAM's decisions about generated policies, held against a second evaluator that shares nothing with the first, and laws.

mod made;
mod naive;

use crate::ask::truth_of;
use infrac::Source;
use infrac::reason::truth::Truth;
use made::{Asked, Made, Place, Written};
use proptest::prelude::*;

/// What the library says about a template that was made.
fn answered(written: Written) -> Truth {
    let source = Source::new("made.json", written.text.clone());
    let read = infrac::template::read(&source);
    assert!(!read.has_errors(), "{:#?}\n{}", read.diagnostics, written.text);
    truth_of(&read.template, written.asked)
}

fn answer(made: &Made, asked: &Asked) -> Truth {
    answered(made.written(asked, &[]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Where everything is written out, both say the same, and nothing is unknown.
    #[test]
    fn decisions_are_those_of_the_naive_evaluator((made, asked) in (made::any(), made::asked())) {
        if let Some(expected) = naive::is_allowed(&made, &asked) {
            let found = answer(&made, &asked);
            prop_assert_eq!(found, Truth::from(expected), "{:#?}\n{:#?}\n{}", asked, made, made.written(&asked, &[]).text);
        }
    }

    /// Where parts of texts come from parameters, what is said holds for what these are.
    #[test]
    fn what_is_said_of_hidden_texts_holds_for_them(
        ((made, asked), hidden) in ((made::any(), made::asked()), prop::collection::vec((0_usize..40, 0_usize..6, 1_usize..8), 1..4))
    ) {
        if let Some(expected) = naive::is_allowed(&made, &asked) {
            let written = made.written(&asked, &hidden);
            let text = written.text.clone();
            let found = answered(written);
            prop_assert!(found == Truth::Unknown || found == Truth::from(expected), "{found:?}, not {expected}\n{text}");
        }
    }

    /// A denial more, anywhere, permits nothing more; an allowance more forbids nothing.
    #[test]
    fn a_denial_never_permits_and_an_allowance_never_forbids(
        (made, asked) in (made::any(), made::asked()), added in made::statement(), place in made::place()
    ) {
        let before = answer(&made, &asked);
        let more = made.with(place, added.clone().denying());
        prop_assert!(answer(&more, &asked) <= before, "{:#?}", more);
        // An endpoint without a policy lets everything through, and a role without a boundary has no limit.
        if !matches!(place, Place::Boundary | Place::Endpoint) || made.has(place) {
            let more = made.with(place, added.allowing());
            prop_assert!(answer(&more, &asked) >= before, "{:#?}", more);
        }
    }

    /// What is not there allows nothing, and denies nothing.
    #[test]
    fn a_statement_less_changes_no_more_than_it_says((made, asked) in (made::any(), made::asked()), which in 0_usize..12) {
        let Some((less, was_denial)) = made.without(which) else { return Ok(()) };
        let (before, after) = (answer(&made, &asked), answer(&less, &asked));
        prop_assert!(if was_denial { after >= before } else { after <= before }, "{:#?}", made);
    }
}
