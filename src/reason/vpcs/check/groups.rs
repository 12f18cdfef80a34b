//! Security groups of another VPC than what has them.
//!
//! See "Security groups for your VPC" in the Amazon VPC User Guide.

use super::{At, Check, Finding};
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use crate::reason::vpcs::groups::among;
use crate::template::{Step, Value};

/// What the endpoints' check looks at already.
const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";

pub fn check(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    for (at, resource) in networks.resources.iter().enumerate().filter(|(_, one)| one.kind != ENDPOINT) {
        let found = resource.properties.iter().find_map(|(name, value)| among(name, value));
        let Some((way, Value::List(groups))) = found else { continue };
        let stands = check.standing(at).into_iter().find_map(|subnet| Some((subnet, networks.vpc(subnet)?)));
        let Some((subnet, its)) = stands else { continue };
        for (index, group) in groups.iter().enumerate() {
            let Some(Thing::Own(group)) = networks.thing(group) else { continue };
            let Some(theirs) = networks.vpc(Thing::Own(group)).filter(|theirs| theirs.is(its) == Some(false)) else {
                continue;
            };
            let mut way: Vec<Step<'_>> = [Step::Key("Properties")].into_iter().chain(way.iter().copied()).collect();
            way.push(Step::Item(index));
            check.other_vpc((at, way), (group, theirs), (subnet, its));
        }
    }
}

impl<'t> Check<'_, 't> {
    /// The subnets that a resource stands in, or its network interfaces do.
    fn standing(&self, at: usize) -> Vec<Thing<'t>> {
        let networks = self.networks;
        let resource = &networks.resources[at];
        match resource.kind.as_ref() {
            "AWS::Lambda::Function" => match resource.get("VpcConfig") {
                Some(Value::Map(entries)) => {
                    networks.listed(entries.iter().find(|(key, _)| key == "SubnetIds").map(|(_, value)| value))
                }
                _ => Vec::new(),
            },
            "AWS::ElastiCache::ReplicationGroup" | "AWS::ElastiCache::CacheCluster" => {
                match networks.named(at, "CacheSubnetGroupName") {
                    Some(Thing::Own(group)) => networks.listed(networks.resources[group].get("SubnetIds")),
                    Some(Thing::Id(_) | Thing::Input(_)) | None => Vec::new(),
                }
            }
            _ => networks.subnets(at),
        }
    }

    fn other_vpc(
        &mut self,
        (at, way): (usize, Vec<Step<'t>>),
        (group, theirs): (usize, Thing<'t>),
        (subnet, its): (Thing<'t>, Thing<'t>),
    ) {
        let name = |of: Thing<'_>| match of {
            Thing::Own(at) => (self.called)(at),
            Thing::Id(id) | Thing::Input(id) => format!("`{id}`"),
        };
        let (called, theirs, its) = ((self.called)(at), name(theirs), name(its));
        let message = format!("{called} is in {its}, and its security group {} in {theirs}", (self.called)(group));
        let mut places = vec![
            At { resource: at, way, named: vec![group], label: "of another VPC".to_owned() },
            At::property(group, "VpcId", format!("in {theirs}")),
        ];
        if let Thing::Own(subnet) = subnet {
            places.push(At::property(subnet, "VpcId", format!("in {its}")));
        }
        let problem = Diagnostic::error("wrong-vpc", message).help("name a security group of the same VPC");
        self.found.push(Finding::new(problem, places));
    }
}
