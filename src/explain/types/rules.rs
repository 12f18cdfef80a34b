//! What must be there together, what must not, and the forms that a place may have.

use super::listed::{self, asked};
use crate::schema::{NodeId, Place, Sets};
use serde::Serialize;

/// How deep parts are looked through.
const DEEPEST: usize = 4;

/// What a rule says of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// One group of names is there, and no other.
    ExactlyOne,
    /// One group of names is there, or several are.
    AtLeastOne,
    /// With the first group, the second is there.
    Needs,
    /// With the first group, nothing of the second is there.
    Excludes,
    /// No two items are alike, or alike in these.
    Unique,
    /// Where the first group has certain values, the second is there.
    Where,
    /// Upper and lower case are the same.
    AnyCase,
    /// There is more that the compiler checks.
    More,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// What it says.
    pub rule: RuleKind,
    /// Groups of names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Vec<&'static str>>,
    /// The same as a sentence.
    pub text: String,
}

impl Rule {
    fn new(rule: RuleKind, names: Vec<Vec<&'static str>>) -> Self {
        let all = |group: &Vec<&'static str>| super::listed(group.iter().copied(), "and");
        let any = |group: &Vec<&'static str>| super::listed(group.iter().copied(), "or");
        let groups: Vec<String> = names.iter().map(all).collect();
        let choice = super::listed(groups.iter().map(String::as_str), "or");
        let text = match (rule, names.as_slice()) {
            (RuleKind::ExactlyOne, _) => format!("exactly one of these: {choice}"),
            (RuleKind::AtLeastOne, _) => format!("at least one of these: {choice}"),
            (RuleKind::Needs, [first, rest]) => format!("{} needs {}", all(first), all(rest)),
            (RuleKind::Excludes, [first, rest]) => format!("not both {} and {}", all(first), any(rest)),
            (RuleKind::Unique, [keys]) => format!("no two items have the same {}", all(keys)),
            (RuleKind::Unique, _) => "no two items are alike".to_owned(),
            (RuleKind::AnyCase, _) => "upper and lower case are the same".to_owned(),
            (RuleKind::Needs | RuleKind::Excludes | RuleKind::Where | RuleKind::More, _) => {
                "there are conditions besides, which `infrac check` knows".to_owned()
            }
        };
        Self { rule, names, text }
    }
}

/// The rules of a place.
pub fn of(place: Place) -> Vec<Rule> {
    let mut rules = Vec::new();
    collect(place, 0, &mut rules);
    let mut kept: Vec<Rule> = Vec::new();
    for rule in rules {
        let mirrored = |other: &Rule| {
            rule.rule == RuleKind::Excludes && other.rule == rule.rule && other.names.iter().rev().eq(&rule.names)
        };
        if !kept.iter().any(|other| *other == rule || mirrored(other)) {
            kept.push(rule);
        }
    }
    kept
}

fn collect(place: Place, depth: usize, rules: &mut Vec<Rule>) {
    for layer in place.layers() {
        let Some(sets) = layer.node.sets.as_ref().filter(|_| depth < DEEPEST) else { continue };
        own(sets, rules);
        rules.extend(condition(layer, sets));
        for (kind, group) in [(RuleKind::AtLeastOne, &sets.any), (RuleKind::ExactlyOne, &sets.one)] {
            rules.extend(choice(layer, group).map(|names| Rule::new(kind, names)));
        }
        sets.all.iter().for_each(|id| collect(layer.at(*id), depth + 1, rules));
    }
}

fn own(sets: &Sets, rules: &mut Vec<Rule>) {
    let mut add = |kind, names| rules.push(Rule::new(kind, names));
    let single = |group: &Vec<&'static str>| group.iter().map(|name| vec![*name]).collect::<Vec<_>>();
    let split = |group: &Vec<&'static str>| group.split_first().map(|(first, rest)| vec![vec![*first], rest.to_vec()]);
    sets.one_of.iter().for_each(|group| add(RuleKind::ExactlyOne, single(group)));
    sets.some_of.iter().for_each(|group| add(RuleKind::AtLeastOne, single(group)));
    sets.together.iter().filter_map(split).for_each(|names| add(RuleKind::Needs, names));
    sets.apart.iter().filter_map(split).for_each(|names| add(RuleKind::Excludes, names));
    if !sets.unique_keys.is_empty() {
        add(RuleKind::Unique, vec![sets.unique_keys.clone()]);
    } else if sets.unique {
        add(RuleKind::Unique, Vec::new());
    }
    if sets.any_case {
        add(RuleKind::AnyCase, Vec::new());
    }
    if sets.not.is_some() || sets.contains.is_some() || !sets.with.is_empty() {
        add(RuleKind::More, Vec::new());
    }
}

/// What holds under a condition: said where both are plain.
fn condition(layer: Place, sets: &Sets) -> Option<Rule> {
    let condition = layer.at(sets.condition.0?);
    let more = || Some(Rule::new(RuleKind::More, Vec::new()));
    let (Some(then), None) = (sets.condition.1, sets.condition.2) else { return more() };
    let needed = asked(layer.at(then));
    // What is asked for may be told more of.
    let is_plain =
        |place: Place| place.node.properties.iter().all(|one| one.required) && place.branches().next().is_none();
    let (true, true, false) = (is_plain(condition), is_plain(layer.at(then)), needed.is_empty()) else { return more() };
    match (condition.node.properties.as_slice(), asked(condition)) {
        ([], asked) if !asked.is_empty() => Some(Rule::new(RuleKind::Needs, vec![asked, needed])),
        ([one], asked) if asked == [one.name] && !condition.at(one.node).choices().is_empty() => {
            let values = super::listed(condition.at(one.node).choices().iter().copied(), "or");
            let text = format!("where {} is {values}: {}", one.name, super::listed(needed.iter().copied(), "and"));
            Some(Rule { rule: RuleKind::Where, names: vec![asked, needed], text })
        }
        _ => more(),
    }
}

/// The names that conditions ask for which hold already where nothing is set.
pub fn implied(place: Place) -> Vec<&'static str> {
    let parts = place.layers().flat_map(|layer| {
        let all = layer.node.sets.iter().flat_map(|sets| &sets.all).map(move |id| layer.at(*id));
        std::iter::once(layer).chain(all)
    });
    let names = parts.flat_map(|part| match part.node.sets.as_ref().map(|sets| sets.condition) {
        Some((Some(condition), Some(then), _)) => {
            let condition = part.at(condition);
            let holds = !condition.node.properties.is_empty() && condition.node.sets.is_none();
            if holds && asked(condition).is_empty() { asked(part.at(then)) } else { Vec::new() }
        }
        Some(_) | None => Vec::new(),
    });
    names.collect()
}

/// The names that each alternative asks for, when that is what tells the alternatives apart.
fn choice(layer: Place, group: &[NodeId]) -> Option<Vec<Vec<&'static str>>> {
    let names: Vec<Vec<&'static str>> = group.iter().map(|id| asked(layer.at(*id))).collect();
    let differ = names.iter().enumerate().all(|(at, one)| !one.is_empty() && !names[..at].contains(one));
    (group.len() > 1 && differ).then_some(names)
}

/// The alternatives of a place that are told apart by something else than the names they ask for.
pub fn forms(place: Place) -> Vec<Place> {
    let mut forms = Vec::new();
    for layer in place.layers() {
        let Some(sets) = &layer.node.sets else { continue };
        for group in [&sets.any, &sets.one] {
            if choice(layer, group).is_none() {
                forms.extend(group.iter().map(|id| layer.at(*id)).filter(|form| says(*form)));
            }
        }
    }
    forms
}

/// Whether an alternative says what it looks like.
fn says(place: Place) -> bool {
    let node_says = |layer: Place| {
        let node = layer.node;
        !node.types.is_any() || node.pattern.is_some() || !node.values_of.is_empty() || node.items.is_some()
    };
    place.layers().any(node_says) || !listed::properties(place).is_empty()
}
