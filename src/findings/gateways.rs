//! Gateways that lead nowhere, and load balancers that nobody reaches.

use super::{Locate, deciding};
use crate::diagnostic::Diagnostic;
use crate::reason::network::blocks::Addresses;
use crate::reason::network::nodes::{self, Connection};
use crate::reason::network::routes::{self, Target, Way as Route};
use crate::reason::network::{internet, subnets};
use crate::reason::relations::Relations;
use crate::reason::trace::{Trace, Way};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use rustc_hash::FxHashSet;

/// Everything of the kind that is sure in some case.
pub fn check(relations: &Relations<'_>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    relations.in_each_case(|world, _, combination| {
        if !combination.sure {
            return;
        }
        for (at, problem) in
            nats(world, locate).into_iter().chain(unattached(world, locate)).chain(balancers(world, locate))
        {
            if seen.insert((at, problem.code)) {
                found.push(problem);
            }
        }
    });
    found
}

fn own(at: usize) -> Way<'static> {
    Way { resource: at, steps: Vec::new() }
}

/// NAT gateways that do not reach the internet themselves.
fn nats(world: &World<'_, '_>, locate: &dyn Locate) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    for nat in world.of_kind("AWS::EC2::NatGateway") {
        let Some(subnet) = world.property(*nat, "SubnetId").and_then(|value| world.meant(value, "AWS::EC2::Subnet"))
        else {
            continue;
        };
        let mut trace = Trace::written();
        if internet::from_nat(world, *nat, super::exposed::ANY, &mut trace) != Truth::No {
            continue;
        }
        let steps = trace.into_steps();
        let why = deciding(&steps, Truth::No).map(|step| step.text.clone()).unwrap_or_default();
        if world.property(*nat, "ConnectivityType").is_some_and(|kind| world.symbol(kind).known() == Some("private")) {
            continue;
        }
        let message = format!("{} leads nowhere: {why}", locate.called(*nat));
        let problem = Diagnostic::warning("nat-without-route", message)
            .label(locate.place(&own(*nat)), "costs money and serves nobody")
            .label(locate.place(&own(subnet)), "its subnet")
            .help("put it into a public subnet: one with a route to an internet gateway");
        found.push((*nat, problem));
    }
    found
}

/// Internet gateways that nothing attaches.
fn unattached(world: &World<'_, '_>, locate: &dyn Locate) -> Vec<(usize, Diagnostic)> {
    let kind = "AWS::EC2::InternetGateway";
    let named: Vec<Option<usize>> = world
        .of_kind("AWS::EC2::VPCGatewayAttachment")
        .iter()
        .map(|at| world.property(*at, "InternetGatewayId").and_then(|value| world.meant(value, kind)))
        .collect();
    let is_free = |at: &&usize| !named.contains(&Some(**at)) && !named.contains(&None);
    let problem = |at: &usize| {
        let message = format!("{} is attached to no VPC, so that nothing goes through it", locate.called(*at));
        let problem = Diagnostic::warning("unattached-gateway", message)
            .label(locate.place(&own(*at)), "not attached")
            .help("attach it: AWS::EC2::VPCGatewayAttachment with its id and that of the VPC");
        (*at, problem)
    };
    world.of_kind(kind).iter().filter(is_free).map(problem).collect()
}

/// Load balancers for the internet in subnets that it has no way to.
fn balancers(world: &World<'_, '_>, locate: &dyn Locate) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    for at in world.of_kind("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        let Some(Connection::Within(places)) = nodes::connection(world, *at) else { continue };
        if places.iter().any(|place| place.is_public != Truth::Yes) {
            continue;
        }
        let is_private = |subnet: &usize| match routes::way(world, *subnet, Addresses::Internet) {
            Route::Nowhere(_) | Route::Local => true,
            Route::Route(_, target) => matches!(target, Target::Nat(_) | Target::Peering(_) | Target::Local),
            Route::Several(_) | Route::Unknown => false,
        };
        let known = places.iter().filter_map(|place| place.subnet);
        let Some(subnet) = known.filter(|subnet| subnets::vpc_of(world, *subnet).is_some()).find(is_private) else {
            continue;
        };
        let message = format!(
            "{} is meant for the internet, but {} has no route to an internet gateway",
            locate.called(*at),
            locate.called(subnet)
        );
        let problem = Diagnostic::warning("load-balancer-in-private-subnet", message)
            .label(locate.place(&own(*at)), "nobody outside gets an answer from here")
            .label(locate.place(&own(subnet)), "no way to the internet")
            .help("put it into public subnets, or make it an internal one");
        found.push((*at, problem));
    }
    found
}
