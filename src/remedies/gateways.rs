//! What brings gateways and load balancers to where they serve somebody.

use super::endpoints::reference;
use super::{Change, Cost, Remedy, TRIED};
use crate::findings::{Locate, joined};
use crate::reason::network::blocks::{ANYWHERE, Addresses};
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::routes::{self, Target, Way as Route};
use crate::reason::network::subnets;
use crate::reason::references;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Resource, Value};

const SUBNET: &str = "AWS::EC2::Subnet";

/// The subnets of a VPC that lead to an internet gateway which is attached.
fn public_subnets(world: &World<'_, '_>, vpc: usize) -> Vec<usize> {
    let leads = |subnet: &usize| match routes::way(world, *subnet, Addresses::Internet) {
        Route::Route(_, Target::Gateway(gateway)) => routes::attachment(world, gateway, *subnet).0 == Truth::Yes,
        Route::Route(..) | Route::Local | Route::Nowhere(_) | Route::Several(_) | Route::Unknown => false,
    };
    let own = world.of_kind(SUBNET).iter().copied().filter(|subnet| subnets::vpc_of(world, *subnet) == Some(vpc));
    own.filter(leads).collect()
}

/// A public subnet for a NAT gateway; a route out of its own one.
pub fn for_nat(world: &World<'_, '_>, nat: usize, subnet: usize, locate: &dyn Locate) -> Vec<Remedy<'static>> {
    let Some(vpc) = subnets::vpc_of(world, subnet) else { return Vec::new() };
    let name = locate.called(nat);
    let into = |public: usize| Remedy {
        text: format!("put {name} into {}, which is a public subnet", locate.called(public)),
        cost: Cost::Nothing,
        changes: vec![Change::Set(nat, "SubnetId", reference(world, public))],
    };
    let elsewhere = public_subnets(world, vpc).first().map(|public| into(*public));
    elsewhere.into_iter().chain(route(world, (vpc, subnet), locate)).chain(sometimes(world, locate)).collect()
}

/// An internet gateway that is made under a condition, made in every case.
fn sometimes(world: &World<'_, '_>, locate: &dyn Locate) -> Option<Remedy<'static>> {
    let mut all = world.view.template.resources.iter().enumerate();
    let (gateway, condition) = all.find_map(|(at, resource)| {
        let condition = references::condition(&resource.attributes)?;
        (resource.kind == "AWS::EC2::InternetGateway").then_some((at, condition))
    })?;
    let text = format!("make {} in every case, not only with some inputs", locate.called(gateway));
    Some(Remedy { text, cost: Cost::Free, changes: vec![Change::Always(condition.to_owned())] })
}

/// A route from a subnet's own table to the gateway of its VPC.
fn route(world: &World<'_, '_>, (vpc, subnet): (usize, usize), locate: &dyn Locate) -> Option<Remedy<'static>> {
    let subnets::Held::By(table, _) = subnets::table_of(world, subnet) else { return None };
    let gateways = world.of_kind("AWS::EC2::InternetGateway").iter().copied();
    let gateway = gateways.into_iter().find(|gateway| routes::attachment(world, *gateway, subnet).0 == Truth::Yes)?;
    let mut route = Resource::new(TRIED, "AWS::EC2::Route", 3);
    route.set("RouteTableId", reference(world, table));
    route.set("DestinationCidrBlock", Value::text(ANYWHERE));
    route.set("GatewayId", reference(world, gateway));
    let text = if locate.has_words() {
        format!("make {} a public subnet: `public = yes`", locate.called(subnet))
    } else {
        let (subnet, vpc) = (locate.called(subnet), locate.called(vpc));
        format!("give {subnet} a route to {}, the internet gateway of {vpc}", locate.called(gateway))
    };
    Some(Remedy { text, cost: Cost::Nothing, changes: vec![Change::Add(route)] })
}

/// An attachment to the VPC, where there is one only.
pub fn for_gateway(world: &World<'_, '_>, gateway: usize, locate: &dyn Locate) -> Vec<Remedy<'static>> {
    let [vpc] = world.of_kind("AWS::EC2::VPC") else { return Vec::new() };
    let mut attachment = Resource::new(TRIED, "AWS::EC2::VPCGatewayAttachment", 2);
    attachment.set("VpcId", reference(world, *vpc));
    attachment.set("InternetGatewayId", reference(world, gateway));
    let (name, vpc) = (locate.called(gateway), locate.called(*vpc));
    let text = if locate.has_words() {
        format!("write `internet_gateway {} in {}` in its place", name.trim_matches('`'), vpc.trim_matches('`'))
    } else {
        format!("attach it to {vpc}: AWS::EC2::VPCGatewayAttachment with the ids of both")
    };
    vec![Remedy { text, cost: Cost::Free, changes: vec![Change::Add(attachment)] }]
}

/// Public subnets for a load balancer, or an internal one.
pub fn for_balancer(world: &World<'_, '_>, balancer: usize, locate: &dyn Locate) -> Vec<Remedy<'static>> {
    let internal = Remedy {
        text: "make it an internal one, if only the network itself is to reach it".to_owned(),
        cost: Cost::Nothing,
        changes: vec![Change::Set(balancer, "Scheme", Value::text("internal"))],
    };
    let Some(Connection::Within(places)) = nodes::connection(world, balancer) else { return vec![internal] };
    let vpc = places.iter().filter_map(|place| place.subnet).find_map(|subnet| subnets::vpc_of(world, subnet));
    let public = vpc.map(|vpc| public_subnets(world, vpc)).unwrap_or_default();
    if public.len() < places.len() || world.property(balancer, "SubnetMappings").is_some() {
        return vec![internal];
    }
    let chosen = &public[..places.len().max(1)];
    let names: Vec<String> = chosen.iter().map(|subnet| locate.called(*subnet)).collect();
    let list = Value::list(chosen.iter().map(|subnet| reference(world, *subnet)).collect::<Vec<_>>());
    let moved = Remedy {
        text: format!("put it into {}, which lead to the internet", joined(&names)),
        cost: Cost::Nothing,
        changes: vec![Change::Set(balancer, "Subnets", list)],
    };
    vec![moved, internal]
}
