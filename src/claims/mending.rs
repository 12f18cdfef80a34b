//! What would make a claim hold, each tried on a copy of the template.

use super::Doing;
use crate::findings::Locate;
use crate::reason::access::actor;
use crate::reason::members;
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::{self, End};
use crate::reason::relations::{Answer, Relations};
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::remedies::{self, Asked, Remedy, Trials, grants, grants::Needed, rules, ways};
use crate::words::grant::verbs::Verb;

/// A claim that fails: between which ends, what is claimed, and the answer.
pub struct Failed<'f, 't> {
    pub ends: (End, End),
    pub doing: Doing,
    pub ports: Option<Ports>,
    /// Whether it should.
    pub can: bool,
    pub answer: &'f Answer<'t>,
}

/// What to write, cheapest first; nothing where nothing of it helps.
pub fn help(
    relations: &Relations<'_>,
    failed: &Failed<'_, '_>,
    locate: &dyn Locate,
    holds: &Asked<'_>,
) -> Option<String> {
    let mut trials = Trials::new(relations);
    let help = trials.help(candidates(relations, failed, locate), holds);
    let help = if help.is_empty() { None } else { Some(help) };
    help.or_else(|| grant(&mut trials, failed, locate))
}

fn candidates<'c>(relations: &Relations<'_>, failed: &Failed<'c, '_>, locate: &dyn Locate) -> Vec<Remedy<'c>> {
    if !failed.can {
        let kind = |at: usize| relations.template().resources[at].kind.to_string();
        let step = rules::that_let_in(&failed.answer.steps, &kind);
        return step.and_then(|step| step.at.as_ref()).map(rules::without).into_iter().collect();
    }
    let found = remedies::in_first_case(relations, |world| {
        let (sources, targets) = (members::of(world, failed.ends.0), members::of(world, failed.ends.1));
        let who: Vec<usize> = sources.iter().filter_map(|end| resource(*end)).collect();
        match targets.first() {
            Some(End::Internet) => ways::to(world, (&who, None), locate),
            Some(End::Resource(at)) => match reach::service(world, *at) {
                Some(service) => ways::to(world, (&who, Some(service)), locate),
                None => rules::letting_in(world, failed.ends, failed.ports, locate).into_iter().collect(),
            },
            Some(End::Service(_)) | None => Vec::new(),
        }
    });
    found.unwrap_or_default()
}

fn resource(end: End) -> Option<usize> {
    match end {
        End::Resource(at) => Some(at),
        End::Internet | End::Service(_) => None,
    }
}

/// A permission, where that is what is missing.
fn grant(trials: &mut Trials<'_, '_>, failed: &Failed<'_, '_>, locate: &dyn Locate) -> Option<String> {
    let (Doing::Verbs(verbs), true) = (failed.doing, failed.can) else { return None };
    let needed = remedies::in_first_case(trials.relations, |world| first_without(world, failed.ends)).flatten();
    let verbs: Vec<&'static Verb> = verbs.iter().collect();
    grants::help_with(trials, needed?, &verbs, locate)
}

fn first_without(world: &World<'_, '_>, ends: (End, End)) -> Option<Needed> {
    let target = resource(*members::of(world, ends.1).first()?)?;
    members::of(world, ends.0).into_iter().find_map(|end| {
        let who = resource(end)?;
        let found = reach::reach(world, (end, End::Resource(target)), None, &mut Trace::silent());
        let identity = actor::identity(world, who)?;
        (found.truth != Truth::No).then_some(Needed { who, target, identity })
    })
}
