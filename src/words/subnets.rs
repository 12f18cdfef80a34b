//! What stands in several subnets of one VPC: the group that AWS wants of them, and a security group of its own.

use super::network::{self, SUBNET, Zone};
use super::security_group::groups;
use super::security_group::opened::{self, called};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::template::{Resource, Value};

/// Where something stands, and who may connect to it.
pub struct Placed<'a> {
    /// The subnets.
    pub subnets: Vec<Value<'a>>,
    /// The security groups; none where a property names them, or nobody knows.
    pub groups: Option<Value<'a>>,
    /// The VPC of the group that is made.
    own: Option<Value<'a>>,
}

/// Properties and types by which a service wants its subnets and security groups.
pub struct Placing {
    /// The type of a group of subnets.
    pub group: &'static str,
    /// The property that describes it.
    pub description: &'static str,
    /// The property of the resource itself that names its security groups.
    pub security_groups: &'static str,
}

/// Reads where a declaration stands.
pub fn place<'s, 'a>(
    declaration: &Declaration<'a>,
    placing: &Placing,
    check: impl FnOnce(&[Related<'s, 'a>], &mut Lowering<'s, 'a>),
    to: &mut Lowering<'s, 'a>,
) -> Placed<'a> {
    let subnets = named(declaration, to);
    check(&subnets, to);
    let subnets = subnets.into_iter().map(|subnet| subnet.value).collect();
    let mut placed = Placed { subnets, groups: None, own: None };
    placed.security_groups(declaration, placing.security_groups, to);
    placed
}

/// The subnets behind `in`, each once. That they are of one VPC is seen in the template.
fn named<'s, 'a>(declaration: &Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Related<'s, 'a>> {
    let mut subnets: Vec<Related<'s, 'a>> = Vec::new();
    for subnet in to.related(declaration, "in", &SUBNET) {
        match subnets.iter().find(|known| known.value == subnet.value) {
            Some(first) => {
                let problem = Diagnostic::error("set-twice", "this subnet is named twice");
                let problem = problem.label(subnet.span, "again here").label(first.span, "first here");
                to.report(problem.help("name each subnet once"));
            }
            None => subnets.push(subnet),
        }
    }
    subnets
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
    to.report(problem.help("name a subnet of another zone too"));
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

/// What refers to the group of a declaration's subnets.
pub fn group<'a>(declaration: &Declaration<'a>) -> Value<'a> {
    Value::Ref(derived(&declaration.logical_id, "SubnetGroup"))
}

impl<'a> Placed<'a> {
    /// Adds the group of subnets, and the security group.
    pub fn push(
        mut self,
        declaration: &Declaration<'a>,
        placing: &Placing,
        port: &Value<'a>,
        to: &mut Lowering<'_, 'a>,
    ) {
        let mut group = Resource::new(derived(&declaration.logical_id, "SubnetGroup"), placing.group, 2);
        group.set(placing.description, Value::text(format!("Subnets of {}", called(declaration))));
        group.set("SubnetIds", Value::list(std::mem::take(&mut self.subnets)));
        to.push(group, declaration.span);
        self.push_security_group(declaration, std::slice::from_ref(port), to);
    }

    /// Adds the security group that lets in at some ports whom the sentences of the body name.
    pub fn push_security_group(self, declaration: &Declaration<'a>, ports: &[Value<'a>], to: &mut Lowering<'_, 'a>) {
        if let Some(vpc) = self.own {
            opened::add(declaration, vpc, ports, to);
        }
    }

    /// The security groups that a declaration names, or one of its own where it names none: the default group of a VPC
    /// would let in whatever else is in that group.
    fn security_groups(&mut self, declaration: &Declaration<'a>, property: &str, to: &mut Lowering<'_, 'a>) {
        let entries = &declaration.entries;
        let given = entries.value("security_groups");
        let always_given = given.is_none_or(|given| given.or(&Value::Null) == *given);
        let others = entries.property(property).map(|given| given.name.span);
        let others = others.or(entries.setting("security_groups").map(|setting| setting.key));
        if let (Some(others), Some(rule), true) = (others, entries.sentences("allow").next(), always_given) {
            to.report(rule_of_others(rule.span, others));
        }
        if entries.property(property).is_some() {
            return;
        }
        if given.is_some() && always_given {
            self.groups = given.cloned();
            return;
        }
        self.own = network::vpc_of(declaration, to);
        // Subnets that nobody understood were reported.
        if self.own.is_none() && !self.subnets.is_empty() {
            to.report(unknown_vpc(declaration));
        }
        let own = Value::list([Value::attribute(groups::own_id(&declaration.logical_id), "GroupId")]);
        self.groups = self.own.as_ref().map(|_| given.map_or(own.clone(), |given| given.or(&own)));
    }
}

fn rule_of_others(rule: Span, groups: Span) -> Diagnostic {
    let message = "what may come in is said by the security groups, and these are named";
    let problem = Diagnostic::error("no-effect", message);
    let problem = problem.label(rule, "belongs into one of them").label(groups, "named here");
    problem.help("write it into the body of the group, with a port: allow tcp 3306 from web; or leave the groups out")
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
            "name a security group: security_groups = [\"sg-…\"]; or declare {} as existing, and say which VPC: VpcId = \"vpc-…\"",
            suggest::all_of(names.iter().copied())
        ),
    })
}
