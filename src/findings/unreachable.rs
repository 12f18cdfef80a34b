//! What somebody may do to a resource without a way to it: the request hangs, where a missing permission would fail.

use super::{Locate, circumstances, deciding, joined};
use crate::diagnostic::Diagnostic;
use crate::reason::access::actor::{self, Identity};
use crate::reason::access::permit::Read;
use crate::reason::access::request::Through;
use crate::reason::conditions::Circumstance;
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::reach::{self, End};
use crate::reason::network::services;
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::reason::{deed, delegated};
use crate::remedies::{Trials, ways};
use crate::template::Template;
use crate::words::grant::verbs;

/// What acts as somebody in a network.
const ACTORS: [&str; 4] =
    ["AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup", "AWS::Lambda::Function", "AWS::ECS::Service"];
/// More names are not listed.
const MOST_SHOWN: usize = 3;
/// What may help where nothing is proved to.
const OTHERWISE: &str = "open the way that is shown to be closed; in a route table of its own a subnet can lead to an endpoint or a NAT gateway";
/// Services that a program is seldom the one to ask: their own means lead there, or other services ask for it.
const LEFT_OUT: [&str; 3] = ["logs", "kms", "monitoring"];

/// Somebody who may do something and cannot.
struct Stuck<'t> {
    service: &'static str,
    who: Vec<usize>,
    what: Vec<usize>,
    verb: &'static str,
    /// Why there is no way, and where that stands; several where they stand in several subnets.
    causes: Vec<(String, Option<Way<'t>>)>,
    circumstances: Vec<Circumstance>,
}

/// Every such pair, those of one cause together.
pub fn check<'t>(relations: &Relations<'t>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let mut all: Vec<Stuck<'t>> = Vec::new();
    let services = asked_for(relations.template());
    let actors = super::of_kinds(relations, &ACTORS);
    let pairs = actors.flat_map(|who| services.iter().map(move |service| (who, *service)));
    let found = relations.first_of_each(pairs, |world, read, (who, service)| {
        is_actor(world, who).then(|| look(world, read, who, service)).flatten()
    });
    found.into_iter().for_each(|(stuck, circumstances)| add(&mut all, Stuck { circumstances, ..stuck }));
    let mut trials = Trials::new(relations);
    all.iter().map(|stuck| problem(&mut trials, stuck, locate)).collect()
}

/// Whether something is there, stands in a network and acts as somebody.
fn is_actor(world: &World<'_, '_>, at: usize) -> bool {
    world.view.is_there(world.resource(at)) != Some(false)
        && matches!(nodes::connection(world, at), Some(Connection::Within(_)))
        && matches!(actor::identity(world, at), Some(Identity::Own(_)))
}

/// The services behind the template's resources.
fn asked_for(template: &Template<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for resource in &template.resources {
        if let Some(service) = services::service_of(&resource.kind)
            && !LEFT_OUT.contains(&service)
            && !found.contains(&service)
        {
            found.push(service);
        }
    }
    found
}

fn look<'t>(world: &World<'_, 't>, read: &Read<'t>, who: usize, service: &'static str) -> Option<Stuck<'t>> {
    let ends = (End::Resource(who), End::Service(service));
    if reach::reach(world, ends, None, &mut Trace::silent()).truth != Truth::No {
        return None;
    }
    let mut what = Vec::new();
    let mut verb = "";
    for (at, resource) in world.view.template.resources.iter().enumerate() {
        if services::service_of(&resource.kind) != Some(service) || world.view.is_there(resource) == Some(false) {
            continue;
        }
        // Lambda has a network of its own.
        let Some(vocabulary) = verbs::of(&resource.kind).filter(|_| !delegated::is(world, who, at)) else { continue };
        let may = |verb: &&'static verbs::Verb| {
            let verb = std::slice::from_ref(*verb);
            deed::may(world, read, (who, at), verb, &Through::Unknown, &mut Trace::silent()) == Truth::Yes
        };
        if let Some(found) =
            vocabulary.verbs.iter().filter(|verb| verb.name != "read").chain(vocabulary.verbs).find(may)
        {
            if verb.is_empty() {
                verb = found.name;
            }
            what.push(at);
        }
    }
    if what.is_empty() {
        return None;
    }
    let mut trace = Trace::written();
    reach::reach(world, ends, None, &mut trace);
    let steps = trace.into_steps();
    let step = deciding(&steps, Truth::No);
    let why = step.map(|step| step.text.clone()).unwrap_or_default();
    let at = step.and_then(|step| step.at.clone());
    Some(Stuck { service, who: vec![who], what, verb, causes: vec![(why, at)], circumstances: Vec::new() })
}

/// Adds it to those of the same cause.
fn add<'t>(all: &mut Vec<Stuck<'t>>, new: Stuck<'t>) {
    let is_same = |known: &&mut Stuck<'t>| {
        known.service == new.service && known.what == new.what && known.circumstances == new.circumstances
    };
    match all.iter_mut().find(is_same) {
        Some(known) => {
            known.who.extend(new.who);
            let more = new.causes.into_iter().filter(|cause| !known.causes.contains(cause));
            let more: Vec<_> = more.collect();
            known.causes.extend(more);
        }
        None => all.push(new),
    }
}

fn problem(trials: &mut Trials<'_, '_>, stuck: &Stuck<'_>, locate: &dyn Locate) -> Diagnostic {
    let names = |all: &[usize]| {
        let mut shown: Vec<String> = all.iter().take(MOST_SHOWN).map(|at| locate.called(*at)).collect();
        if all.len() > MOST_SHOWN {
            shown.push(format!("{} more", all.len() - MOST_SHOWN));
        }
        joined(&shown)
    };
    let subject = names(&stuck.who);
    let inputs = circumstances(&stuck.circumstances, locate);
    let message = format!(
        "{subject} may {} {}, but {}{inputs}: a request will hang, not fail",
        stuck.verb,
        names(&stuck.what),
        joined(&stuck.causes.iter().map(|(why, _)| why.clone()).collect::<Vec<_>>())
    );
    let first = Way { resource: stuck.who[0], steps: Vec::new() };
    let mut problem = Diagnostic::warning("permitted-but-unreachable", message)
        .label(locate.place(&first), format!("no way to {} from here", shown(stuck.service)));
    for (why, at) in &stuck.causes {
        if let Some(at) = at.as_ref().filter(|at| at.resource != stuck.who[0]) {
            problem = problem.label(locate.place(at), why.clone());
        }
    }
    let candidates = ways::to_service(trials.relations, (&stuck.who, stuck.service), locate);
    let help = trials.help(candidates, &|tried| ways::reach(tried, &stuck.who, stuck.service));
    problem.help(if help.is_empty() { OTHERWISE.to_owned() } else { help })
}

/// How people call a service.
fn shown(service: &str) -> String {
    match service {
        "s3" | "sqs" | "sns" => service.to_ascii_uppercase(),
        "dynamodb" => "DynamoDB".to_owned(),
        "secretsmanager" => "Secrets Manager".to_owned(),
        "ssm" => "Systems Manager".to_owned(),
        "kinesis-streams" => "Kinesis".to_owned(),
        "lambda" => "Lambda".to_owned(),
        other => other.to_owned(),
    }
}
