//! What stands in several subnets of one VPC: the group that AWS wants of them, and a security group of its own.

use super::network::{self, SECURITY_GROUP, SUBNET, Zone};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::template::{Resource, Text, Value};

/// The subnets behind `in`, each once, all of one VPC.
pub fn named<'s, 'a>(declaration: &Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Related<'s, 'a>> {
    let mut subnets: Vec<Related<'s, 'a>> = Vec::new();
    for subnet in to.related(declaration, "in", &SUBNET) {
        match subnets.iter().find(|known| known.value == subnet.value) {
            Some(first) => {
                let problem = Diagnostic::error("set-twice", "this subnet is named twice");
                to.report(problem.label(subnet.span, "again here").label(first.span, "first here"));
            }
            None => subnets.push(subnet),
        }
    }
    check_vpcs(declaration, &subnets, to);
    subnets
}

fn check_vpcs<'a>(declaration: &Declaration<'a>, subnets: &[Related<'_, 'a>], to: &mut Lowering<'_, 'a>) {
    let vpcs = subnets.iter().filter_map(|subnet| Some((network::vpc_of(subnet.declaration?, to)?, subnet.span)));
    let vpcs: Vec<(Value<'a>, Span)> = vpcs.collect();
    let Some((first, rest)) = vpcs.split_first() else { return };
    let other = rest.iter().find(|(vpc, _)| network::same(&first.0, vpc, to) == Some(false));
    if let Some((_, span)) = other {
        let message = format!("the subnets of `{}` are in two VPCs, and it stands in one", declaration.handle.text);
        let problem =
            Diagnostic::error("other-vpc", message).label(*span, "in another VPC").label(first.1, "than this");
        to.report(problem.help("name subnets of one VPC"));
    }
}

/// Reports subnets that surely lie in one zone, where the service wants two.
pub fn check_zones(declaration: &Declaration<'_>, subnets: &[Related<'_, '_>], wants: &str, to: &mut Lowering<'_, '_>) {
    let given = declaration.relation("in");
    let (Some(first), Some(last)) = (given.first(), given.last()) else { return };
    let span = Span { start: first.span.start, end: last.span.end };
    let why = match subnets {
        // What is wrong with one was said.
        _ if subnets.len() < given.len() => return,
        [_] => "one subnet lies in one zone".to_owned(),
        _ => match common_zone(subnets) {
            Some(zone) => format!("all of them lie in zone {zone}"),
            None => return,
        },
    };
    let problem = Diagnostic::error("one-zone", wants).label(span, why);
    to.report(problem.help("name a subnet of another zone too: in private-a, private-c"));
}

/// The zone of all of some subnets, where it is known that there is no other.
fn common_zone(subnets: &[Related<'_, '_>]) -> Option<String> {
    let zones = subnets.iter().map(|subnet| network::zone_of(subnet.declaration?));
    let zones: Option<Vec<Zone>> = zones.collect();
    let (first, rest) = zones.as_deref()?.split_first()?;
    let is_same = rest.iter().all(|zone| zone.is(first) == Some(true));
    is_same.then(|| match first {
        Zone::Letter(name) | Zone::Id(name) => format!("`{name}`"),
        Zone::Index(index) => format!("number {index} of the region"),
    })
}

/// Adds the group of subnets that a service wants, and gives what refers to it. Its description is in a property.
pub fn group<'a>(
    declaration: &Declaration<'a>,
    subnets: &[Related<'_, 'a>],
    (kind, description): (&'static str, &'static str),
    to: &mut Lowering<'_, 'a>,
) -> Value<'a> {
    let id = derived(&declaration.logical_id, "SubnetGroup");
    let mut group = Resource::new(id.clone(), kind, 2);
    group.set(description, Value::text(format!("Subnets of {}", called(declaration))));
    let subnets: Vec<Value<'a>> = subnets.iter().map(|subnet| subnet.value.clone()).collect();
    group.set("SubnetIds", Value::list(subnets));
    to.push(group, declaration.span);
    Value::Ref(id)
}

/// What a declaration is, and how it is called, in a description.
fn called(declaration: &Declaration<'_>) -> String {
    format!("{} {}", declaration.word_text(), declaration.handle.text)
}

/// The security groups that a declaration names, or one of its own where it names none: the default group of a VPC lets
/// in whatever else is in that group.
pub fn security_groups<'a>(
    declaration: &Declaration<'a>,
    property: &str,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    if declaration.entries.property(property).is_some() {
        return None;
    }
    let given = declaration.entries.value("security_groups");
    if let Some(given) = given {
        check_groups(declaration, given, to);
    }
    match given {
        Some(given) if given.or(&Value::Null) == *given => Some(given.clone()),
        _ => {
            let own = Value::list([Value::attribute(own_group(declaration, to)?, "GroupId")]);
            Some(given.map_or(own.clone(), |given| given.or(&own)))
        }
    }
}

/// A group of another VPC is refused.
fn check_groups<'a>(declaration: &Declaration<'a>, given: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    let (Value::List(groups), Some(vpc)) = (given, network::vpc_of(declaration, to)) else { return };
    let span = declaration.entries.setting("security_groups").map_or(declaration.name.span, |setting| setting.span);
    for group in groups.iter() {
        let other = network::vpc_of_value(group, to).filter(|other| network::same(other, &vpc, to) == Some(false));
        let Some(declared) = other.and_then(|_| to.declaration_of(group)) else { continue };
        let message = format!("`{}` belongs to another VPC than the subnets do", declared.handle.text);
        let problem = Diagnostic::error("other-vpc", message).label(span, "not in the VPC of the subnets");
        to.report(
            problem
                .label(declared.handle.span, "declared in another VPC")
                .help(format!("name a security group of the VPC that `{}` stands in", declaration.handle.text)),
        );
    }
}

/// Adds a group that lets nobody in by itself.
fn own_group<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Text<'a>> {
    let Some(vpc) = network::vpc_of(declaration, to) else {
        // Subnets that nobody understood were reported.
        if !declaration.relation("in").is_empty() {
            to.report(unknown_vpc(declaration));
        }
        return None;
    };
    let id = derived(&declaration.logical_id, "SecurityGroup");
    let mut group = Resource::new(id.clone(), SECURITY_GROUP.resource, 3);
    group.set("GroupDescription", Value::text(format!("Who may connect to {}", called(declaration))));
    group.set("VpcId", vpc);
    to.push(group, declaration.span);
    Some(id)
}

fn unknown_vpc(declaration: &Declaration<'_>) -> Diagnostic {
    let subnets = declaration.relation("in");
    let names: Vec<&str> = subnets.iter().filter_map(|subnet| super::sentence::word(subnet)).collect();
    let message = format!(
        "`{}` needs `security_groups`: the VPC of its subnets is not known here, so that no group can be made in it",
        declaration.handle.text
    );
    let problem = Diagnostic::error("missing-entry", message)
        .label(declaration.handle.span, "`security_groups = […]` is missing");
    let problem = match subnets.first() {
        Some(first) => problem.label(first.span, "in a VPC that the file does not name"),
        None => problem,
    };
    problem.help(match names.as_slice() {
        [] => "name a security group: security_groups = [\"sg-…\"]".to_owned(),
        names => format!(
            "name a security group: security_groups = [\"sg-…\"]; or say of {} which VPC it is in: VpcId = \"vpc-…\"",
            suggest::one_of(names.iter().copied())
        ),
    })
}
