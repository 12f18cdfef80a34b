//! What a program is told of and may do nothing with: a request arrives, and is denied.
//!
//! A program that only has a name may do anything with it, so that any one action which may be allowed ends the search.

use super::{Locate, circumstances, placed};
use crate::catalog::iam;
use crate::diagnostic::Diagnostic;
use crate::reason::access::actor::{self, Identity};
use crate::reason::access::permit::{self, Deed, Read};
use crate::reason::conditions::Circumstance;
use crate::reason::deed;
use crate::reason::mentions::{self, Mention};
use crate::reason::network::reach::{self, End};
use crate::reason::network::services;
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::remedies::Trials;
use crate::remedies::grants::{self, Needed};
use crate::words::grant::verbs::{self, On, Vocabulary};

/// What runs programs. What stands behind others comes last, so that those are named.
pub const PROGRAMS: [&str; 6] = [
    "AWS::AutoScaling::AutoScalingGroup",
    "AWS::CodeBuild::Project",
    "AWS::EC2::Instance",
    "AWS::ECS::Service",
    "AWS::Lambda::Function",
    "AWS::ECS::TaskDefinition",
];

/// A program that is told of something, and may do nothing with it.
struct Denied<'t> {
    needed: Needed,
    told: Way<'t>,
    /// What denies it, where something does.
    cause: Option<(String, Way<'t>)>,
    /// Whether there is no way either.
    hangs: bool,
}

/// Every such program that is sure in some case.
pub fn check<'t>(relations: &Relations<'t>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let programs = super::of_kinds(relations, &PROGRAMS);
    let found = relations.first_of_each(programs, |world, read, who| {
        let denied = denied(world, read, who);
        (!denied.is_empty()).then_some(denied)
    });
    let mut trials = Trials::new(relations);
    let mut said: Vec<(&Way<'t>, usize)> = Vec::new();
    let mut problems = Vec::new();
    for (one, inputs) in found.iter().flat_map(|(found, inputs)| found.iter().map(move |one| (one, inputs))) {
        // Several may start from what tells them.
        let place = (&one.told, one.needed.target);
        if !said.contains(&place) {
            said.push(place);
            problems.push(problem(&mut trials, one, inputs, locate));
        }
    }
    problems
}

/// What one program is told of and may do nothing with.
fn denied<'t>(world: &World<'_, 't>, read: &Read<'t>, who: usize) -> Vec<Denied<'t>> {
    // With a user's keys a program acts as the user, whatever its role is.
    let is_absent = world.view.is_there(world.resource(who)) == Some(false);
    if is_absent || !world.of_kind("AWS::IAM::AccessKey").is_empty() {
        return Vec::new();
    }
    let told = mentions::of(world, who);
    let is_role = |mention: &Mention<'_>| world.resource(mention.target).kind.starts_with("AWS::IAM::");
    // It may take a role that it is told of.
    if told.is_empty() || told.iter().any(is_role) {
        return Vec::new();
    }
    let Some(identity) = actor::identity(world, who).filter(|identity| is_known(world, who, *identity)) else {
        return Vec::new();
    };
    let each = told.into_iter().filter(|mention| mention.target != who);
    each.filter_map(|mention| one(world, read, Needed { who, target: mention.target, identity }, mention.at)).collect()
}

/// Whether it is known who something acts as. A task without a role may act as the instance that it runs on.
fn is_known(world: &World<'_, '_>, who: usize, identity: Identity) -> bool {
    match identity {
        Identity::Own(_) => true,
        Identity::Nobody => world.resource(who).kind == "AWS::EC2::Instance",
        Identity::Unknown => false,
    }
}

fn one<'t>(world: &World<'_, 't>, read: &Read<'t>, needed: Needed, told: Way<'t>) -> Option<Denied<'t>> {
    let Needed { who, target, .. } = needed;
    services::service_of(&world.resource(target).kind)?;
    let vocabulary = verbs::of(&world.resource(target).kind)?;
    let found = reach::reach(world, (End::Resource(who), End::Resource(target)), None, &mut Trace::silent());
    let may = |deed: Deed<'_, 't>| permit::may(world, read, who, deed, &found.through, &mut Trace::silent());
    if may_do_anything(world, target, vocabulary, &may) {
        return None;
    }
    let mut trace = Trace::written();
    deed::may(world, read, (who, target), &vocabulary.verbs[..1], &found.through, &mut trace);
    let steps = trace.into_steps();
    let step = placed(&steps, Truth::No);
    let cause = step.and_then(|step| Some((step.text.clone(), step.at.clone()?)));
    Some(Denied { needed, told, cause, hangs: found.truth == Truth::No })
}

/// Whether any action of the service may be allowed: on the resource, or on what is in it.
fn may_do_anything<'t>(
    world: &World<'_, 't>,
    target: usize,
    vocabulary: &'static Vocabulary,
    may: &dyn Fn(Deed<'_, 't>) -> Truth,
) -> bool {
    let actions = vocabulary.verbs.iter().flat_map(|verb| verb.core.iter().chain(verb.besides));
    let mut places = vec![On::Itself];
    let mut services: Vec<&str> = Vec::new();
    for one in actions {
        if one.on != On::Everything && !places.contains(&one.on) {
            places.push(one.on);
        }
        services.extend(one.names.iter().filter_map(|name| name.split_once(':')).map(|(service, _)| service));
    }
    services.sort_unstable();
    services.dedup();
    let arns: Vec<_> = places.into_iter().filter_map(|on| deed::arn(world, target, on)).collect();
    services.into_iter().flat_map(iam::actions).any(|action| {
        let is = |arn| may(Deed { action: action.name(), target, arn }) != Truth::No;
        arns.iter().any(is)
    })
}

fn problem(
    trials: &mut Trials<'_, '_>,
    denied: &Denied<'_>,
    inputs: &[Circumstance],
    locate: &dyn Locate,
) -> Diagnostic {
    let Needed { who, target, identity } = denied.needed;
    let (subject, what) = (locate.called(who), locate.called(target));
    let but = match identity {
        Identity::Own(role) => match locate.called(role) {
            name if name.starts_with('`') => format!("its role {name} may do nothing with it"),
            _ => "its role may do nothing with it".to_owned(),
        },
        Identity::Nobody | Identity::Unknown => "it has no role, so that it may do nothing with it".to_owned(),
    };
    let end = if denied.hangs { ", and it has no way there" } else { ": a request will be denied" };
    let inputs = circumstances(inputs, locate);
    let message = format!("{subject} is told of {what}, but {but}{inputs}{end}");
    let at = locate.named(&denied.told, target);
    let mut problem =
        Diagnostic::warning("reachable-but-forbidden", message).label(at, format!("{what} is named here"));
    let holder = match identity {
        Identity::Own(role) => role,
        Identity::Nobody | Identity::Unknown => who,
    };
    let cause = denied.cause.clone().filter(|(_, way)| way.resource != denied.told.resource);
    let (label, way) = cause.unwrap_or_else(|| {
        let way = Way { resource: holder, steps: Vec::new() };
        (format!("nothing here is about {what}"), way)
    });
    let place = locate.place(&way);
    if place != at {
        problem = problem.label(place, label);
    }
    problem.help(
        grants::help(trials, denied.needed, locate).unwrap_or_else(|| {
            format!("a permission alone does not help: `infrac why` shows what denies it for {what}")
        }),
    )
}
