//! Ways through generated networks, held against packets that are followed one by one, and laws.

mod made;
mod naive;

use infrac::Source;
use infrac::reason::network::ports::Ports;
use infrac::reason::network::reach::End;
use infrac::reason::relations::Relations;
use infrac::reason::symbol::Place;
use infrac::reason::truth::Truth;
use infrac::template::Template;
use made::{Change, Network, To};
use proptest::prelude::*;

/// What the library says of a template.
fn answered(template: &Template<'_>, from: usize, to: To, port: u16) -> Truth {
    let relations = Relations::new(template, Place::default(), |at| template.resources[at].id.to_string());
    let instance = |number: usize| relations.position(&format!("I{number}")).map(End::Resource);
    let (from, to) = match to {
        To::Instance(to) => (instance(from), instance(to)),
        To::Internet => (instance(from), Some(End::Internet)),
        To::FromInternet => (Some(End::Internet), instance(from)),
    };
    let (Some(from), Some(to)) = (from, to) else { panic!("the instances are there") };
    relations.reach(from, to, Some(Ports::one(port))).truth
}

fn answer(network: &Network, from: usize, to: To, port: u16) -> Truth {
    let source = Source::new("made.json", network.written());
    let read = infrac::template::read(&source);
    assert!(!read.has_errors(), "{:#?}", read.diagnostics);
    answered(&read.template, from, to, port)
}

fn asked() -> impl Strategy<Value = (usize, To, u16)> {
    (0_usize..3, made::to(), prop::sample::select(&[22_u16, 80, 443]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is said of all packets holds for each of them.
    #[test]
    fn ways_are_those_that_packets_find(network in made::network(), (from, to, port) in asked()) {
        let expected = naive::travels(&network, from, to, port);
        let found = answer(&network, from, to, port);
        let is_right = found == Truth::Unknown || expected == Some(found == Truth::Yes);
        prop_assert!(is_right, "{found:?}, not {expected:?}: I{from} {to:?} {port}\n{}", network.written());
    }

    /// Without lists that look at parts, and without detours, nothing is unknown.
    #[test]
    fn plain_networks_are_known(network in made::network(), (from, to, port) in asked()) {
        let network = network.plain();
        let expected = naive::travels(&network, from, to, port);
        let found = answer(&network, from, to, port);
        prop_assert_eq!(expected.map(Truth::from), Some(found), "I{} {:?} {}\n{}", from, to, port, network.written());
    }

    /// A rule more loses nothing; a route more loses nothing but what it is the more specific one for.
    #[test]
    fn what_is_added_loses_nothing(network in made::network(), (from, to, port) in asked(), change in made::change()) {
        let Some(more) = network.with(&change) else { return Ok(()) };
        let (before, after) = (answer(&network, from, to, port), answer(&more, from, to, port));
        let is_special = match &change {
            Change::Rule(..) => false,
            // It may take over what another one led somewhere.
            Change::Route(table, route) => naive::takes_over(&network, *table, route, from, to),
        };
        prop_assert!(is_special || after >= before, "{before:?}, then {after:?} with {change:?}\n{}", more.written());
    }

    /// Nothing works that did not before when something is taken away, but for denials and more specific routes.
    #[test]
    fn what_is_removed_adds_nothing(network in made::network(), (from, to, port) in asked(), which in 0_usize..64) {
        let source = Source::new("made.json", network.written());
        let read = infrac::template::read(&source);
        let before = answered(&read.template, from, to, port);
        let mut less = read.template.clone();
        let at = which % less.resources.len();
        let removed = less.resources.remove(at);
        let is_special = match removed.kind.as_ref() {
            // The instances are what is asked about.
            "AWS::EC2::Instance" => return Ok(()),
            "AWS::EC2::Route" | "AWS::EC2::RouteTable" | "AWS::EC2::NetworkAclEntry" => true,
            // What comes instead is that of the VPC.
            "AWS::EC2::SubnetNetworkAclAssociation" | "AWS::EC2::SubnetRouteTableAssociation" => true,
            _ => false,
        };
        let after = answered(&less, from, to, port);
        prop_assert!(is_special || after != Truth::Yes || before == Truth::Yes, "without {}\n{}", removed.id, network.written());
    }
}
