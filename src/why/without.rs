//! What is lost with a resource: claims that no longer hold, and ways and permissions that are no more.

use super::{Places, thing};
use crate::claims::{self, Doing};
use crate::diagnostic::Diagnostic;
use crate::findings::Locate;
use crate::model::Values;
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::reach::End;
use crate::reason::network::services;
use crate::reason::presence;
use crate::reason::relations::{Answer, Relations};
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Items, Resource, Template, Value, names_in};
use crate::words::expect::{self, claim};
use crate::words::grant::verbs;
use serde::Serialize;

/// Types that connect two things, so that they are gone with one of them.
const CONNECTIONS: [&str; 16] = [
    "AWS::EC2::Route",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::EIPAssociation",
    "AWS::EC2::NetworkAclEntry",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::NatGateway",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::Policy",
    "AWS::IAM::RolePolicy",
    "AWS::S3::BucketPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SNS::TopicPolicy",
];

/// What is lost.
#[derive(Debug, Clone, Serialize)]
pub struct Loss {
    /// Without what.
    pub without: String,
    /// The claims of the file that hold with it, and not without it, as they are written.
    pub claims: Vec<String>,
    /// What somebody can do with it, and not without it.
    pub pairs: Vec<Pair>,
}

/// Somebody who can do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Who.
    pub who: String,
    /// Does what.
    pub verb: &'static str,
    /// To what.
    pub what: String,
    /// With which inputs it is lost, where they matter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub inputs: String,
}

/// A question: who does what to what, by logical ids; the internet where there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked<'t> {
    who: &'t str,
    doing: Doing,
    verb: &'static str,
    what: Option<&'t str>,
}

/// What is lost without something that the file declares.
pub fn loss(places: &Places<'_, '_>, name: &str) -> Result<Loss, Box<Diagnostic>> {
    let relations = claims::relations(places);
    let claim::Thing::Declared(declaration) = thing(places, name)? else { return Err(Box::new(super::not_made(name))) };
    let Some(at) = relations.position(&declaration.logical_id) else { return Err(Box::new(super::not_made(name))) };
    let left = template(relations.template(), at);
    let after = after(&relations, &left, places);
    let pairs = pairs_lost(&relations, &after, declaration.handle.text, places);
    Ok(Loss { without: name.to_owned(), claims: claims_lost(places, &relations, &after), pairs })
}

/// The relations of what is left. What stayed is called as it was.
pub fn after<'t, 'b: 't>(before: &Relations<'b>, left: &'t Template<'t>, locate: &dyn Locate) -> Relations<'t> {
    let called =
        |one: &Resource<'_>| before.position(&one.id).map_or_else(|| one.id.to_string(), |at| locate.called(at));
    let names: Vec<String> = left.resources.iter().map(called).collect();
    Relations::new(left, before.place(), move |at| names[at].clone())
}

/// What somebody could do before and cannot do after: in all cases, or in some where nothing else is lost.
pub fn pairs_lost(before: &Relations<'_>, after: &Relations<'_>, gone: &str, locate: &dyn Locate) -> Vec<Pair> {
    let called = |id: &str| {
        let name = before.position(id).map_or_else(|| id.to_owned(), |at| locate.called(at));
        name.trim_matches('`').to_owned()
    };
    let possible = possible(after);
    let mut lost = Vec::new();
    for one in self::possible(before) {
        let (who, what) = (called(one.who), one.what.map_or(claim::INTERNET.to_owned(), called));
        if who == gone || what == gone {
            continue;
        }
        let inputs = if possible.contains(&one) {
            let left = answer(after, one);
            if answer(before, one).truth != Truth::Yes || left.truth != Truth::No {
                continue;
            }
            let told = presence::example(&left.circumstances, &|input| locate.input(input));
            told.strip_prefix("not there where ").unwrap_or_default().to_owned()
        } else {
            String::new()
        };
        lost.push(Pair { who, verb: one.verb, what, inputs });
    }
    lost
}

/// Whether somebody can do something in all cases.
fn answer<'t>(relations: &Relations<'t>, asked: Asked<'_>) -> Answer<'t> {
    let end = |id: &str| relations.position(id).map(End::Resource);
    let ends = end(asked.who).zip(asked.what.map_or(Some(End::Internet), end));
    relations.answer(|world, read, trace| {
        let Some(ends) = ends.filter(|(who, what)| !is_absent(world, *who) && !is_absent(world, *what)) else {
            return Truth::Yes;
        };
        claims::can(world, read, ends, (asked.doing, None, true), trace)
    })
}

fn is_absent(world: &World<'_, '_>, end: End) -> bool {
    matches!(end, End::Resource(at) if world.view.is_there(world.resource(at)) == Some(false))
}

/// The template without a resource, what connects it to others, and their references to it.
pub fn template<'t>(template: &Template<'t>, at: usize) -> Template<'t> {
    let mut gone = vec![template.resources[at].id.to_string()];
    loop {
        let more: Vec<String> = template
            .resources
            .iter()
            .filter(|one| CONNECTIONS.contains(&one.kind.as_ref()) && !gone.iter().any(|id| *id == one.id))
            .filter(|one| one.properties.iter().any(|(_, value)| mentions(value, &gone)))
            .map(|one| one.id.to_string())
            .collect();
        if more.is_empty() {
            break;
        }
        gone.extend(more);
    }
    let mut left = template.clone();
    left.resources.retain(|one| !gone.iter().any(|id| *id == one.id));
    for resource in &mut left.resources {
        resource.properties.retain_mut(|(_, value)| keep(value, &gone));
    }
    left
}

/// Takes references out of a value; false when nothing is left of it.
fn keep(value: &mut Value<'_>, gone: &[String]) -> bool {
    if !mentions(value, gone) {
        return true;
    }
    match value {
        Value::List(Items::Owned(items)) => {
            items.retain_mut(|item| keep(item, gone));
            !items.is_empty()
        }
        Value::Map(Items::Owned(entries)) => {
            entries.retain_mut(|(_, value)| keep(value, gone));
            !entries.is_empty()
        }
        _ => false,
    }
}

fn mentions(value: &Value<'_>, gone: &[String]) -> bool {
    let is = |id: &str| gone.iter().any(|one| one == id);
    match value {
        Value::Ref(id) => is(id),
        Value::GetAtt(target) => is(&target.0),
        Value::Sub(text) => names_in(text).any(|name| is(name.split('.').next().unwrap_or(name))),
        Value::List(items) => items.iter().any(|item| mentions(item, gone)),
        Value::Map(entries) => entries.iter().any(|(_, value)| mentions(value, gone)),
        Value::Intrinsic(_, argument) => mentions(argument, gone),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => false,
    }
}

/// Everything that somebody surely can do in some case.
fn possible<'t>(relations: &Relations<'t>) -> Vec<Asked<'t>> {
    let mut found: Vec<Asked<'t>> = Vec::new();
    relations.in_each_case(|world, read| {
        for who in actors(world) {
            for (asked, target) in questions(world, who) {
                let to = target.map_or(End::Internet, End::Resource);
                let sentence = (asked.doing, None, true);
                let ends = (End::Resource(who), to);
                if !found.contains(&asked)
                    && claims::can(world, read, ends, sentence, &mut Trace::silent()) == Truth::Yes
                {
                    found.push(asked);
                }
            }
        }
    });
    found
}

/// Everything that somebody may be able to do, with the position of what it is about.
fn questions<'t>(world: &World<'_, 't>, who: usize) -> Vec<(Asked<'t>, Option<usize>)> {
    let reach = Asked { who: &world.resource(who).id, doing: Doing::Reach, verb: claim::REACH, what: None };
    let mut found = vec![(reach, None)];
    for (at, resource) in world.view.template.resources.iter().enumerate() {
        if world.view.is_there(resource) == Some(false) || at == who {
            continue;
        }
        let what = Some(resource.id.as_ref());
        if services::service_of(&resource.kind).is_some() {
            let verbs = verbs::of(&resource.kind).map_or(&[][..], |one| one.verbs);
            let asked = |verb: &'static verbs::Verb| {
                let doing = Doing::Verbs(std::slice::from_ref(verb));
                (Asked { doing, verb: verb.name, what, ..reach }, Some(at))
            };
            found.extend(verbs.iter().map(asked));
        } else if nodes::connection(world, at).is_some() {
            found.push((Asked { what, ..reach }, Some(at)));
        }
    }
    found
}

/// What stands somewhere in the network and starts connections.
fn actors(world: &World<'_, '_>) -> Vec<usize> {
    let kinds = [
        "AWS::EC2::Instance",
        "AWS::AutoScaling::AutoScalingGroup",
        "AWS::Lambda::Function",
        "AWS::ECS::Service",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
    ];
    let all = kinds.iter().flat_map(|kind| world.of_kind(kind)).copied();
    all.filter(|at| !matches!(nodes::connection(world, *at), None | Some(Connection::Unknown))).collect()
}

/// The claims that hold with it, and not without it.
fn claims_lost(places: &Places<'_, '_>, before: &Relations<'_>, after: &Relations<'_>) -> Vec<String> {
    let mut lost = Vec::new();
    let links = places.stack.links.iter().filter(|link| std::ptr::eq(link.word, &raw const expect::WORD));
    for link in links {
        let Some(claim) = claim::read(link, Values::of(places.stack), &mut Vec::new()) else { continue };
        let holds = |relations: &Relations<'_>| claims::holds(relations, &claim);
        if holds(before) == Truth::Yes && holds(after) != Truth::Yes {
            lost.push(places.source.slice(link.span).split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    lost
}
