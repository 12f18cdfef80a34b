//! Security groups: whoever names whom, none wait for each other, and no rule hangs on the order of statements.

use infrac::reason::cycles;
use infrac::template::Template;
use infrac::{Compiled, Source, compile};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Groups of a program, and two load balancers whose groups count too.
const GROUPS: [&str; 4] = ["web", "db", "jump", "cache"];
const PEERS: [&str; 9] = ["web", "db", "jump", "cache", "lb", "inner", "server", "10.0.0.0/16", "2001:db8::/32"];
const TRAFFIC: [&str; 6] = ["tcp 80", "ssh", "udp 53", "icmp", "tcp 8000..8010", "all"];

/// Rules of one group: direction, traffic and peer, each once.
fn rules() -> impl Strategy<Value = Vec<String>> {
    let rule = (any::<bool>(), 0..TRAFFIC.len(), 0..PEERS.len());
    btree_set(rule, 0..8).prop_map(|rules| {
        let text = |(out, traffic, peer): (bool, usize, usize)| {
            format!("allow {} {} {}", TRAFFIC[traffic], if out { "to" } else { "from" }, PEERS[peer])
        };
        rules.into_iter().map(text).collect()
    })
}

fn group(name: &str, rules: &[String]) -> String {
    format!("security_group {name} in main <\n  {}\n>", rules.join("\n  "))
}

/// The statements of a program.
fn statements(groups: &[Vec<String>]) -> Vec<String> {
    let network = [
        "vpc main < cidr = 10.0.0.0/16 >",
        "subnet a in main < cidr = 10.0.0.0/20, zone = a, public = yes >",
        "subnet c in main < cidr = 10.0.16.0/20, zone = c, public = yes >",
        "instance server < image = \"ami-0123456789abcdef0\", type = t3.nano, subnet = a, security_groups = [web] >",
        "load_balancer lb in a, c < listen http 80 to server port 3000 >",
        "load_balancer inner in a, c < security_groups = [db], listen http 81 to server >",
    ];
    let groups = GROUPS.iter().zip(groups).map(|(name, rules)| group(name, rules));
    network.iter().map(|text| (*text).to_owned()).chain(groups).collect()
}

fn source(statements: &[String]) -> Source {
    Source::new("groups.infra", statements.join("\n") + "\n")
}

/// Everything in a template, by id.
fn by_id(template: &Template<'_>) -> BTreeMap<String, String> {
    let shown = |one: &infrac::template::Resource<'_>| format!("{:?} {:?}", one.attributes, one.properties);
    template.resources.iter().map(|one| (one.id.to_string(), shown(one))).collect()
}

fn is_sound(compiled: &Compiled<'_>) -> Result<(), TestCaseError> {
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|found| found.is_error()).collect();
    prop_assert!(errors.is_empty(), "{errors:#?}");
    let resources = &compiled.template.resources;
    let place = |id: &str| resources.iter().position(|one| one.id == id);
    let cycle = cycles::first(&compiled.template, place);
    prop_assert!(cycle.is_none(), "{:?}", cycle.map(|all| all.iter().map(|at| &resources[*at].id).collect::<Vec<_>>()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn groups_never_wait_for_each_other(groups in vec(rules(), GROUPS.len())) {
        let source = source(&statements(&groups));
        is_sound(&compile(&source))?;
    }

    #[test]
    fn rules_do_not_hang_on_the_order_of_statements(
        groups in vec(rules(), GROUPS.len()),
        turn in 0..10_usize,
    ) {
        let statements = statements(&groups);
        let mut turned = statements.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let (one, other) = (source(&statements), source(&turned));
        let (one, other) = (compile(&one), compile(&other));
        is_sound(&other)?;
        prop_assert_eq!(by_id(&one.template), by_id(&other.template));
    }
}
