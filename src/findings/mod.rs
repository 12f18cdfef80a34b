//! What a template's relations say without being asked: what is permitted and hangs, what anybody can reach, and gateways
//! that lead nowhere.

mod exposed;
mod forbidden;
mod gateways;
mod overruled;
mod public_policy;
mod unreachable;

use crate::diagnostic::Diagnostic;
use crate::reason::conditions::Circumstance;
use crate::reason::relations::Relations;
use crate::reason::trace::{Step, Way};
use crate::reason::truth::Truth;
use crate::reason::{mentions, presence};
use crate::source::Span;
use crate::template::Template;

/// Where the parts of a template stand in what somebody wrote, and how they are called there.
pub trait Locate {
    /// How a resource is called, by its position.
    fn called(&self, at: usize) -> String;
    /// Where a place of the template stands.
    fn place(&self, way: &Way<'_>) -> Span;
    /// Where a resource is named at a place of the template.
    fn named(&self, way: &Way<'_>, _target: usize) -> Span {
        self.place(way)
    }
    /// How an input is called, by its logical id.
    fn input(&self, id: &str) -> String;
    /// Whether words of the language can be offered, not types of CloudFormation.
    fn has_words(&self) -> bool;
}

/// Types without which nothing is reachable or not.
const NETWORKS: [&str; 3] = ["AWS::EC2::Subnet", "AWS::EC2::NatGateway", "AWS::EC2::InternetGateway"];

/// Everything there is to say of a template, whose relations are worked out when there is something to find.
pub fn check<'t>(
    template: &'t Template<'t>,
    relations: impl FnOnce() -> Relations<'t>,
    locate: &dyn Locate,
) -> Vec<Diagnostic> {
    let has = |kinds: &[&str]| template.resources.iter().any(|resource| kinds.contains(&resource.kind.as_ref()));
    let (has_networks, has_policies) = (has(&NETWORKS), public_policy::may_allow(template));
    let has_identities = has(&["AWS::IAM::Role", "AWS::IAM::User"]);
    let has_programs = template.resources.iter().any(|resource| mentions::are_in(&resource.kind));
    if !has_networks && !has_policies && !has_programs && !has_identities {
        return Vec::new();
    }
    let relations = relations();
    let mut found = Vec::new();
    if has_networks {
        found.extend(unreachable::check(&relations, locate));
        found.extend(exposed::check(&relations, locate));
        found.extend(gateways::check(&relations, locate));
    }
    if has_identities {
        found.extend(overruled::check(&relations, locate));
    }
    if has_programs {
        found.extend(forbidden::check(&relations, locate));
    }
    if has_policies {
        found.extend(public_policy::check(&relations, locate));
    }
    found
}

/// The positions of the resources of some types, whether they are there or not: those of one type after those of another.
fn of_kinds(relations: &Relations<'_>, kinds: &[&str]) -> impl Iterator<Item = usize> {
    let resources = &relations.template().resources;
    let of = |kind| resources.iter().enumerate().filter(move |(_, one)| one.kind == kind).map(|(at, _)| at);
    kinds.iter().flat_map(|kind| of(*kind)).collect::<Vec<_>>().into_iter()
}

/// With which inputs something is so, as the end of a sentence.
fn circumstances(all: &[Circumstance], locate: &dyn Locate) -> String {
    if all.is_empty() {
        return String::new();
    }
    let told = presence::example(all, &|input| locate.input(input));
    told.strip_prefix("not there").map_or_else(String::new, str::to_owned)
}

/// The step that decides, as deep as it goes.
pub fn deciding<'s, 't>(steps: &'s [Step<'t>], truth: Truth) -> Option<&'s Step<'t>> {
    let step = steps.iter().rev().find(|step| step.truth == truth)?;
    deciding(&step.steps, truth).or(Some(step))
}

/// The same, as deep as steps rest on a place, where one does.
pub fn placed<'s, 't>(steps: &'s [Step<'t>], truth: Truth) -> Option<&'s Step<'t>> {
    let step = steps.iter().rev().find(|step| step.truth == truth)?;
    placed(&step.steps, truth).filter(|inner| inner.at.is_some()).or(Some(step))
}

/// Several names as a sentence has them.
pub fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
