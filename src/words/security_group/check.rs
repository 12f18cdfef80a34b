//! What EC2 refuses of a security group's rules, and what lets in more than was meant.

use super::peer::Who;
use super::rule::{self, Rule};
use super::services;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use rustc_hash::FxHashMap;

/// Rules of one direction and one kind of address that a group may have, before and after AWS has raised the quota of
/// the account. From the page "Amazon VPC quotas" of the Amazon VPC User Guide.
const MAX_RULES: (usize, usize) = (60, 1_000);

/// Rules each once: two that exclude each other become one that holds in both cases, and so do those of two things that
/// have one group.
pub fn once<'a>(rules: Vec<Rule<'a>>, to: &mut Lowering<'_, 'a>) -> Vec<Rule<'a>> {
    let mut kept: Vec<Rule<'a>> = Vec::with_capacity(rules.len());
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for rule in rules {
        let Some(first) = seen.get(&rule.key()).map(|at| &mut kept[*at]) else {
            seen.insert(rule.key(), kept.len());
            kept.push(rule);
            continue;
        };
        let is_shared = first.peer.is_member || rule.peer.is_member;
        if is_shared || to.exclude(&[&first.condition, &rule.condition]) {
            first.condition = to.any_of([first.condition.take(), rule.condition]);
        } else {
            to.report(rule::twice(&rule, first));
        }
    }
    kept
}

/// What is wrong with rules that are each all right.
pub fn together<'a>(declaration: &Declaration<'a>, rules: &[Rule<'a>], to: &mut Lowering<'_, 'a>) {
    for out in [false, true] {
        // A group or a list counts for both kinds of address.
        let of = |six: bool| {
            let counts = move |rule: &&Rule<'a>| match rule.peer.who {
                Who::Block(_) => !six,
                Who::Block6(_) => six,
                Who::List(_) | Who::Group(_) => true,
            };
            rules.iter().filter(move |rule| rule.out == out).filter(counts)
        };
        let (four, six) = (of(false).count(), of(true).count());
        if let Some(extra) = of(six > four).nth(MAX_RULES.0) {
            to.report(too_many(declaration, four.max(six), out, extra));
        }
    }
    let mut said = Vec::new();
    for rule in rules {
        if let Some(problem) = open(rule).filter(|_| !said.contains(&rule.span)) {
            said.push(rule.span);
            to.report(problem);
        }
    }
}

fn too_many(declaration: &Declaration<'_>, count: usize, out: bool, extra: &Rule<'_>) -> Diagnostic {
    let (usual, most) = MAX_RULES;
    let way = if out { "outbound" } else { "inbound" };
    let message = format!("`{}` has {count} {way} rules", declaration.handle.text);
    let problem = if count > most {
        Diagnostic::error("many-rules", format!("{message}, and a security group takes at most {most}"))
    } else {
        Diagnostic::warning("many-rules", format!("{message}, and an account's quota is {usual} unless AWS raised it"))
    };
    problem
        .label(extra.peer.span, format!("rule {} is here", usual + 1))
        .help("name a larger block, a security group, or a prefix list; or use a second group")
}

/// A rule that lets everybody in the world reach what only few should.
fn open(rule: &Rule<'_>) -> Option<Diagnostic> {
    if rule.out || !rule.peer.who.is_everybody() {
        return None;
    }
    let (from, last) = rule.traffic.range()?;
    let found = services::guarded(rule.traffic.protocol, from, last)?;
    let (what, risk) = match (from == last, last - from) {
        (true, _) => (rule.traffic.shown.clone(), found.risk),
        (false, 65_535) => (rule.traffic.shown.clone(), "try whatever listens"),
        (false, _) => (format!("{}, {} among it,", rule.traffic.shown, found.name), found.risk),
    };
    let help = match found.name {
        "ssh" | "rdp" => {
            "name who needs it: from 203.0.113.7/32, or from a jump server; AWS Systems Manager logs in without an open port"
        }
        _ => "name who needs it, such as the security group of the servers that use it: from web",
    };
    let message = format!("{what} is open to the whole internet, where anybody can {risk}");
    let problem = Diagnostic::warning("open-to-the-world", message).label(rule.peer.span, "everybody");
    Some(problem.label(rule.traffic.span, "reaches this").help(help))
}
