//! Internet gateways: one for a VPC, and waited for; NAT gateways behind them.

use super::{At, Check, Finding};
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::{Needed, Thing};
use crate::template::Value;
use rustc_hash::FxHashMap;

/// What is said of something that does not wait.
pub const NOT_WAITING: &str = "missing-gateway-dependency";

pub fn check(check: &mut Check<'_, '_>) {
    twice(check);
    nat(check);
    waiting(check);
}

/// A VPC has one internet gateway, and a gateway one VPC.
fn twice(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let mut known: FxHashMap<Thing<'_>, Vec<usize>> = FxHashMap::default();
    for at in networks.all("AWS::EC2::VPCGatewayAttachment") {
        let (Some(gateway), Some(vpc)) = (networks.named(at, "InternetGatewayId"), networks.named(at, "VpcId")) else {
            continue;
        };
        for (one, property) in [(vpc, "VpcId"), (gateway, "InternetGatewayId")] {
            let before = known.entry(one).or_default();
            if let Some(first) = before.iter().copied().find(|first| check.together(at, *first)) {
                let Thing::Own(own) = one else { continue };
                let name = (check.called)(own);
                let message = match property {
                    "VpcId" => format!("{name} is given two internet gateways"),
                    _ => format!("{name} is attached twice"),
                };
                let places = [
                    At::property(at, property, "the second time").naming([own]),
                    At::property(first, property, "the first time").naming([own]),
                ];
                let problem = Diagnostic::error("two-internet-gateways", message);
                let help = "keep one of them: a VPC has one internet gateway, and a gateway one VPC";
                check.found.push(Finding::new(problem.help(help), places));
            }
            before.push(at);
        }
    }
}

/// A public NAT gateway stands in a subnet that leads to the internet.
fn nat(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let public = Value::text("public");
    for at in networks.all("AWS::EC2::NatGateway") {
        let is_public = networks.resources[at].get("ConnectivityType").is_none_or(|kind| *kind == public);
        let Some(Thing::Own(subnet)) = networks.named(at, "SubnetId") else { continue };
        if is_public && networks.is_public(subnet) == Some(false) {
            in_private_subnet(at, subnet, check);
        }
    }
}

fn in_private_subnet(nat: usize, subnet: usize, check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let name = (check.called)(subnet);
    let message = format!("a NAT gateway stands in a public subnet, and {name} does not lead to the internet");
    let vpc = networks.vpc(Thing::Own(subnet));
    let others = networks.all("AWS::EC2::Subnet").filter(|other| networks.vpc(Thing::Own(*other)) == vpc);
    let public: Vec<String> =
        others.filter(|other| networks.is_public(*other) == Some(true)).map(check.called).collect();
    let (help, write) = if public.is_empty() {
        let rest = "or put the NAT gateway into a subnet that is public";
        (
            format!("give {name} a route to an internet gateway, {rest}"),
            format!("make {name} public: public = yes; {rest}"),
        )
    } else {
        let help = format!("put it into {}", crate::suggest::any_of(public));
        (help.clone(), help)
    };
    let places = [At::property(nat, "SubnetId", "not public").naming([subnet]), At::whole(subnet, "declared here")];
    let problem = Diagnostic::error("nat-in-private-subnet", message).help(help);
    check.found.push(Finding::new(problem, places).write(write).absence());
}

/// What needs a gateway, or a further block, and is not made after it.
fn waiting(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    // An address that is kept for a NAT gateway needs nothing by itself.
    let is_asked = |at: usize| {
        networks.resources[at].kind != "AWS::EC2::EIP" || networks.resources[at].get("InstanceId").is_some()
    };
    for Needed { by, on } in networks.missing(&is_asked) {
        if !check.together(by, on) {
            continue;
        }
        let (name, needed) = ((check.called)(by), &check.networks.resources[on]);
        let (what, label) = match needed.kind.as_ref() {
            "AWS::EC2::VPCCidrBlock" => ("the block of addresses that it lies in", "the block"),
            "AWS::EC2::VPCGatewayAttachment" => ("the gateway of its VPC", "attached by this"),
            _ => ("the transit gateway of its VPC", "attached by this"),
        };
        let message = format!("{name} needs {what}, and may be made before that is there");
        let problem = Diagnostic::warning(NOT_WAITING, message);
        let places = [At::whole(by, "does not wait for it"), At::whole(on, label)];
        let finding = Finding::new(problem.help(format!("let it wait: DependsOn: {}", needed.id)), places);
        check.found.push(finding.absence());
    }
}
