//! Endpoints of services in a VPC: gateways, which are free, and interfaces, which are not.

use super::{Change, Cost, Remedy, TRIED};
use crate::findings::{Locate, joined};
use crate::reason::network::{blocks, services};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Resource, Value};

/// What private DNS of an endpoint needs of its VPC.
const HOSTNAMES: &str = "EnableDnsHostnames";

/// A reference to a resource.
pub fn reference(world: &World<'_, '_>, at: usize) -> Value<'static> {
    Value::Ref(world.resource(at).id.to_string().into())
}

/// A name without its quotes.
pub fn bare(name: &str) -> &str {
    name.trim_matches('`')
}

fn references(world: &World<'_, '_>, all: &[usize]) -> Value<'static> {
    Value::list(all.iter().map(|at| reference(world, *at)).collect::<Vec<_>>())
}

fn names(all: &[usize], locate: &dyn Locate) -> Vec<String> {
    all.iter().map(|at| locate.called(*at)).collect()
}

/// An endpoint with what each has.
fn endpoint(world: &World<'_, '_>, (vpc, service): (usize, &str)) -> Resource<'static> {
    let mut endpoint = Resource::new(TRIED, "AWS::EC2::VPCEndpoint", 6);
    endpoint.set("VpcId", reference(world, vpc));
    endpoint.set("ServiceName", Value::sub(format!("com.amazonaws.${{AWS::Region}}.{service}")));
    endpoint
}

/// A gateway endpoint in route tables.
pub fn gateway(
    world: &World<'_, '_>,
    (vpc, service): (usize, &str),
    tables: &[usize],
    locate: &dyn Locate,
) -> Remedy<'static> {
    let mut endpoint = endpoint(world, (vpc, service));
    endpoint.set("RouteTableIds", references(world, tables));
    let text = if locate.has_words() {
        format!("write `endpoint {service} in {}`", bare(&locate.called(vpc)))
    } else {
        format!("add a gateway endpoint for {service} to {}", joined(&names(tables, locate)))
    };
    Remedy { text, cost: Cost::Free, changes: vec![Change::Add(endpoint)] }
}

/// A gateway endpoint for subnets that have no route table but the main one of their VPC, which no template can name.
pub fn with_table(
    world: &World<'_, '_>,
    (vpc, service): (usize, &str),
    subnets: &[usize],
    locate: &dyn Locate,
) -> Remedy<'static> {
    let id = format!("{TRIED}Table");
    let mut table = Resource::new(id.clone(), "AWS::EC2::RouteTable", 1);
    table.set("VpcId", reference(world, vpc));
    let given = subnets.iter().enumerate().map(|(index, subnet)| {
        let mut given = Resource::new(format!("{id}Of{index}"), "AWS::EC2::SubnetRouteTableAssociation", 2);
        given.set("SubnetId", reference(world, *subnet));
        given.set("RouteTableId", Value::Ref(id.clone().into()));
        given
    });
    let mut endpoint = endpoint(world, (vpc, service));
    endpoint.set("RouteTableIds", Value::list([Value::Ref(id.clone().into())]));
    let changes = std::iter::once(table).chain(given).chain([endpoint]).map(Change::Add).collect();
    let text = if locate.has_words() {
        format!("write `endpoint {service} in {}`", bare(&locate.called(vpc)))
    } else {
        let names = joined(&names(subnets, locate));
        format!("give {names} a route table of its own, and add a gateway endpoint for {service} to that")
    };
    Remedy { text, cost: Cost::Free, changes }
}

/// An interface endpoint in subnets, which lets everybody in the VPC in.
pub fn interface(
    world: &World<'_, '_>,
    (vpc, service): (usize, &str),
    subnets: &[usize],
    locate: &dyn Locate,
) -> Remedy<'static> {
    let group = group(world, vpc);
    let mut endpoint = endpoint(world, (vpc, service));
    endpoint.set("VpcEndpointType", Value::text("Interface"));
    endpoint.set("PrivateDnsEnabled", Value::Bool(true));
    endpoint.set("SubnetIds", references(world, subnets));
    endpoint.set("SecurityGroupIds", Value::list([Value::attribute(group.id.clone(), "GroupId")]));
    let mut changes = vec![Change::Add(group), Change::Add(endpoint)];
    let (vpc_name, names) = (locate.called(vpc), names(subnets, locate));
    let mut text = if locate.has_words() {
        let names: Vec<&str> = names.iter().map(|name| bare(name)).collect();
        format!("write `endpoint {service} in {} < subnets = [{}] >`", bare(&vpc_name), names.join(", "))
    } else {
        format!("add an interface endpoint for {service} in {}", joined(&names))
    };
    if services::resolves(world, vpc) != Truth::Yes {
        changes.push(Change::Set(vpc, HOSTNAMES, Value::Bool(true)));
        text.push_str(&format!(", and switch {HOSTNAMES} of {vpc_name} on"));
    }
    Remedy { text, cost: Cost::Hourly, changes }
}

/// A security group that lets everybody in the VPC ask.
fn group(world: &World<'_, '_>, vpc: usize) -> Resource<'static> {
    let mut group = Resource::new(format!("{TRIED}Group"), "AWS::EC2::SecurityGroup", 3);
    group.set("GroupDescription", Value::text("tried"));
    group.set("VpcId", reference(world, vpc));
    let rule = Value::map([
        ("IpProtocol", Value::text("tcp")),
        ("FromPort", Value::Int(443)),
        ("ToPort", Value::Int(443)),
        ("CidrIp", Value::text(blocks::ANYWHERE)),
    ]);
    group.set("SecurityGroupIngress", Value::list([rule]));
    group
}
