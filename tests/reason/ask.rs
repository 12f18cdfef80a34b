//! Questions as sentences: `A reaches B on PORT`, and `A may ACTION on B`.

use crate::case::Question;
use infrac::reason::access::permit::{self, Deed, Read};
use infrac::reason::access::request::{Principal, Through};
use infrac::reason::network::ports::Ports;
use infrac::reason::network::reach::{self, End};
use infrac::reason::relations::{Answer, Relations};
use infrac::reason::symbol::Symbol;
use infrac::reason::trace::Trace;
use infrac::reason::truth::Truth;
use infrac::reason::world::World;
use infrac::template::Template;

/// Services that are ends by themselves.
const SERVICES: [&str; 6] = ["s3", "dynamodb", "sqs", "kms", "secretsmanager", "logs"];

/// Answers a question.
pub fn ask<'t>(relations: &Relations<'t>, template: &'t Template<'t>, question: &Question) -> Answer<'t> {
    let text = question.text.as_str();
    if let Some((from, to)) = text.split_once(" reaches ") {
        let (to, ports) = to.split_once(" on ").map_or((to, None), |(to, ports)| (to, Some(self::ports(ports))));
        return relations.reach(end(relations, from), end(relations, to), ports);
    }
    let Some((who, (action, on))) =
        text.split_once(" may ").and_then(|(who, deed)| Some((who, deed.split_once(" on ")?)))
    else {
        panic!("no question: {text}");
    };
    may(relations, template, (who, action, on))
}

fn position(relations: &Relations<'_>, id: &str) -> usize {
    relations.position(id).unwrap_or_else(|| panic!("no resource {id}"))
}

fn end(relations: &Relations<'_>, name: &str) -> End {
    if name == "internet" {
        return End::Internet;
    }
    match SERVICES.iter().find(|service| **service == name) {
        Some(service) => End::Service(service),
        None => End::Resource(position(relations, name)),
    }
}

fn ports(text: &str) -> Ports {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let port = |text: &str| text.parse().unwrap_or_else(|_| panic!("no port: {text}"));
    Ports { first: port(first), last: port(last) }
}

fn may<'t>(relations: &Relations<'t>, template: &'t Template<'t>, (who, action, on): (&str, &str, &str)) -> Answer<'t> {
    let (target, below) = on.split_once('/').map_or((on, None), |(target, below)| (target, Some(below)));
    let target = position(relations, target);
    relations.answer(|world, read, trace| {
        let arn = arn(world, target, below);
        let deed = Deed { action, target, arn: &arn };
        if who == "internet" {
            return as_somebody(world, read, &Principal::Anonymous, deed, trace);
        }
        if let Some((service, source)) = who.split_once(" for ") {
            let service = service_principal(service);
            let principal = Principal::Service(service, world.arn(position(relations, source)));
            return as_somebody(world, read, &principal, deed, trace);
        }
        let who = position(relations, who);
        assert!(world.resource(who).id == template.resources[who].id);
        permit::may(world, read, who, deed, &through(world, who, target), trace)
    })
}

/// The ARN of a resource, or of something in it: `*` for anything.
fn arn<'t>(world: &World<'_, 't>, target: usize, below: Option<&str>) -> Symbol<'t> {
    let own = world.arn(target);
    match below {
        None => own,
        Some("*") => own.then(Symbol::text("/")).then(Symbol::any("any key")),
        Some(key) => own.then(Symbol::text(format!("/{key}"))),
    }
}

fn as_somebody<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    principal: &Principal<'t>,
    deed: Deed<'_, 't>,
    trace: &mut Trace<'t>,
) -> Truth {
    let through = if *principal == Principal::Anonymous { Through::Internet } else { Through::Unknown };
    permit::as_principal(world, read, (principal, None), deed, &through, trace)
}

fn service_principal(name: &str) -> &'static str {
    infrac::catalog::service_principals::find(name).unwrap_or_else(|| panic!("no service {name}"))
}

/// How a request comes to the service of a resource.
fn through<'t>(world: &World<'_, 't>, who: usize, target: usize) -> Through<'t> {
    reach::reach(world, (End::Resource(who), End::Resource(target)), None, &mut Trace::silent()).through
}
