//! Rules of security groups: one more that lets somebody in, or one less.

use super::{Change, Cost, Remedy, TRIED};
use crate::findings::Locate;
use crate::reason::network::blocks;
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::ports::Ports;
use crate::reason::network::reach::End;
use crate::reason::trace::{Step, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Resource, Value};

const GROUP: &str = "AWS::EC2::SecurityGroup";
const INGRESS: &str = "AWS::EC2::SecurityGroupIngress";

/// A rule that lets one end into another one, on ports or on those that it answers on.
pub fn letting_in(
    world: &World<'_, '_>,
    (from, to): (End, End),
    ports: Option<Ports>,
    locate: &dyn Locate,
) -> Option<Remedy<'static>> {
    let target = group_of(world, to)?;
    let ports = ports.or_else(|| answered(world, to))?;
    let id = |at: usize| Value::attribute(world.resource(at).id.to_string(), "GroupId");
    let mut rule = Resource::new(TRIED, INGRESS, 5);
    rule.set("GroupId", id(target));
    rule.set("IpProtocol", Value::text("tcp"));
    rule.set("FromPort", Value::Int(ports.first.into()));
    rule.set("ToPort", Value::Int(ports.last.into()));
    let source = match from {
        End::Internet => {
            rule.set("CidrIp", Value::text(blocks::ANYWHERE));
            "internet".to_owned()
        }
        End::Resource(_) => {
            let source = group_of(world, from)?;
            rule.set("SourceSecurityGroupId", id(source));
            locate.called(source)
        }
        End::Service(_) => return None,
    };
    let shown =
        if ports.first == ports.last { ports.first.to_string() } else { format!("{}..{}", ports.first, ports.last) };
    let group = locate.called(target);
    let text = if locate.has_words() {
        format!("write `allow tcp {shown} from {}` in {group}", source.trim_matches('`'))
    } else {
        format!("add a rule to {group} that lets tcp {shown} in from {source}")
    };
    Some(Remedy { text, cost: Cost::Nothing, changes: vec![Change::Add(rule)] })
}

/// The security group of something that is in the template: itself, or the first one.
fn group_of(world: &World<'_, '_>, end: End) -> Option<usize> {
    let End::Resource(at) = end else { return None };
    if world.resource(at).kind == GROUP {
        return Some(at);
    }
    let Some(Connection::Within(places)) = nodes::connection(world, at) else { return None };
    let groups = places.into_iter().filter_map(|place| place.groups).flatten().flatten();
    groups.into_iter().find(|group| world.resource(*group).kind == GROUP)
}

fn answered(world: &World<'_, '_>, to: End) -> Option<Ports> {
    let End::Resource(at) = to else { return None };
    nodes::own_ports(world, at)?.into_iter().flatten().next()
}

/// Whether a place is a rule of a security group that lets somebody in.
pub fn is_ingress(kind: &str, way: &Way<'_>) -> bool {
    use crate::template::Step::Key;
    kind == INGRESS || kind == GROUP && matches!(way.steps.first(), Some(Key("SecurityGroupIngress")))
}

/// The deepest step that says yes because of a rule.
pub fn that_let_in<'s, 't>(steps: &'s [Step<'t>], kind: &dyn Fn(usize) -> String) -> Option<&'s Step<'t>> {
    steps.iter().rev().find_map(|step| {
        let is_rule =
            step.truth == Truth::Yes && step.at.as_ref().is_some_and(|way| is_ingress(&kind(way.resource), way));
        that_let_in(&step.steps, kind).or_else(|| is_rule.then_some(step))
    })
}

/// The rule at a place less.
pub fn without<'c>(way: &Way<'c>) -> Remedy<'c> {
    let text = "take out the rule that lets it in".to_owned();
    Remedy { text, cost: Cost::Nothing, changes: vec![Change::Remove(way.clone())] }
}
