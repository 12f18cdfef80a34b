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

const NAT: &str = "AWS::EC2::NatGateway";
const GATEWAY: &str = "AWS::EC2::InternetGateway";
const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/// Everything of the kind that is sure in some case.
pub fn check(relations: &Relations<'_>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let all = super::of_kinds(relations, &[NAT, GATEWAY, BALANCER]);
    let found = relations.first_of_each(all, |world, _, at| {
        if world.view.is_there(world.resource(at)) == Some(false) {
            return None;
        }
        match world.resource(at).kind.as_ref() {
            NAT => nat(world, at, locate),
            GATEWAY => unattached(world, at, locate),
            _ => balancer(world, at, locate),
        }
    });
    found.into_iter().map(|(problem, _)| problem).collect()
}

fn own(at: usize) -> Way<'static> {
    Way { resource: at, steps: Vec::new() }
}

/// A NAT gateway that does not reach the internet itself.
fn nat(world: &World<'_, '_>, at: usize, locate: &dyn Locate) -> Option<Diagnostic> {
    let subnet = world.meant(world.property(at, "SubnetId")?, "AWS::EC2::Subnet")?;
    let mut trace = Trace::written();
    if internet::from_nat(world, at, super::exposed::ANY, &mut trace) != Truth::No {
        return None;
    }
    let steps = trace.into_steps();
    let why = deciding(&steps, Truth::No).map(|step| step.text.clone()).unwrap_or_default();
    if world.property(at, "ConnectivityType").is_some_and(|kind| world.symbol(kind).known() == Some("private")) {
        return None;
    }
    let message = format!("{} leads nowhere: {why}", locate.called(at));
    let problem = Diagnostic::warning("nat-without-route", message)
        .label(locate.place(&own(at)), "costs money and serves nobody")
        .label(locate.place(&own(subnet)), "its subnet");
    Some(problem.help("put it into a public subnet: one with a route to an internet gateway"))
}

/// An internet gateway that nothing attaches.
fn unattached(world: &World<'_, '_>, at: usize, locate: &dyn Locate) -> Option<Diagnostic> {
    // Without a VPC to attach it to, that is done elsewhere.
    if world.of_kind("AWS::EC2::VPC").is_empty() {
        return None;
    }
    let mut named = world
        .of_kind("AWS::EC2::VPCGatewayAttachment")
        .iter()
        .map(|by| world.property(*by, "InternetGatewayId").and_then(|value| world.meant(value, GATEWAY)));
    if named.any(|named| named.is_none_or(|named| named == at)) {
        return None;
    }
    let message = format!("{} is attached to no VPC, so that nothing goes through it", locate.called(at));
    let problem = Diagnostic::warning("unattached-gateway", message).label(locate.place(&own(at)), "not attached");
    Some(problem.help("attach it: AWS::EC2::VPCGatewayAttachment with its id and that of the VPC"))
}

/// A load balancer for the internet in a subnet that it has no way to.
fn balancer(world: &World<'_, '_>, at: usize, locate: &dyn Locate) -> Option<Diagnostic> {
    let Some(Connection::Within(places)) = nodes::connection(world, at) else { return None };
    if places.iter().any(|place| place.is_public != Truth::Yes) {
        return None;
    }
    let is_private = |subnet: &usize| match routes::way(world, *subnet, Addresses::Internet) {
        Route::Nowhere(_) | Route::Local => true,
        Route::Route(_, target) => matches!(target, Target::Nat(_) | Target::Peering(_) | Target::Local),
        Route::Several(_) | Route::Unknown => false,
    };
    let known = places.iter().filter_map(|place| place.subnet);
    let subnet = known.filter(|subnet| subnets::vpc_of(world, *subnet).is_some()).find(is_private)?;
    let message = format!(
        "{} is meant for the internet, but {} has no route to an internet gateway",
        locate.called(at),
        locate.called(subnet)
    );
    let problem = Diagnostic::warning("load-balancer-in-private-subnet", message)
        .label(locate.place(&own(at)), "nobody outside gets an answer from here")
        .label(locate.place(&own(subnet)), "no way to the internet");
    Some(problem.help("put it into public subnets, or make it an internal one"))
}
