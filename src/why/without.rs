//! What is lost with a resource: claims that no longer hold, and ways and permissions that are no more.

use super::{Places, thing};
use crate::claims;
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::reason::deed;
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::reach::End;
use crate::reason::network::services;
use crate::reason::relations::Relations;
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
}

/// What is lost without something that the file declares.
pub fn loss(places: &Places<'_, '_>, name: &str) -> Result<Loss, Box<Diagnostic>> {
    let relations = claims::relations(places);
    let claim::Thing::Declared(declaration) = thing(places, name)? else { return Err(Box::new(super::not_made(name))) };
    let Some(at) = relations.position(&declaration.logical_id) else { return Err(Box::new(super::not_made(name))) };
    let template = without(relations.template(), at);
    let names: Vec<String> = template.resources.iter().map(|one| called(places, one)).collect();
    let after = Relations::new(&template, relations.place(), move |at| names[at].clone());
    let before_pairs = pairs(&relations);
    let after_pairs = pairs(&after);
    let gone = declaration.handle.text;
    let lost = before_pairs.into_iter().filter(|pair| !after_pairs.contains(pair));
    let lost = lost.filter(|pair| pair.who != gone && pair.what != gone).collect();
    Ok(Loss { without: name.to_owned(), claims: claims_lost(places, &relations, &after), pairs: lost })
}

/// How a resource that stayed is called.
fn called(places: &Places<'_, '_>, resource: &Resource<'_>) -> String {
    let all = &places.lowered.template.resources;
    all.iter().position(|one| one.id == resource.id).map_or_else(|| resource.id.to_string(), |at| places.called(at))
}

/// The template without a resource, what connects it to others, and their references to it.
fn without<'t>(template: &Template<'t>, at: usize) -> Template<'t> {
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

/// Everything that somebody surely can do, in the first case that holds it.
fn pairs(relations: &Relations<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    relations.in_each_case(|world, read| {
        for who in actors(world) {
            let mut add = |pair: Pair| {
                if !found.contains(&pair) {
                    found.push(pair);
                }
            };
            let plain = |at| world.name(at).trim_matches('`').to_owned();
            if deed::reaches(world, (End::Resource(who), End::Internet), None, &mut Trace::silent()) == Truth::Yes {
                add(Pair { who: plain(who), verb: claim::REACH, what: claim::INTERNET.to_owned() });
            }
            for (at, resource) in world.view.template.resources.iter().enumerate() {
                if world.view.is_there(resource) == Some(false) || at == who {
                    continue;
                }
                if services::service_of(&resource.kind).is_some() {
                    let verbs = verbs::of(&resource.kind).map_or(&[][..], |one| one.verbs);
                    for verb in verbs {
                        let can = deed::can(world, read, (who, at), std::slice::from_ref(verb), &mut Trace::silent());
                        if can.works() == Truth::Yes {
                            add(Pair { who: plain(who), verb: verb.name, what: plain(at) });
                        }
                    }
                } else if nodes::connection(world, at).is_some() {
                    let ends = (End::Resource(who), End::Resource(at));
                    if deed::reaches(world, ends, None, &mut Trace::silent()) == Truth::Yes {
                        add(Pair { who: plain(who), verb: claim::REACH, what: plain(at) });
                    }
                }
            }
        }
    });
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
