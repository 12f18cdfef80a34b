//! What would help: each candidate is applied to a copy of the template, and the question is asked again.

use super::Locate;
use crate::reason::network::blocks::{self, Addresses};
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::reach::End;
use crate::reason::network::routes::{self, Target};
use crate::reason::network::services::GATEWAYS;
use crate::reason::network::subnets::{self, Held};
use crate::reason::relations::Relations;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Resource, Template, Value};

/// The id of what is tried.
const TRIED: &str = "InfracTried";

/// Something that may help.
struct Candidate {
    /// What to write.
    text: String,
    /// What is added to the template.
    added: Vec<Resource<'static>>,
}

/// A copy of a template in which candidates are tried, one after another.
pub struct Trials<'r, 't> {
    relations: &'r Relations<'t>,
    /// The copy, once there is something to try.
    copy: Option<Template<'t>>,
}

impl<'r, 't> Trials<'r, 't> {
    /// Trials of what is added to a template.
    pub fn new(relations: &'r Relations<'t>) -> Self {
        Self { relations, copy: None }
    }

    /// What to write so that somebody reaches a service: what is proved to help, cheapest first.
    pub fn of(&mut self, (who, service): (&[usize], &'static str), locate: &dyn Locate) -> String {
        let found = self.relations.first_of_each([()], |world, _, ()| Some(candidates(world, who, service, locate)));
        let found = found.into_iter().flat_map(|(found, _)| found);
        let helps = found.filter(|candidate| self.is_proved(candidate, who, service));
        let texts: Vec<String> = helps.map(|candidate| candidate.text).collect();
        texts.join("; or ")
    }

    /// Whether all of them reach the service in every case once it is there.
    fn is_proved(&mut self, candidate: &Candidate, who: &[usize], service: &'static str) -> bool {
        let own = self.relations.template();
        let copy = self.copy.get_or_insert_with(|| own.clone());
        copy.resources.truncate(own.resources.len());
        copy.resources.extend(candidate.added.iter().cloned());
        all_reach(&Relations::new(copy, self.relations.place(), |_| String::new()), who, service)
    }
}

fn all_reach(tried: &Relations<'_>, who: &[usize], service: &'static str) -> bool {
    who.iter().all(|at| tried.reach(End::Resource(*at), End::Service(service), None).truth == Truth::Yes)
}

fn candidates(world: &World<'_, '_>, who: &[usize], service: &'static str, locate: &dyn Locate) -> Vec<Candidate> {
    let subnets = subnets_of(world, who);
    let Some(vpc) = subnets.first().and_then(|subnet| subnets::vpc_of(world, *subnet)) else { return Vec::new() };
    let mut found = Vec::new();
    let tables = tables_of(world, &subnets);
    if let Some(tables) = tables.as_ref().filter(|_| GATEWAYS.contains(&service)) {
        found.push(gateway_endpoint(world, (vpc, service), tables, locate));
    }
    if !GATEWAYS.contains(&service) {
        found.push(interface_endpoint(world, (vpc, service), &subnets, locate));
    }
    found.extend(tables.and_then(|tables| nat_gateway(world, vpc, (&subnets, &tables), locate)));
    found
}

fn subnets_of(world: &World<'_, '_>, who: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    for at in who {
        let Some(Connection::Within(places)) = nodes::connection(world, *at) else { continue };
        for subnet in places.iter().filter_map(|place| place.subnet) {
            if !found.contains(&subnet) {
                found.push(subnet);
            }
        }
    }
    found
}

/// The route tables of subnets; none when one of them has none of its own.
fn tables_of(world: &World<'_, '_>, subnets: &[usize]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for subnet in subnets {
        let Held::By(table, _) = subnets::table_of(world, *subnet) else { return None };
        if !found.contains(&table) {
            found.push(table);
        }
    }
    Some(found)
}

fn reference(world: &World<'_, '_>, at: usize) -> Value<'static> {
    Value::Ref(world.resource(at).id.to_string().into())
}

fn bare(name: &str) -> &str {
    name.trim_matches('`')
}

fn service_name(service: &str) -> Value<'static> {
    Value::sub(format!("com.amazonaws.${{AWS::Region}}.{service}"))
}

fn gateway_endpoint(
    world: &World<'_, '_>,
    (vpc, service): (usize, &str),
    tables: &[usize],
    locate: &dyn Locate,
) -> Candidate {
    let mut endpoint = Resource::new(TRIED, "AWS::EC2::VPCEndpoint", 3);
    endpoint.set("VpcId", reference(world, vpc));
    endpoint.set("ServiceName", service_name(service));
    endpoint.set("RouteTableIds", Value::list(tables.iter().map(|table| reference(world, *table)).collect::<Vec<_>>()));
    let text = if locate.has_words() {
        format!("write `endpoint {service} in {}`, which is free", bare(&locate.called(vpc)))
    } else {
        let tables: Vec<String> = tables.iter().map(|table| locate.called(*table)).collect();
        format!("add a gateway endpoint for {service} to {}, which is free", super::joined(&tables))
    };
    Candidate { text, added: vec![endpoint] }
}

fn interface_endpoint(
    world: &World<'_, '_>,
    (vpc, service): (usize, &str),
    subnets: &[usize],
    locate: &dyn Locate,
) -> Candidate {
    let group_id = format!("{TRIED}Group");
    let mut group = Resource::new(group_id.clone(), "AWS::EC2::SecurityGroup", 3);
    group.set("GroupDescription", Value::text("tried"));
    group.set("VpcId", reference(world, vpc));
    let rule = Value::map([
        ("IpProtocol", Value::text("tcp")),
        ("FromPort", Value::Int(443)),
        ("ToPort", Value::Int(443)),
        ("CidrIp", Value::text(blocks::ANYWHERE)),
    ]);
    group.set("SecurityGroupIngress", Value::list([rule]));
    let mut endpoint = Resource::new(TRIED, "AWS::EC2::VPCEndpoint", 6);
    endpoint.set("VpcId", reference(world, vpc));
    endpoint.set("ServiceName", service_name(service));
    endpoint.set("VpcEndpointType", Value::text("Interface"));
    endpoint.set("PrivateDnsEnabled", Value::Bool(true));
    endpoint.set("SubnetIds", Value::list(subnets.iter().map(|subnet| reference(world, *subnet)).collect::<Vec<_>>()));
    endpoint.set("SecurityGroupIds", Value::list([Value::attribute(group_id, "GroupId")]));
    let names: Vec<String> = subnets.iter().map(|subnet| bare(&locate.called(*subnet)).to_owned()).collect();
    let text = if locate.has_words() {
        let vpc = locate.called(vpc);
        format!(
            "write `endpoint {service} in {} < subnets = [{}] >`, which is billed by the hour",
            bare(&vpc),
            names.join(", ")
        )
    } else {
        format!("add an interface endpoint for {service} in {}, which is billed by the hour", names.join(", "))
    };
    Candidate { text, added: vec![group, endpoint] }
}

/// A NAT gateway in a subnet that reaches the internet, where there is one.
fn nat_gateway(
    world: &World<'_, '_>,
    vpc: usize,
    (subnets, tables): (&[usize], &[usize]),
    locate: &dyn Locate,
) -> Option<Candidate> {
    let is_public = |subnet: &&usize| {
        subnets::vpc_of(world, **subnet) == Some(vpc)
            && matches!(routes::way(world, **subnet, Addresses::Internet), routes::Way::Route(_, Target::Gateway(_)))
    };
    let public = *world.of_kind("AWS::EC2::Subnet").iter().find(is_public)?;
    let mut nat = Resource::new(TRIED, "AWS::EC2::NatGateway", 2);
    nat.set("SubnetId", reference(world, public));
    nat.set("AllocationId", Value::text("eipalloc-tried"));
    let mut added = vec![nat];
    for (index, table) in tables.iter().enumerate() {
        let mut route = Resource::new(format!("{TRIED}Route{index}"), "AWS::EC2::Route", 3);
        route.set("RouteTableId", reference(world, *table));
        route.set("DestinationCidrBlock", Value::text(blocks::ANYWHERE));
        route.set("NatGatewayId", Value::Ref(TRIED.into()));
        added.push(route);
    }
    let names: Vec<String> = subnets.iter().map(|subnet| locate.called(*subnet)).collect();
    let public = locate.called(public);
    let text = if locate.has_words() {
        format!(
            "write `nat gw in {}` and give {} `egress = gw`, which is billed by the hour",
            bare(&public),
            super::joined(&names)
        )
    } else {
        format!(
            "add a NAT gateway in {public} and a route to it for {}, which is billed by the hour",
            super::joined(&names)
        )
    };
    Some(Candidate { text, added })
}
