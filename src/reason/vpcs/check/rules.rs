//! Rules of security groups, in the groups and by themselves.

use super::{At, Check, Finding};
use crate::diagnostic::Diagnostic;
use crate::reason::firewall::{self, EVERYWHERE, MAX_PORT, MAX_RULES};
use crate::reason::vpcs::Thing;
use crate::template::{Entry, Step, Value};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

const GROUP: &str = "AWS::EC2::SecurityGroup";
/// Lists in a group, types of resources, and whether the traffic goes out.
const LISTS: [(&str, bool); 2] = [("SecurityGroupIngress", false), ("SecurityGroupEgress", true)];
const ALONE: [(&str, bool); 2] = [("AWS::EC2::SecurityGroupIngress", false), ("AWS::EC2::SecurityGroupEgress", true)];
/// Properties that name who is at the other end, and what kinds of address that may have.
const PEERS: [(&str, bool, bool); 6] = [
    ("CidrIp", true, false),
    ("CidrIpv6", false, true),
    ("SourcePrefixListId", true, true),
    ("DestinationPrefixListId", true, true),
    ("SourceSecurityGroupId", true, true),
    ("DestinationSecurityGroupId", true, true),
];
/// Protocols by their numbers.
const NUMBERS: [(&str, &str); 4] = [("1", "icmp"), ("6", "tcp"), ("17", "udp"), ("58", "icmpv6")];

/// A rule, as far as it is written out.
struct Rule<'t> {
    by: usize,
    way: Vec<Step<'t>>,
    group: Thing<'t>,
    out: bool,
    protocol: &'t str,
    /// The property that names who is at the other end, and its value.
    peer: (&'static str, &'t Value<'t>),
    ports: Option<(i64, i64)>,
}

pub fn check(check: &mut Check<'_, '_>) {
    let rules = all(check);
    for rule in rules.iter().filter(|rule| !(check.said)(rule.by)) {
        let found = [ports(rule), open(rule)];
        check.found.extend(found.into_iter().flatten());
    }
    twice(&rules, check);
    many(&rules, check);
}

/// Rules of which everything is known that EC2 compares.
fn all<'t>(check: &Check<'_, 't>) -> Vec<Rule<'t>> {
    let networks = check.networks;
    let mut found = Vec::new();
    for by in networks.all(GROUP) {
        for (list, out) in LISTS {
            let Some(Value::List(items)) = networks.resources[by].get(list) else { continue };
            for (index, item) in items.iter().enumerate() {
                let Value::Map(entries) = item else { continue };
                let way = vec![Step::Key("Properties"), Step::Key(list), Step::Item(index)];
                found.extend(rule(by, way, Thing::Own(by), out, entries));
            }
        }
    }
    for (kind, out) in ALONE {
        for by in networks.all(kind) {
            let Some(group) = networks.named(by, "GroupId") else { continue };
            found.extend(rule(by, vec![Step::Key("Properties")], group, out, &networks.resources[by].properties));
        }
    }
    found
}

fn rule<'t>(by: usize, way: Vec<Step<'t>>, group: Thing<'t>, out: bool, entries: &'t [Entry<'t>]) -> Option<Rule<'t>> {
    let get = |key: &str| entries.iter().find(|(known, _)| known == key).map(|(_, value)| value);
    let Some(Value::Text(protocol)) = get("IpProtocol") else { return None };
    let protocol = NUMBERS.iter().find(|(number, _)| number == protocol).map_or(protocol.as_ref(), |(_, name)| name);
    let port = |key: &str| match get(key) {
        Some(Value::Int(port)) => Some(*port),
        Some(Value::Text(port)) => port.parse().ok(),
        _ => None,
    };
    let ports = if protocol == "-1" { Some((0, MAX_PORT)) } else { port("FromPort").zip(port("ToPort")) };
    let peer = PEERS.iter().find_map(|(name, ..)| get(name).map(|value| (*name, value)))?;
    Some(Rule { by, way, group, out, protocol, peer, ports })
}

impl<'t> Rule<'t> {
    fn at(&self, property: Option<&'static str>, label: &str) -> At<'t> {
        let way = self.way.iter().copied().chain(property.map(Step::Key)).collect();
        At { resource: self.by, way, named: Vec::new(), label: label.to_owned() }
    }

    /// For people: `tcp 80`.
    fn traffic(&self) -> String {
        match (self.protocol, self.ports) {
            ("-1", _) => "all traffic".to_owned(),
            ("tcp" | "udp", Some((from, to))) if from == to => format!("{} {from}", self.protocol),
            ("tcp" | "udp", Some((from, to))) => format!("{} {from}..{to}", self.protocol),
            (other, _) => other.to_owned(),
        }
    }

    fn has_ports(&self) -> bool {
        matches!(self.protocol, "tcp" | "udp")
    }
}

/// Ports that are none, and those that go down.
fn ports<'t>(rule: &Rule<'t>) -> Option<Finding<'t>> {
    let (from, to) = rule.ports.filter(|_| rule.has_ports())?;
    if let Some((property, wrong)) = [("FromPort", from), ("ToPort", to)].into_iter().find(|(_, port)| *port > MAX_PORT)
    {
        let problem =
            Diagnostic::error("out-of-range", format!("a port is a number from 0 to {MAX_PORT}, found {wrong}"));
        let problem = problem.help("write the port that the service listens on");
        return Some(Finding::new(problem, [rule.at(Some(property), "no port has this number")]));
    }
    (from > to && to >= 0).then(|| {
        let problem = Diagnostic::error("out-of-range", format!("the ports go from {from} down to {to}"));
        let places = [rule.at(Some("FromPort"), "the larger one"), rule.at(Some("ToPort"), "the smaller one")];
        Finding::new(problem.help("write the smaller one first"), places)
    })
}

/// A port that everybody reaches and only few should.
fn open<'t>(rule: &Rule<'t>) -> Option<Finding<'t>> {
    let (property, Value::Text(block)) = rule.peer else { return None };
    if rule.out || !EVERYWHERE.contains(&block.as_ref()) {
        return None;
    }
    let problem = firewall::open(rule.protocol, rule.ports?, &rule.traffic())?;
    Some(Finding::new(problem, [rule.at(Some(property), "everybody")]))
}

fn twice<'t>(rules: &[Rule<'t>], check: &mut Check<'_, 't>) {
    let mut first: FxHashMap<_, Vec<&Rule<'t>>> = FxHashMap::default();
    for rule in rules.iter().filter(|rule| rule.ports.is_some() || !rule.has_ports()) {
        let peer: Cow<'_, str> = match rule.peer.1 {
            Value::Text(text) => text.as_ref().into(),
            other => format!("{other:?}").into(),
        };
        let before = first.entry((rule.group, rule.out, rule.protocol, rule.peer.0, peer, rule.ports)).or_default();
        let is_said = |other: &Rule<'_>| (check.said)(rule.by) && (check.said)(other.by);
        if let Some(other) = before.iter().find(|other| !is_said(other) && check.together(rule.by, other.by)) {
            let way = if rule.out { "to" } else { "from" };
            let peer = match rule.peer.1 {
                Value::Text(text) => format!(" {way} {text}"),
                other => check
                    .networks
                    .thing(other)
                    .map(|thing| format!(" {way} {}", name(thing, check)))
                    .unwrap_or_default(),
            };
            let problem = firewall::duplicate(&format!("{}{peer}", rule.traffic()));
            check.found.push(Finding::new(problem, [rule.at(None, "again here"), other.at(None, "first here")]));
        }
        before.push(rule);
    }
}

fn name(of: Thing<'_>, check: &Check<'_, '_>) -> String {
    match of {
        Thing::Own(at) => (check.called)(at),
        Thing::Id(id) | Thing::Input(id) => format!("`{id}`"),
    }
}

/// More rules than a group may have, of each direction and kind of address.
fn many<'t>(rules: &[Rule<'t>], check: &mut Check<'_, 't>) {
    let mut sides: FxHashMap<(usize, bool), Vec<&Rule<'t>>> = FxHashMap::default();
    for rule in rules {
        if let Thing::Own(group) = rule.group {
            sides.entry((group, rule.out)).or_default().push(rule);
        }
    }
    // What has few rules altogether has few of each kind.
    sides.retain(|(group, _), rules| rules.len() > MAX_RULES.0 && !(check.said)(*group));
    for (group, out) in check.networks.all(GROUP).flat_map(|group| [(group, false), (group, true)]) {
        let Some(rules) = sides.get(&(group, out)) else { continue };
        let [four, six] = [false, true].map(|six| {
            let counts = |rule: &&&Rule<'t>| {
                PEERS.iter().any(|(name, four, has_six)| *name == rule.peer.0 && if six { *has_six } else { *four })
            };
            rules.iter().filter(counts).copied().collect::<Vec<_>>()
        });
        let most = if six.len() > four.len() { six } else { four };
        if let Some(problem) = firewall::many(&(check.called)(group), most.len(), out)
            && let Some(extra) = most.get(MAX_RULES.0)
        {
            check.found.push(Finding::new(problem, [extra.at(None, &format!("rule {} is here", MAX_RULES.0 + 1))]));
        }
    }
}
