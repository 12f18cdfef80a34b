//! Ways to services of AWS, and to the internet: endpoints, and NAT gateways.

use super::endpoints::{self, bare, reference};
use super::{Change, Cost, Remedy, TRIED};
use crate::findings::{Locate, joined};
use crate::reason::network::blocks::{self, Addresses};
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::reach::End;
use crate::reason::network::routes::{self, Target};
use crate::reason::network::services::GATEWAYS;
use crate::reason::network::subnets::{self, Held};
use crate::reason::references;
use crate::reason::relations::Relations;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::{Resource, Value};

/// What may lead somebody to a service.
pub fn to_service(
    relations: &Relations<'_>,
    (who, service): (&[usize], &'static str),
    locate: &dyn Locate,
) -> Vec<Remedy<'static>> {
    super::in_first_case(relations, |world| to(world, (who, Some(service)), locate)).unwrap_or_default()
}

/// Whether all of them reach a service in every case.
pub fn reach(relations: &Relations<'_>, who: &[usize], service: &'static str) -> bool {
    who.iter().all(|at| relations.reach(End::Resource(*at), End::Service(service), None).truth == Truth::Yes)
}

/// What may lead somebody to a service, or to the internet where none is meant.
pub fn to(
    world: &World<'_, '_>,
    (who, service): (&[usize], Option<&'static str>),
    locate: &dyn Locate,
) -> Vec<Remedy<'static>> {
    let subnets = subnets_of(world, who);
    let Some(vpc) = subnets.first().and_then(|subnet| subnets::vpc_of(world, *subnet)) else { return Vec::new() };
    let tables = tables_of(world, &subnets);
    let is_main = |subnet: &usize| subnets::table_of(world, *subnet) == Held::Initial;
    if let Some(service) = service.filter(|service| GATEWAYS.contains(service) && subnets.iter().all(is_main)) {
        return vec![endpoints::with_table(world, (vpc, service), &subnets, locate)];
    }
    let endpoint = match (service, &tables) {
        (Some(service), Some(tables)) if GATEWAYS.contains(&service) => {
            Some(endpoints::gateway(world, (vpc, service), tables, locate))
        }
        (Some(service), _) if !GATEWAYS.contains(&service) => {
            Some(endpoints::interface(world, (vpc, service), &subnets, locate))
        }
        (Some(_) | None, _) => None,
    };
    let nat = || tables.and_then(|tables| nat_gateway(world, vpc, (&subnets, &tables), locate));
    let nat = sometimes(world, vpc, locate).or_else(nat);
    endpoint.into_iter().chain(nat).collect()
}

/// A NAT gateway of the VPC that is made under a condition, made in every case.
fn sometimes(world: &World<'_, '_>, vpc: usize, locate: &dyn Locate) -> Option<Remedy<'static>> {
    let all = world.view.template.resources.iter().enumerate();
    let (nat, condition) =
        all.filter(|(_, resource)| resource.kind == "AWS::EC2::NatGateway").find_map(|(at, nat)| {
            let named = nat.get("SubnetId").and_then(|value| world.meant(value, "AWS::EC2::Subnet"))?;
            let condition = references::condition(&nat.attributes)?;
            (subnets::vpc_of(world, named) == Some(vpc)).then_some((at, condition))
        })?;
    let text = format!("make {} in every case, not only with some inputs", locate.called(nat));
    Some(Remedy { text, cost: Cost::Hourly, changes: vec![Change::Always(condition.to_owned())] })
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

/// A NAT gateway in a subnet that reaches the internet, where there is one.
fn nat_gateway(
    world: &World<'_, '_>,
    vpc: usize,
    (subnets, tables): (&[usize], &[usize]),
    locate: &dyn Locate,
) -> Option<Remedy<'static>> {
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
        format!("write `nat gw in {}` and give {} `egress = gw`", bare(&public), joined(&names))
    } else {
        format!("add a NAT gateway in {public} and a route to it for {}", joined(&names))
    };
    Some(Remedy { text, cost: Cost::Hourly, changes: added.into_iter().map(Change::Add).collect() })
}
