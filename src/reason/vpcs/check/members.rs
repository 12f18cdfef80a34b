//! Things that belong to another VPC than what they are given to; and route tables of which a subnet has two.

use super::{At, Check, Finding};
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use crate::template::Value;
use rustc_hash::FxHashMap;

/// Properties that name what has to be in the VPC of the resource.
const OF_ENDPOINTS: [&str; 3] = ["SubnetIds", "RouteTableIds", "SecurityGroupIds"];

pub fn check(check: &mut Check<'_, '_>) {
    associations(check);
    endpoints(check);
}

fn associations(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let mut first: FxHashMap<Thing<'_>, Vec<usize>> = FxHashMap::default();
    for at in networks.all("AWS::EC2::SubnetRouteTableAssociation") {
        let (subnet, table) = (networks.named(at, "SubnetId"), networks.named(at, "RouteTableId"));
        let Some(subnet) = subnet else { continue };
        if let Some(table) = table {
            let vpcs = (networks.vpc(subnet), networks.vpc(table));
            if let (Some(its), Some(theirs)) = vpcs
                && its.is(theirs) == Some(false)
            {
                other_vpc((at, "RouteTableId"), (table, theirs), (subnet, its), check);
            }
        }
        let before = first.entry(subnet).or_default();
        if let Some(other) = before.iter().copied().find(|other| check.together(at, *other)) {
            two_tables(subnet, at, other, check);
        }
        before.push(at);
    }
}

fn name(of: Thing<'_>, check: &Check<'_, '_>) -> String {
    match of {
        Thing::Own(at) => (check.called)(at),
        Thing::Id(id) | Thing::Input(id) => format!("`{id}`"),
    }
}

fn own(of: Thing<'_>) -> Option<usize> {
    match of {
        Thing::Own(at) => Some(at),
        Thing::Id(_) | Thing::Input(_) => None,
    }
}

/// Something that is given to what stands in another VPC.
fn other_vpc<'t>(
    (at, property): (usize, &'t str),
    (what, theirs): (Thing<'t>, Thing<'t>),
    (to, its): (Thing<'t>, Thing<'t>),
    check: &mut Check<'_, 't>,
) {
    let (what_name, to_name) = (name(what, check), name(to, check));
    let message =
        format!("{what_name} and {to_name} are in two VPCs, {} and {}", name(theirs, check), name(its, check));
    let named = own(what).into_iter().chain(own(to));
    let mut places = vec![At::property(at, property, "of another VPC").naming(named)];
    for (one, vpc) in [(what, theirs), (to, its)] {
        if let Some(one) = own(one).filter(|one| *one != at) {
            places.push(At::property(one, "VpcId", format!("in {}", name(vpc, check))).naming(own(vpc)));
        }
    }
    let problem = Diagnostic::error("wrong-vpc", message).help("name one of the same VPC");
    check.found.push(Finding::new(problem, places));
}

fn two_tables<'t>(subnet: Thing<'t>, at: usize, first: usize, check: &mut Check<'_, 't>) {
    let message = format!("{} is given two route tables", name(subnet, check));
    let label = |resource, label| At::property(resource, "SubnetId", label).naming(own(subnet));
    let places = [label(at, "the second one"), label(first, "the first one")];
    let problem = Diagnostic::error("two-route-tables", message).help("keep one of them: a subnet has one route table");
    check.found.push(Finding::new(problem, places));
}

/// What an endpoint names is in its VPC, and no other one there leads to the same service in the same way.
fn endpoints(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let mut known: FxHashMap<(Thing<'_>, String), Vec<usize>> = FxHashMap::default();
    for at in networks.all("AWS::EC2::VPCEndpoint") {
        let Some(its) = networks.named(at, "VpcId") else { continue };
        if let Some(service) = networks.resources[at].get("ServiceName") {
            let before = known.entry((its, format!("{service:?}"))).or_default();
            if let Some(first) = before.iter().copied().find(|first| clash(at, *first, check)) {
                let message = format!(
                    "{} and {} lead to one service",
                    name(Thing::Own(at), check),
                    name(Thing::Own(first), check)
                );
                let problem = Diagnostic::error("same-endpoint", message);
                let help =
                    "keep one of them: a route table has one way to a service, and a host name one meaning in a VPC";
                let places = [At::whole(at, "the second one"), At::whole(first, "the first one")];
                check.found.push(Finding::new(problem.help(help), places));
            }
            before.push(at);
        }
        for property in OF_ENDPOINTS {
            for what in networks.listed(networks.resources[at].get(property)) {
                if let Some(theirs) = networks.vpc(what).filter(|theirs| theirs.is(its) == Some(false)) {
                    other_vpc((at, property), (what, theirs), (Thing::Own(at), its), check);
                }
            }
        }
    }
}

/// Whether two endpoints for one service cannot be there at once: in the same route table, or both under its own name.
fn clash(one: usize, other: usize, check: &Check<'_, '_>) -> bool {
    let networks = check.networks;
    let tables = |at: usize| networks.listed(networks.resources[at].get("RouteTableIds"));
    let theirs = tables(other);
    let has_name = |at: usize| networks.resources[at].get("PrivateDnsEnabled") == Some(&Value::Bool(true));
    check.together(one, other)
        && (tables(one).iter().any(|table| theirs.contains(table)) || has_name(one) && has_name(other))
}
