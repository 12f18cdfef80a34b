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
    for at in networks.all("AWS::EC2::NatGateway") {
        let is_private = networks.resources[at].get("ConnectivityType") != None
            && networks.resources[at].get("ConnectivityType") != Some(&Value::text("public"));
        let Some(Thing::Own(subnet)) = networks.named(at, "SubnetId") else { continue };
        if is_private || networks.may_be_public(subnet) {
            continue;
        }
        let name = (check.called)(subnet);
        let message = format!("a NAT gateway stands in a public subnet, and {name} does not lead to the internet");
        let public = networks.all("AWS::EC2::Subnet");
        let same_vpc = |other: &usize| networks.vpc(Thing::Own(*other)) == networks.vpc(Thing::Own(subnet));
        let public: Vec<String> = public
            .filter(|other| *other != subnet && same_vpc(other) && networks.may_be_public(*other))
            .map(check.called)
            .collect();
        let help = match public.as_slice() {
            [] => format!("make {name} public: public = yes; or put the NAT gateway into a subnet that is"),
            public => format!("put it into {}", crate::suggest::any_of(public.iter().map(String::as_str))),
        };
        let places = [At::property(at, "SubnetId", "not public").naming([subnet]), At::whole(subnet, "declared here")];
        let problem = Diagnostic::error("nat-in-private-subnet", message).help(help);
        check.found.push(Finding::new(problem, places).absence());
    }
}

/// What needs a gateway, or a further block, and is not made after it.
fn waiting(check: &mut Check<'_, '_>) {
    for Needed { by, on } in check.networks.missing(&|_| true) {
        if !check.together(by, on) {
            continue;
        }
        let (name, needed) = ((check.called)(by), &check.networks.resources[on]);
        let (what, label) = match needed.kind.as_ref() {
            "AWS::EC2::VPCCidrBlock" => ("the block that it lies in is there", "the block"),
            _ => ("the gateway of its VPC is attached", "attached by this"),
        };
        let message = format!("{name} may be made before {what}, and then fails");
        let problem = Diagnostic::warning(NOT_WAITING, message);
        let places = [At::whole(by, "does not wait for it"), At::whole(on, label)];
        let finding = Finding::new(problem.help(format!("let it wait: DependsOn: {}", needed.id)), places);
        check.found.push(finding.absence());
    }
}
