//! What EC2 refuses of a security group's rules, and what lets in more than was meant.

use super::peer::Who;
use super::rule::{self, Rule};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::reason::firewall::{self, MAX_RULES};
use rustc_hash::FxHashMap;

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
        let name = format!("`{}`", declaration.handle.text);
        if let Some(problem) = firewall::many(&name, four.max(six), out)
            && let Some(extra) = of(six > four).nth(MAX_RULES.0)
        {
            to.report(problem.label(extra.peer.span, format!("rule {} is here", MAX_RULES.0 + 1)));
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

/// A rule that lets everybody in the world reach what only few should.
fn open(rule: &Rule<'_>) -> Option<Diagnostic> {
    if rule.out || !rule.peer.who.is_everybody() {
        return None;
    }
    let problem = firewall::open(rule.traffic.protocol, rule.traffic.range()?, &rule.traffic.shown)?;
    Some(problem.label(rule.peer.span, "everybody").label(rule.traffic.span, "reaches this"))
}
