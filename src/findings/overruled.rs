//! What a policy names and allows, and something else denies: a boundary, a denial, the policy of an endpoint or a key.
//!
//! Who allows everything may mean to deny a part of it elsewhere. What is warned of is named: a resource by its ARN, and
//! actions by their names, or a resource that all of them are denied on.

use super::{Locate, circumstances, forbidden, placed};
use crate::diagnostic::Diagnostic;
use crate::reason::access::actor::{self, Identity};
use crate::reason::access::decision::{self, Considered};
use crate::reason::access::documents::{Document, Policies};
use crate::reason::access::permit::Read;
use crate::reason::access::policy::{Effect, Listed, Statement};
use crate::reason::access::request::{Request, Through};
use crate::reason::deed;
use crate::reason::network::reach::{self, End};
use crate::reason::network::services;
use crate::reason::relations::Relations;
use crate::reason::symbol::Symbol;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::remedies::{Change, Trials, grants, grants::Needed};
use crate::suggest;
use crate::template::{Step, Template};
use crate::words::grant::verbs::{self, On, Verb};

const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";

/// Somebody who is allowed something by name, and denied it.
struct Overruled<'t> {
    needed: Needed,
    verbs: Vec<&'static Verb>,
    /// The statement that allows it.
    allowed: Way<'t>,
    why: String,
    /// What denies it, where that stands somewhere.
    at: Option<Way<'t>>,
}

/// Every such pair that is sure in some case.
pub fn check<'t>(relations: &Relations<'t>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let identities = super::of_kinds(relations, &["AWS::IAM::Role", "AWS::IAM::User"]);
    let targets = targets(relations.template());
    let found = relations.first_of_each(identities, |world, read, identity| {
        let overruled = of_identity(world, read, identity, &targets);
        (!overruled.is_empty()).then_some(overruled)
    });
    let mut trials = Trials::new(relations);
    let mut problems = Vec::new();
    for (overruled, inputs) in &found {
        let inputs = circumstances(inputs, locate);
        problems.extend(overruled.iter().map(|one| problem(&mut trials, one, &inputs, locate)));
    }
    problems
}

/// Everything that somebody is allowed by name and denied.
fn of_identity<'t>(world: &World<'_, 't>, read: &Read<'t>, identity: usize, targets: &[usize]) -> Vec<Overruled<'t>> {
    if world.view.is_there(world.resource(identity)) == Some(false) {
        return Vec::new();
    }
    let policies = read.identity(world, identity);
    let targets = candidates(world, &policies, targets).into_iter();
    let targets = targets.filter(|at| may_be_overruled(world, read, &policies, *at));
    let look = |target: usize| {
        let named = named(world, &policies, target);
        if named.is_empty() { None } else { look(world, read, (identity, target), &named) }
    };
    targets.filter_map(look).collect()
}

/// What can be done something with, whether it is there or not.
fn targets(template: &Template<'_>) -> Vec<usize> {
    let is_one = |kind: &str| services::service_of(kind).is_some() && verbs::of(kind).is_some();
    let all = template.resources.iter().enumerate();
    all.filter(|(_, resource)| is_one(&resource.kind)).map(|(at, _)| at).collect()
}

/// Those that the statements of an identity may name: what they refer to, or what has a name that they begin with.
fn candidates<'t>(world: &World<'_, 't>, policies: &Policies<'t>, targets: &[usize]) -> Vec<usize> {
    let statements = policies.own.iter().filter_map(|one| one.statements.as_ref()).flat_map(|all| all.iter());
    let mut found = Vec::new();
    for statement in statements.filter(|one| one.effect == Some(Effect::Allow)) {
        let Listed::Only(resources) = &statement.resources else { continue };
        for resource in resources {
            found.extend(resource.resources().filter_map(|id| world.view.position(id)));
            if let Some(text) = resource.known() {
                let begins = |at: &usize| world.arn(*at).known().is_some_and(|arn| text.starts_with(arn));
                found.extend(targets.iter().copied().filter(begins));
            }
        }
    }
    found.retain(|at| targets.binary_search(at).is_ok() && world.view.is_there(world.resource(*at)) != Some(false));
    found.sort_unstable();
    found.dedup();
    found
}

fn denies(documents: &[Document<'_>]) -> bool {
    let mut all = documents.iter().filter_map(|one| one.statements.as_ref()).flat_map(|all| all.iter());
    all.any(|statement| statement.effect == Some(Effect::Deny))
}

/// Whether there is anything that overrules. Most of the time there is not.
fn may_be_overruled<'t>(world: &World<'_, 't>, read: &Read<'t>, policies: &Policies<'t>, target: usize) -> bool {
    let key = verbs::of(&world.resource(target).kind).and_then(|one| one.key.first());
    policies.boundary.is_some()
        || key.is_some_and(|property| world.property(target, property).is_some())
        || denies(&policies.own)
        || denies(&read.resource(world, target))
        || world.of_kind(ENDPOINT).iter().any(|at| world.property(*at, "PolicyDocument").is_some())
}

/// The policies of an identity with the statements that allow something on a target by its name, and no others.
fn named<'t>(world: &World<'_, 't>, policies: &Policies<'t>, target: usize) -> Vec<Document<'t>> {
    let ends = ["", "*", "/*", ":*", "/index/*", ":log-stream:*"];
    let arns: Vec<Symbol<'t>> = ends.into_iter().map(|end| world.arn(target).then(Symbol::text(end))).collect();
    let names = |statement: &Statement<'t>| match &statement.resources {
        Listed::Only(all) => all.iter().any(|one| arns.contains(one)),
        Listed::Except(_) | Listed::Absent | Listed::Unknown => false,
    };
    let only = |document: &Document<'t>| {
        let all = document.statements.as_ref()?;
        let own = all.iter().filter(|one| one.effect == Some(Effect::Allow) && names(one));
        let own: Vec<Statement<'t>> = own.cloned().collect();
        (!own.is_empty()).then(|| Document { statements: Some(own.into()), ..document.clone() })
    };
    policies.own.iter().filter_map(only).collect()
}

fn look<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (identity, target): (usize, usize),
    named: &[Document<'t>],
) -> Option<Overruled<'t>> {
    let vocabulary = verbs::of(&world.resource(target).kind)?;
    let meant: Vec<&'static Verb> =
        vocabulary.verbs.iter().filter(|verb| allows(world, named, (identity, target), verb).is_some()).collect();
    for who in askers(world, identity) {
        let found = reach::reach(world, (End::Resource(who), End::Resource(target)), None, &mut Trace::silent());
        if found.truth == Truth::No {
            continue;
        }
        let ask = |verb: &'static Verb, trace: &mut Trace<'t>| {
            deed::may(world, read, (who, target), std::slice::from_ref(verb), &found.through, trace)
        };
        let denied: Vec<&'static Verb> =
            meant.iter().copied().filter(|verb| ask(verb, &mut Trace::silent()) == Truth::No).collect();
        let Some(first) = denied.first().filter(|_| denied.len() == meant.len() || !has_patterns(named)) else {
            continue;
        };
        let mut trace = Trace::written();
        ask(first, &mut trace);
        let steps = trace.into_steps();
        let step = placed(&steps, Truth::No)?;
        let needed = Needed { who, target, identity: Identity::Own(identity) };
        let allowed = allows(world, named, (identity, target), first)?;
        return Some(Overruled { needed, verbs: denied, allowed, why: step.text.clone(), at: step.at.clone() });
    }
    None
}

/// What acts as somebody, or that somebody where nothing does.
fn askers(world: &World<'_, '_>, identity: usize) -> Vec<usize> {
    let all = forbidden::PROGRAMS.iter().flat_map(|kind| world.of_kind(kind)).copied();
    let own: Vec<usize> = all.filter(|at| actor::identity(world, *at) == Some(Identity::Own(identity))).collect();
    if own.is_empty() { vec![identity] } else { own }
}

fn has_patterns(named: &[Document<'_>]) -> bool {
    let mut all = named.iter().filter_map(|one| one.statements.as_ref()).flat_map(|all| all.iter());
    all.any(|statement| match &statement.actions {
        Listed::Only(actions) => actions.iter().any(Symbol::has_stars),
        Listed::Except(_) | Listed::Absent | Listed::Unknown => true,
    })
}

/// The first statement that allows what a verb stands for, where these policies allow all of it.
fn allows<'t>(
    world: &World<'_, 't>,
    named: &[Document<'t>],
    (identity, target): (usize, usize),
    verb: &Verb,
) -> Option<Way<'t>> {
    let principal = actor::principal(world, identity);
    let policies = Policies { own: named.to_vec(), boundary: None };
    let considered = Considered { identity: &policies, resource: &[], by_resource_alone: false };
    let mut place = None;
    for actions in verb.core.iter().filter(|actions| actions.on != On::Everything) {
        let Some(arn) = deed::arn(world, target, actions.on) else { continue };
        for action in actions.names {
            let (through, is_bounded, at) = (&Through::Unknown, false, world.place);
            let request = Request { principal: &principal, action, resource: &arn, through, is_bounded, place: at };
            let mut trace = Trace::written();
            if decision::decide(considered, &request, &mut trace) != Truth::Yes {
                return None;
            }
            place = place.or(trace.into_steps().into_iter().find_map(|step| step.at));
        }
    }
    place
}

fn problem(trials: &mut Trials<'_, '_>, found: &Overruled<'_>, inputs: &str, locate: &dyn Locate) -> Diagnostic {
    let Needed { who, target, .. } = found.needed;
    let (subject, what) = (locate.called(who), locate.called(target));
    let verbs = suggest::all_of(found.verbs.iter().map(|verb| verb.name));
    let message =
        format!("a policy allows {subject} {verbs} on {what}, but {}{inputs}: a request will be denied", found.why);
    let at = locate.place(&found.allowed);
    let mut problem =
        Diagnostic::warning("reachable-but-forbidden", message).label(at, format!("allows {verbs} on {what}"));
    if let Some(way) = found.at.as_ref().filter(|way| locate.place(way) != at) {
        problem = problem.label(locate.place(way), found.why.clone());
    }
    problem.help(help(trials, found, locate))
}

/// A grant, where that is what is missing; or to leave out what denies it.
fn help(trials: &mut Trials<'_, '_>, found: &Overruled<'_>, locate: &dyn Locate) -> String {
    if let Some(help) = grants::help_with(trials, found.needed, &found.verbs[..1], locate) {
        return help;
    }
    let asked = |tried: &Relations<'_>| grants::may(tried, found.needed, found.verbs[0]);
    let resources = &trials.relations.template().resources;
    let mut helps = |way: Way<'_>| trials.is_proved(&[Change::Remove(way)], &asked);
    if let Identity::Own(role) = found.needed.identity
        && helps(Way { resource: role, steps: vec![Step::Key("PermissionsBoundary")] })
    {
        return "let the boundary go as far too: nothing is permitted beyond it".to_owned();
    }
    let endpoint = found.at.as_ref().filter(|way| resources[way.resource].kind == ENDPOINT);
    let policy = |way: &Way<'_>| Way { resource: way.resource, steps: vec![Step::Key("PolicyDocument")] };
    if endpoint.map(policy).is_some_and(&mut helps) {
        return "let it through in the endpoint's policy too".to_owned();
    }
    if found.at.clone().filter(|way| !way.steps.is_empty()).is_some_and(&mut helps) {
        return "leave out what denies it, or make an exception for it there".to_owned();
    }
    "several things deny it: `infrac why` shows each of them".to_owned()
}
