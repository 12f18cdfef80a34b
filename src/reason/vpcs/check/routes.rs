//! Routes: one for each destination, and through gateways that are attached.

use super::{At, Check, Finding};
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use crate::template::Value;
use rustc_hash::FxHashMap;

const DESTINATIONS: [&str; 3] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

pub fn check(check: &mut Check<'_, '_>) {
    duplicates(check);
    not_attached(check);
}

/// A destination in the spelling that EC2 compares.
fn destination<'t>(value: &'t Value<'t>) -> Option<String> {
    match value {
        Value::Text(text) => Some(Block::parse(text).map_or_else(|_| text.to_string(), |block| block.to_string())),
        Value::Ref(id) => Some(format!("Ref {id}")),
        Value::GetAtt(target) => Some(format!("GetAtt {}.{}", target.0, target.1)),
        _ => None,
    }
}

fn duplicates(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let mut known: FxHashMap<(Thing<'_>, String), Vec<usize>> = FxHashMap::default();
    for at in networks.all("AWS::EC2::Route") {
        let resource = &networks.resources[at];
        let given = DESTINATIONS.iter().find_map(|name| Some((*name, resource.get(name)?)));
        let Some((property, value)) = given else { continue };
        let (Some(table), Some(to)) = (networks.named(at, "RouteTableId"), destination(value)) else { continue };
        let before = known.entry((table, to.clone())).or_default();
        if let Some(first) = before.iter().copied().find(|first| check.together(at, *first)) {
            let table = match table {
                Thing::Own(table) => (check.called)(table),
                Thing::Id(id) | Thing::Input(id) => format!("`{id}`"),
            };
            let message = format!("{table} has two routes to one destination");
            let problem = Diagnostic::error("duplicate-route", message)
                .help("keep one of them: a table has one route for each destination");
            let places = [At::property(at, property, "a second route"), At::property(first, property, "the first one")];
            check.found.push(Finding::new(problem, places));
        }
        before.push(at);
    }
}

/// Routes to internet gateways that are attached to nothing, or to another VPC.
fn not_attached(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    for at in networks.all("AWS::EC2::Route") {
        let Some(Thing::Own(gateway)) = networks.named(at, "GatewayId") else { continue };
        if networks.resources[gateway].kind != "AWS::EC2::InternetGateway" {
            continue;
        }
        let mut attached = Vec::new();
        let mut is_known = true;
        for attachment in networks.all("AWS::EC2::VPCGatewayAttachment") {
            match (
                networks.resources[attachment].get("InternetGatewayId"),
                networks.named(attachment, "InternetGatewayId"),
            ) {
                (None, _) => {}
                (Some(_), Some(Thing::Own(other))) if other != gateway => {}
                (Some(_), Some(Thing::Own(_))) => attached.push(attachment),
                // Whatever only the deploy knows may be this one.
                (Some(_), _) => is_known = false,
            }
        }
        let vpc = networks.named(at, "RouteTableId").and_then(|table| networks.vpc(table));
        let is_here = |attachment: &usize| match (networks.named(*attachment, "VpcId"), vpc) {
            (Some(its), Some(vpc)) => its.is(vpc) != Some(false),
            (_, _) => true,
        };
        if is_known && !attached.iter().any(is_here) {
            let name = (check.called)(gateway);
            let (message, help, write) = match attached.first() {
                None => (
                    format!("{name} is not attached to a VPC, so that no route leads through it"),
                    "attach it by a resource of the type AWS::EC2::VPCGatewayAttachment",
                    "attach it: internet_gateway NAME in VPC, or AWS::EC2::VPCGatewayAttachment",
                ),
                Some(_) => (
                    format!("{name} is attached to another VPC than this route table's"),
                    "name the gateway of the same VPC",
                    "name the gateway of the same VPC",
                ),
            };
            let places = [
                At::property(at, "GatewayId", "leads through it").naming([gateway]),
                At::whole(gateway, "declared here"),
            ];
            let problem = Diagnostic::error("gateway-not-attached", message).help(help);
            check.found.push(Finding::new(problem, places).write(write).absence());
        }
    }
}
