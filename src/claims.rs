//! What a source claims with `expect`, held against what its template does.

mod mending;
mod problems;

use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::reason::access::permit::Read;
use crate::reason::network::nodes;
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::End;
use crate::reason::relations::{Answer, Relations};
use crate::reason::symbol::Place;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::reason::{deed, members};
use crate::relations::places::Places;
use crate::remedies::Asked;
use crate::syntax::ast::Name;
use crate::words::expect;
use crate::words::expect::claim::{self, Claim, REACH, Thing};
use crate::words::grant::verbs::{self, Verb};

use mending::Failed;

/// Every claim that does not hold, or that cannot be read.
pub fn check<'a>(places: &Places<'_, 'a>, is_sound: bool) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let links = places.stack.links.iter().filter(|link| std::ptr::eq(link.word, &raw const expect::WORD));
    let read: Vec<Claim<'_, '_>> =
        links.filter_map(|link| claim::read(link, Values::of(places.stack), &mut problems)).collect();
    if read.is_empty() {
        return problems;
    }
    // Of a template with mistakes nothing can be proved.
    let relations = is_sound.then(|| relations(places));
    for claim in &read {
        for (what, verb) in deeds(claim) {
            match deed(verb, what) {
                Ok(doing) => {
                    let relations = relations.iter();
                    problems.extend(relations.flat_map(|relations| one(places, relations, claim, (doing, verb), what)));
                }
                Err(problem) => problems.push(*problem),
            }
        }
    }
    problems
}

/// Something in a claim, and its name.
type Named<'s, 'a> = (Thing<'s, 'a>, Name<'a>);

/// Each thing that a claim is about, with each verb.
fn deeds<'c, 's, 'a>(claim: &'c Claim<'s, 'a>) -> impl Iterator<Item = (Named<'s, 'a>, Name<'a>)> + 'c {
    claim.what.iter().flat_map(|what| claim.verbs.iter().map(|verb| (*what, *verb)))
}

/// The relations of what a source became.
pub fn relations<'p>(places: &'p Places<'_, '_>) -> Relations<'p> {
    let region = places.stack.settings.as_ref().and_then(|settings| settings.entries.text("region"));
    let place = Place { region: region.map(AsRef::as_ref) };
    Relations::new(&places.lowered.template, place, |at| places.called(at))
}

/// What is done: getting there, or what verbs stand for.
#[derive(Debug, Clone, Copy)]
pub enum Doing {
    /// `reach`
    Reach,
    /// Verbs of a type.
    Verbs(&'static [Verb]),
}

impl PartialEq for Doing {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reach, Self::Reach) => true,
            (Self::Verbs(one), Self::Verbs(other)) => std::ptr::eq(*one, *other),
            (Self::Reach | Self::Verbs(_), _) => false,
        }
    }
}

/// What a verb means for something.
pub fn deed(verb: Name<'_>, (thing, name): (Thing<'_, '_>, Name<'_>)) -> Result<Doing, Box<Diagnostic>> {
    if verb.text == REACH {
        return Ok(Doing::Reach);
    }
    let Thing::Declared(declaration) = thing else { return Err(Box::new(problems::only_reached(verb, name))) };
    let Some(vocabulary) = verbs::of(declaration.resource_type()) else {
        return Err(Box::new(problems::no_verbs(verb, declaration)));
    };
    match vocabulary.meaning(verb.text) {
        [] => Err(Box::new(problems::unknown_verb(verb, declaration, vocabulary))),
        verbs => Ok(Doing::Verbs(verbs)),
    }
}

fn one<'p, 'a>(
    places: &'p Places<'_, 'a>,
    relations: &Relations<'p>,
    claim: &Claim<'_, 'a>,
    (doing, verb): (Doing, Name<'a>),
    what: Named<'_, 'a>,
) -> Vec<Diagnostic> {
    let asked = problems::Asked { places, claim, verb, what };
    let Some(to) = end(relations, what.0) else { return vec![problems::not_made(&asked, what.1)] };
    let mut found = Vec::new();
    for (who, name) in &claim.who {
        let Some(from) = end(relations, *who) else {
            found.push(problems::not_made(&asked, *name));
            continue;
        };
        let holds = |relations: &Relations<'_>| self::asked(relations, (from, to), doing, (claim, claim.can)).truth;
        let answer = self::asked(relations, (from, to), doing, (claim, claim.can));
        let failed = Failed { ends: (from, to), doing, ports: claim.ports, can: claim.can, answer: &answer };
        let problem = problems::of(&asked, *name, &answer);
        found.extend(
            problem.map(|problem| mended(relations, problem, &failed, places, &|tried| holds(tried) == Truth::Yes)),
        );
    }
    if claim.only && found.is_empty() {
        found.extend(others(relations, claim, to).into_iter().find_map(|other| {
            let holds = |relations: &Relations<'_>| nobody_else(relations, (other, to), doing, claim).truth;
            let answer = nobody_else(relations, (other, to), doing, claim);
            let failed = Failed { ends: (other, to), doing, ports: claim.ports, can: false, answer: &answer };
            let problem = problems::other(&asked, other, &answer)?;
            Some(mended(relations, problem, &failed, places, &|tried| holds(tried) == Truth::Yes))
        }));
    }
    found
}

/// With what would help in front of the command that shows every step.
fn mended(
    relations: &Relations<'_>,
    problem: Diagnostic,
    failed: &Failed<'_, '_>,
    places: &Places<'_, '_>,
    holds: &Asked<'_>,
) -> Diagnostic {
    if failed.answer.truth != Truth::No {
        return problem;
    }
    let Some(help) = mending::help(relations, failed, places, holds) else { return problem };
    let every = problem.help.clone().unwrap_or_default();
    problem.help(format!("{help}\n{every}"))
}

/// The position of something; none for what the template does not have.
pub fn end(relations: &Relations<'_>, thing: Thing<'_, '_>) -> Option<End> {
    match thing {
        Thing::Internet => Some(End::Internet),
        Thing::Declared(declaration) => relations.position(&declaration.logical_id).map(End::Resource),
    }
}

/// Whether one end can do something with another one: all that the first stands for, with all that the second does. Or
/// whether none of it can.
pub fn can<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    ends: (End, End),
    (doing, ports, can): (Doing, Option<Ports>, bool),
    trace: &mut Trace<'t>,
) -> Truth {
    members::all(world, ends, can, trace, |ends, trace| match (doing, ends) {
        (Doing::Verbs(verbs), (End::Resource(from), End::Resource(to))) => {
            deed::can(world, read, (from, to), verbs, trace).works()
        }
        (Doing::Verbs(_) | Doing::Reach, ends) => deed::reaches(world, ends, ports, trace),
    })
}

/// Where one of them is not there, nothing is claimed.
fn is_absent(world: &World<'_, '_>, end: End) -> bool {
    matches!(end, End::Resource(at) if world.view.is_there(world.resource(at)) == Some(false))
}

/// Whether the claim holds: that it can, or that it cannot.
fn asked<'t>(
    relations: &Relations<'t>,
    ends: (End, End),
    doing: Doing,
    (claim, can): (&Claim<'_, '_>, bool),
) -> Answer<'t> {
    relations.answer(|world, read, trace| {
        if is_absent(world, ends.0) || is_absent(world, ends.1) {
            return Truth::Yes;
        }
        self::can(world, read, ends, (doing, claim.ports, can), trace)
    })
}

/// Whether somebody else cannot, who is none of those that are meant.
fn nobody_else<'t>(
    relations: &Relations<'t>,
    (other, to): (End, End),
    doing: Doing,
    claim: &Claim<'_, '_>,
) -> Answer<'t> {
    let meant: Vec<End> = claim.who.iter().filter_map(|(who, _)| end(relations, *who)).collect();
    relations.answer(|world, read, trace| {
        let is_meant = meant.iter().any(|who| members::has(world, *who, other));
        if is_meant || is_absent(world, other) || is_absent(world, to) {
            return Truth::Yes;
        }
        can(world, read, (other, to), (doing, claim.ports, false), trace)
    })
}

/// Whether a whole claim holds in all cases, as far as it can be read.
pub fn holds(relations: &Relations<'_>, claim: &Claim<'_, '_>) -> Truth {
    let mut truth = Truth::Yes;
    for (what, verb) in deeds(claim) {
        let (Ok(doing), Some(to)) = (deed(verb, what), end(relations, what.0)) else { return Truth::Unknown };
        for (who, _) in &claim.who {
            let Some(from) = end(relations, *who) else { return Truth::Unknown };
            truth = truth.and(asked(relations, (from, to), doing, (claim, claim.can)).truth);
        }
        if claim.only {
            let others = others(relations, claim, to).into_iter();
            truth = truth.and(Truth::all(others.map(|one| nobody_else(relations, (one, to), doing, claim).truth)));
        }
    }
    truth
}

/// Everybody else who might: what is in a network, and the internet.
fn others(relations: &Relations<'_>, claim: &Claim<'_, '_>, to: End) -> Vec<End> {
    let own: Vec<End> = claim.who.iter().filter_map(|(who, _)| end(relations, *who)).collect();
    let mut all: Vec<End> = vec![End::Internet];
    relations.in_any_case(|world: &World<'_, '_>| {
        for at in 0..world.view.template.resources.len() {
            if nodes::connection(world, at).is_some() || world.resource(at).kind == "AWS::IAM::User" {
                all.push(End::Resource(at));
            }
        }
    });
    all.retain(|other| !own.contains(other) && *other != to);
    all
}
