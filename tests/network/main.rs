//! Networks hold what they promise, whatever their statements say and in whatever order: what needs a gateway waits for
//! it, a NAT gateway stands in a public subnet, and what comes and goes replaces nothing.
#![cfg(feature = "cli")]
// A test stops where something is missing.
#![allow(clippy::unwrap_used)]

mod deployed;
mod programs;

use deployed::{Deployed, deploy};
use infrac::{Source, compile, template};
use programs::INPUTS;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The template of a program that has no errors.
fn built(text: &str) -> Json {
    let source = Source::new("network.infra", text);
    let compiled = compile(&source);
    let said: Vec<_> = compiled.diagnostics.iter().filter(|one| one.code != "unused-param").collect();
    assert!(said.is_empty(), "{text}\n{said:#?}");
    let mut out = Vec::new();
    template::json(&compiled.template, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// Every way in which the inputs can be chosen.
fn choices() -> impl Iterator<Item = Vec<(&'static str, bool)>> {
    let many = 1 << INPUTS.len();
    (0..many).map(|bits: u32| INPUTS.iter().enumerate().map(|(at, name)| (*name, bits >> at & 1 == 1)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn networks_hold_what_they_promise(program in programs::programs()) {
        let text = program.text();
        let template = built(&text);
        let stacks: Vec<Deployed> = choices().map(|choice| deploy(&template, &choice)).collect();
        for stack in &stacks {
            let problems = stack.problems();
            prop_assert!(problems.is_empty(), "{}\n{:#?}", text, problems);
        }
        for one in &stacks {
            for other in &stacks {
                let replaced = one.replaced(other);
                prop_assert!(replaced.is_empty(), "{}\nreplaced: {:?}", text, replaced);
            }
        }
    }

    #[test]
    fn the_order_of_statements_changes_nothing(program in programs::programs()) {
        let (one, other) = (built(&program.text()), built(&program.turned_around().text()));
        for choice in choices() {
            let (one, other) = (deploy(&one, &choice), deploy(&other, &choice));
            prop_assert_eq!(one.shown(), other.shown(), "{}", program.text());
        }
    }
}

/// The switch of the book's network: off and on again.
#[test]
fn a_nat_gateway_that_comes_and_goes_takes_its_route_with_it_and_nothing_else() {
    let template = built(
        "param a: bool\nvpc main < cidr = 10.0.0.0/16 >\nsubnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a, egress = gw >\nif a < nat gw in public-a >\n",
    );
    let (on, off) = (deploy(&template, &[("A", true)]), deploy(&template, &[("A", false)]));
    let ids = |stack: &Deployed| stack.ids().map(str::to_owned).collect::<BTreeSet<_>>();
    let gone: Vec<String> = ids(&on).difference(&ids(&off)).cloned().collect();
    assert_eq!(gone, ["Gw", "GwElasticIp", "GwRoute"]);
    assert!(ids(&off).is_subset(&ids(&on)));
    assert!(on.replaced(&off).is_empty() && on.changed(&off).is_empty());
}
