//! What belongs to which VPC.

use super::{Networks, Thing};
use crate::template::Value;

/// How many steps are gone from one thing to the next: more are a circle.
const FAR: usize = 8;

impl<'t> Networks<'t> {
    /// The VPC that something is in; a VPC is in itself. None where nobody can say.
    pub fn vpc(&self, of: Thing<'t>) -> Option<Thing<'t>> {
        self.vpc_within(of, FAR)
    }

    fn vpc_within(&self, of: Thing<'t>, far: usize) -> Option<Thing<'t>> {
        let far = far.checked_sub(1)?;
        let Thing::Own(at) = of else { return None };
        let resource = &self.resources[at];
        if resource.kind == "AWS::EC2::VPC" {
            return Some(of);
        }
        if let Some(vpc) = resource.get("VpcId") {
            return self.thing(vpc);
        }
        self.subnets(at).into_iter().find_map(|subnet| self.vpc_within(subnet, far))
    }

    /// The subnets that a resource stands in, as far as they are known.
    pub fn subnets(&self, at: usize) -> Vec<Thing<'t>> {
        let resource = &self.resources[at];
        match resource.kind.as_ref() {
            "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => {
                let group = self.named(at, "DBSubnetGroupName");
                let Some(Thing::Own(group)) = group else { return Vec::new() };
                self.listed(self.resources[group].get("SubnetIds"))
            }
            "AWS::EC2::EIPAssociation" | "AWS::EC2::EIP" => {
                let holder = ["InstanceId", "NetworkInterfaceId"].into_iter().find_map(|name| self.named(at, name));
                match holder {
                    Some(Thing::Own(holder)) if holder != at => self.subnets(holder),
                    _ => Vec::new(),
                }
            }
            "AWS::ECS::Service" => {
                let network = resource.get("NetworkConfiguration");
                self.listed(below(network, &["AwsvpcConfiguration", "Subnets"]))
            }
            _ => {
                let given = ["SubnetId", "SubnetIds", "Subnets", "VPCZoneIdentifier"];
                let given = given.iter().find_map(|name| resource.get(name));
                self.listed(given.or_else(|| interfaces(resource.get("NetworkInterfaces")).find_map(|one| one.1)))
            }
        }
    }
}

/// A value below others.
pub fn below<'v, 'a>(value: Option<&'v Value<'a>>, keys: &[&str]) -> Option<&'v Value<'a>> {
    keys.iter().try_fold(value?, |value, key| match value {
        Value::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
        _ => None,
    })
}

/// The network interfaces that an instance describes: whether each gets a public address, and its subnet.
pub fn interfaces<'v, 'a>(
    value: Option<&'v Value<'a>>,
) -> impl Iterator<Item = (Option<&'v Value<'a>>, Option<&'v Value<'a>>)> {
    let all = match value {
        Some(Value::List(all)) => &all[..],
        _ => &[],
    };
    all.iter().map(|one| {
        let get = |key: &str| below(Some(one), &[key]);
        (get("AssociatePublicIpAddress"), get("SubnetId"))
    })
}
