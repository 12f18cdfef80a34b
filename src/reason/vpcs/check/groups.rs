//! What stands in subnets stands in one VPC, and has security groups of that.
//!
//! See "Security groups for your VPC" in the Amazon VPC User Guide.

use super::{At, Check, Finding};
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use crate::reason::vpcs::groups::among;
use crate::template::{Step, Value};

/// What the endpoints' check looks at already.
const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";

/// Types that stand in the subnets of a group, of which it is said.
const IN_GROUPS: [&str; 4] = [
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
];

pub fn check(check: &mut Check<'_, '_>) {
    groups(check);
    for at in 0..check.networks.resources.len() {
        subnets(at, check);
    }
}

/// Subnets of two VPCs.
fn subnets(at: usize, check: &mut Check<'_, '_>) {
    let networks = check.networks;
    let kind = networks.resources[at].kind.as_ref();
    if kind == ENDPOINT || IN_GROUPS.contains(&kind) {
        return;
    }
    let known = |subnet: Thing<'_>| match subnet {
        Thing::Own(at) => Some(at),
        Thing::Id(_) | Thing::Input(_) => None,
    };
    let subnets = check.standing(at).into_iter().filter_map(|subnet| Some((known(subnet)?, networks.vpc(subnet)?)));
    let subnets: Vec<_> = subnets.collect();
    let Some(((first, its), rest)) = subnets.split_first() else { return };
    let Some((other, theirs)) = rest.iter().find(|(_, theirs)| theirs.is(*its) == Some(false)) else { return };
    let (its, theirs) = (name(*its, check), name(*theirs, check));
    let message = format!("{} would stand in two VPCs, {its} and {theirs}", (check.called)(at));
    let here = |subnet: usize, vpc: &str| At {
        resource: at,
        way: vec![Step::Key("Properties"), Step::Key("SubnetIds")],
        named: vec![subnet],
        label: format!("in {vpc}"),
    };
    let problem = Diagnostic::error("wrong-vpc", message).help("name subnets of one VPC");
    check.found.push(Finding::new(problem, [here(*other, &theirs), here(*first, &its)]));
}

fn name(of: Thing<'_>, check: &Check<'_, '_>) -> String {
    match of {
        Thing::Own(at) => (check.called)(at),
        Thing::Id(id) | Thing::Input(id) => format!("`{id}`"),
    }
}

fn groups(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    for by in (0..networks.resources.len()).filter(|by| networks.resources[*by].kind != ENDPOINT) {
        // Most resources stand nowhere, and need no look at all that is in them.
        let stands = check.standing(by).into_iter().find_map(|subnet| Some((subnet, networks.vpc(subnet)?)));
        let Some((subnet, its)) = stands else { continue };
        let at = check.described(by);
        let found = networks.resources[at].properties.iter().find_map(|(name, value)| among(name, value));
        let Some((way, Value::List(groups))) = found else { continue };
        for (index, group) in groups.iter().enumerate() {
            let Some(Thing::Own(group)) = networks.thing(group) else { continue };
            let Some(theirs) = networks.vpc(Thing::Own(group)).filter(|theirs| theirs.is(its) == Some(false)) else {
                continue;
            };
            let mut way: Vec<Step<'_>> = [Step::Key("Properties")].into_iter().chain(way.iter().copied()).collect();
            way.push(Step::Item(index));
            check.other_vpc(by, (at, way), (group, theirs), (subnet, its));
        }
    }
}

impl<'t> Check<'_, 't> {
    /// The resource that says which groups another one has: the launch template of an autoscaling group, or itself.
    fn described(&self, by: usize) -> usize {
        let Some(Value::Map(template)) = self.networks.resources[by].get("LaunchTemplate") else { return by };
        let id = template.iter().find(|(key, _)| key == "LaunchTemplateId").and_then(|(_, id)| self.networks.thing(id));
        match id {
            Some(Thing::Own(template)) => template,
            Some(Thing::Id(_) | Thing::Input(_)) | None => by,
        }
    }

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
        by: usize,
        (at, way): (usize, Vec<Step<'t>>),
        (group, theirs): (usize, Thing<'t>),
        (subnet, its): (Thing<'t>, Thing<'t>),
    ) {
        let (called, theirs, its) = ((self.called)(by), name(theirs, self), name(its, self));
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
