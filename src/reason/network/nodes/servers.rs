//! Instances, by themselves and in groups.

use super::{Connection, Interface, gives_address, in_subnets, interface, single, subnet, switch};
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::Value;

/// An instance. What it does not say itself its launch template does.
pub fn instance(world: &World<'_, '_>, at: usize) -> Connection {
    let data = match world.property(at, "LaunchTemplate").map(|named| launch_data(world, named)) {
        Some(None) => return Connection::Unknown,
        Some(data) => data,
        None => None,
    };
    let said = |name| world.property(at, name).or_else(|| world.view.entry(data?, name));
    let address = has_elastic_address(world, at, "AWS::EC2::Instance", "InstanceId");
    if let Some(interfaces) = said("NetworkInterfaces") {
        let Some(items) = world.view.items(interfaces) else { return Connection::Unknown };
        let groups = if world.property(at, "NetworkInterfaces").is_some() { "GroupSet" } else { "Groups" };
        let each = items.into_iter().map(|(_, value)| listed(world, value, (groups, said("SubnetId")), address));
        return Connection::Within(each.collect());
    }
    let Some(named) = said("SubnetId") else { return Connection::Unknown };
    let subnet = subnet(world, Some(named));
    let is_public = gives_address(world, subnet).or(address);
    let mut own = interface(world, subnet, said("SecurityGroupIds"), is_public);
    own.block = said("PrivateIpAddress").map_or(own.block, |value| single(world, value));
    Connection::Within(vec![own])
}

/// An interface in the list of an instance: it is described there, or a resource of its own.
fn listed<'t>(
    world: &World<'_, 't>,
    value: &'t Value<'t>,
    (groups, fallback): (&str, Option<&'t Value<'t>>),
    address: Truth,
) -> Interface {
    let entry = |name| world.view.entry(value, name);
    if let Some(named) = entry("NetworkInterfaceId") {
        return of_its_own(world, named, address);
    }
    let subnet = subnet(world, entry("SubnetId").or(fallback));
    let asked = entry("AssociatePublicIpAddress").map(|value| switch(world, value));
    let is_public = asked.unwrap_or_else(|| gives_address(world, subnet)).or(address);
    let mut own = interface(world, subnet, entry(groups), is_public);
    own.block = entry("PrivateIpAddress").map_or(own.block, |value| single(world, value));
    own
}

/// An interface that is a resource. It gets no public address from its subnet.
///
/// From "Public IPv4 addresses" in the Amazon EC2 User Guide.
fn of_its_own<'t>(world: &World<'_, 't>, named: &'t Value<'t>, address: Truth) -> Interface {
    let kind = "AWS::EC2::NetworkInterface";
    let Some(at) = world.meant(named, kind) else {
        return Interface { groups: Some(vec![None]), ..interface(world, None, None, Truth::Unknown) };
    };
    let is_public = address.or(has_elastic_address(world, at, kind, "NetworkInterfaceId"));
    let subnet = subnet(world, world.property(at, "SubnetId"));
    let mut own = interface(world, subnet, world.property(at, "GroupSet"), is_public);
    own.block = world.property(at, "PrivateIpAddress").map_or(own.block, |value| single(world, value));
    own
}

/// Whether something is given an Elastic IP address: by the address itself, or by an association.
fn has_elastic_address(world: &World<'_, '_>, at: usize, kind: &str, property: &str) -> Truth {
    let names = |resource: usize| world.property(resource, property).and_then(|value| world.meant(value, kind));
    let all = world.of_kind("AWS::EC2::EIP").iter().chain(world.of_kind("AWS::EC2::EIPAssociation"));
    Truth::from(all.copied().any(|resource| names(resource) == Some(at)))
}

/// What a launch template of the stack says.
fn launch_data<'t>(world: &World<'_, 't>, named: &'t Value<'t>) -> Option<&'t Value<'t>> {
    let by = ["LaunchTemplateId", "LaunchTemplateName"].iter().find_map(|name| world.view.entry(named, name))?;
    world.property(world.meant(by, "AWS::EC2::LaunchTemplate")?, "LaunchTemplateData")
}

/// Instances of a group: what they start from says their security groups.
pub fn scaled(world: &World<'_, '_>, at: usize) -> Connection {
    let list = world.property(at, "VPCZoneIdentifier");
    if let Some(named) = world.property(at, "LaunchConfigurationName") {
        let of = world.meant(named, "AWS::AutoScaling::LaunchConfiguration");
        let said = |name| world.property(of?, name);
        let address = said("AssociatePublicIpAddress").map(|value| switch(world, value));
        return all(world, list, of.is_some().then(|| said("SecurityGroups")), address);
    }
    let named = world.property(at, "LaunchTemplate").or_else(|| {
        let mixed = world.view.entry(world.property(at, "MixedInstancesPolicy")?, "LaunchTemplate")?;
        world.view.entry(mixed, "LaunchTemplateSpecification")
    });
    let Some(data) = named.and_then(|named| launch_data(world, named)) else { return all(world, list, None, None) };
    let first = world.view.entry(data, "NetworkInterfaces").and_then(|value| world.view.items(value));
    let first = first.and_then(|items| items.first().map(|(_, value)| *value));
    let entry = |name| world.view.entry(first?, name);
    let address = entry("AssociatePublicIpAddress").map(|value| switch(world, value));
    all(world, list, Some(entry("Groups").or(world.view.entry(data, "SecurityGroupIds"))), address)
}

/// One interface in each subnet, with security groups that are known or not.
fn all<'t>(
    world: &World<'_, 't>,
    list: Option<&'t Value<'t>>,
    groups: Option<Option<&'t Value<'t>>>,
    address: Option<Truth>,
) -> Connection {
    let mut each = in_subnets(world, list, groups.flatten(), Truth::Unknown);
    for one in &mut each {
        if groups.is_none() {
            one.groups = Some(vec![None]);
        }
        let unsaid = if groups.is_none() { Truth::Unknown } else { gives_address(world, one.subnet) };
        one.is_public = address.unwrap_or(unsaid);
    }
    Connection::Within(each)
}
