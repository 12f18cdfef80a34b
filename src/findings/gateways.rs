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
use crate::remedies::{self, Remedy, Trials, gateways};

const NAT: &str = "AWS::EC2::NatGateway";
const GATEWAY: &str = "AWS::EC2::InternetGateway";
const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/// Something that serves nobody where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Useless {
    /// A NAT gateway that does not reach the internet itself: its subnet, and why.
    Nat(usize, String),
    /// An internet gateway that nothing attaches.
    Gateway,
    /// A load balancer for the internet in a subnet that it has no way to.
    Balancer(usize),
}

/// Everything of the kind that is sure in some case, each once.
pub fn check(relations: &Relations<'_>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let found = found(relations, super::of_kinds(relations, &[NAT, GATEWAY, BALANCER]));
    let mut trials = Trials::new(relations);
    found.iter().map(|(at, useless)| problem(&mut trials, (*at, useless), locate)).collect()
}

fn found(relations: &Relations<'_>, all: impl IntoIterator<Item = usize>) -> Vec<(usize, Useless)> {
    let found = relations.first_of_each(all, |world, _, at| Some((at, useless(world, at)?)));
    found.into_iter().map(|(found, _)| found).collect()
}

/// What is wrong with one of them, where it is there.
fn useless(world: &World<'_, '_>, at: usize) -> Option<Useless> {
    if world.view.is_there(world.resource(at)) == Some(false) {
        return None;
    }
    match world.resource(at).kind.as_ref() {
        NAT => nat(world, at),
        GATEWAY => unattached(world, at),
        _ => balancer(world, at),
    }
}

fn problem(trials: &mut Trials<'_, '_>, (at, useless): (usize, &Useless), locate: &dyn Locate) -> Diagnostic {
    let name = locate.called(at);
    let place = |at: usize| locate.place(&Way { resource: at, steps: Vec::new() });
    let (problem, otherwise) = match useless {
        Useless::Nat(subnet, why) => (
            Diagnostic::warning("nat-without-route", format!("{name} leads nowhere: {why}"))
                .label(place(at), "costs money and serves nobody")
                .label(place(*subnet), "its subnet"),
            "put it into a public subnet: one with a route to an internet gateway",
        ),
        Useless::Gateway => (
            Diagnostic::warning(
                "unattached-gateway",
                format!("{name} is attached to no VPC, so that nothing goes through it"),
            )
            .label(place(at), "not attached"),
            "attach it: AWS::EC2::VPCGatewayAttachment with its id and that of the VPC",
        ),
        Useless::Balancer(subnet) => (
            Diagnostic::warning(
                "load-balancer-in-private-subnet",
                format!(
                    "{name} is meant for the internet, but {} has no route to an internet gateway",
                    locate.called(*subnet)
                ),
            )
            .label(place(at), "nobody outside gets an answer from here")
            .label(place(*subnet), "no way to the internet"),
            "put it into public subnets, or make it an internal one",
        ),
    };
    let gone = |tried: &Relations<'_>| self::found(tried, [at]).is_empty();
    let help = trials.help(candidates(trials.relations, (at, useless), locate), &gone);
    problem.help(if help.is_empty() { otherwise.to_owned() } else { help })
}

fn candidates(
    relations: &Relations<'_>,
    (at, useless): (usize, &Useless),
    locate: &dyn Locate,
) -> Vec<Remedy<'static>> {
    let found = remedies::in_first_case(relations, |world| match useless {
        Useless::Nat(subnet, _) => gateways::for_nat(world, at, *subnet, locate),
        Useless::Gateway => gateways::for_gateway(world, at, locate),
        Useless::Balancer(_) => gateways::for_balancer(world, at, locate),
    });
    found.unwrap_or_default()
}

fn nat(world: &World<'_, '_>, at: usize) -> Option<Useless> {
    let subnet = world.meant(world.property(at, "SubnetId")?, "AWS::EC2::Subnet")?;
    if world.property(at, "ConnectivityType").is_some_and(|kind| world.symbol(kind).known() == Some("private")) {
        return None;
    }
    let mut trace = Trace::written();
    if internet::from_nat(world, at, super::exposed::ANY, &mut trace) != Truth::No {
        return None;
    }
    let steps = trace.into_steps();
    let why = deciding(&steps, Truth::No).map(|step| step.text.clone()).unwrap_or_default();
    Some(Useless::Nat(subnet, why))
}

fn unattached(world: &World<'_, '_>, at: usize) -> Option<Useless> {
    // Without a VPC to attach it to, that is done elsewhere.
    if world.of_kind("AWS::EC2::VPC").is_empty() {
        return None;
    }
    let mut named = world
        .of_kind("AWS::EC2::VPCGatewayAttachment")
        .iter()
        .map(|by| world.property(*by, "InternetGatewayId").and_then(|value| world.meant(value, GATEWAY)));
    let is_attached = named.any(|named| named.is_none_or(|named| named == at));
    (!is_attached).then_some(Useless::Gateway)
}

fn balancer(world: &World<'_, '_>, at: usize) -> Option<Useless> {
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
    let private = known.filter(|subnet| subnets::vpc_of(world, *subnet).is_some()).find(is_private);
    private.map(Useless::Balancer)
}
