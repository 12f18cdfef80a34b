//! What waits for the gateway of its VPC: until that is attached nothing has a public address, and no route leads out.
//!
//! See "When a DependsOn attribute is required" in the CloudFormation Template Reference Guide.

use super::members::{below, interfaces};
use super::{Networks, Thing};
use crate::reason::references;
use crate::template::Value;
use rustc_hash::FxHashSet;

const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

/// What attaches transit gateways.
const TRANSIT: [&str; 2] = ["AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"];
/// What something may have to wait for.
const NEEDED: [&str; 4] = [ATTACHMENT, TRANSIT[0], TRANSIT[1], "AWS::EC2::VPCCidrBlock"];

/// A resource that something has to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// What waits, by its position.
    pub by: usize,
    /// What it waits for.
    pub on: usize,
}

/// What has to be attached.
enum Wants<'t> {
    /// This gateway.
    Gateway(Thing<'t>),
    /// The internet gateway of this VPC.
    Internet(Thing<'t>),
    /// This transit gateway to this VPC.
    Transit(Thing<'t>, Thing<'t>),
}

impl<'t> Networks<'t> {
    /// Everything, of what is asked about, that does not wait for what it needs. What waits for something else of it
    /// waits through that.
    pub fn missing(&self, is_asked: &dyn Fn(usize) -> bool) -> Vec<Needed> {
        let mut missing: Vec<Needed> = Vec::new();
        if NEEDED.iter().all(|kind| self.all(kind).next().is_none()) {
            return missing;
        }
        for by in (0..self.resources.len()).filter(|at| is_asked(*at)) {
            let attachments = self.wants(by).map(|wants| self.attachments(wants)).unwrap_or_default();
            for on in attachments.into_iter().chain(self.block_of_subnet(by)) {
                if !self.waits(by, on, &missing) && !self.waits(on, by, &missing) {
                    missing.push(Needed { by, on });
                }
            }
        }
        missing
    }

    /// What attaches what is wanted.
    fn attachments(&self, wants: Wants<'t>) -> Vec<usize> {
        let is =
            |at: usize, name: &str, thing: Thing<'t>| self.named(at, name).and_then(|one| one.is(thing)) == Some(true);
        let fits = |at: &usize| match wants {
            Wants::Transit(gateway, vpc) => is(*at, "TransitGatewayId", gateway) && is(*at, "VpcId", vpc),
            Wants::Gateway(gateway) => ["InternetGatewayId", "VpnGatewayId"].iter().any(|name| is(*at, name, gateway)),
            Wants::Internet(vpc) => self.resources[*at].get("InternetGatewayId").is_some() && is(*at, "VpcId", vpc),
        };
        let kinds: &[&str] = if let Wants::Transit(..) = wants { &TRANSIT } else { &[ATTACHMENT] };
        kinds.iter().flat_map(|kind| self.all(kind)).filter(fits).collect()
    }

    fn wants(&self, at: usize) -> Option<Wants<'t>> {
        let resource = &self.resources[at];
        let is = |name: &str, text: &str| matches!(resource.get(name), Some(Value::Text(value)) if value == text);
        let needs = match resource.kind.as_ref() {
            "AWS::EC2::Route" => {
                let transit = self
                    .named(at, "TransitGatewayId")
                    .and_then(|gateway| Some(Wants::Transit(gateway, self.vpc(self.named(at, "RouteTableId")?)?)));
                return transit.or_else(|| self.named(at, "GatewayId").map(Wants::Gateway));
            }
            "AWS::EC2::VPNGatewayRoutePropagation" => return self.named(at, "VpnGatewayId").map(Wants::Gateway),
            "AWS::EC2::NatGateway" => !is("ConnectivityType", "private"),
            "AWS::EC2::EIP" => return self.user_of(at).map(Wants::Internet),
            "AWS::EC2::EIPAssociation" => true,
            "AWS::EC2::Instance" => self.has_public_address(at),
            "AWS::ElasticLoadBalancingV2::LoadBalancer" | "AWS::ElasticLoadBalancing::LoadBalancer" => {
                !is("Scheme", "internal") && matches!(resource.get("Scheme"), None | Some(Value::Text(_)))
            }
            "AWS::AutoScaling::AutoScalingGroup" => self.launches_public(at),
            "AWS::RDS::DBInstance" => is_true(resource.get("PubliclyAccessible")),
            "AWS::ECS::Service" => {
                let network = resource.get("NetworkConfiguration");
                let assigned = below(network, &["AwsvpcConfiguration", "AssignPublicIp"]);
                matches!(assigned, Some(Value::Text(text)) if text == "ENABLED")
            }
            _ => false,
        };
        (needs.then(|| self.vpc(Thing::Own(at)))?).map(Wants::Internet)
    }

    /// The VPC of what an address is given to.
    fn user_of(&self, address: usize) -> Option<Thing<'t>> {
        let users = ["AWS::EC2::NatGateway", "AWS::EC2::EIPAssociation"].into_iter().flat_map(|kind| self.all(kind));
        let uses = |user: &usize| {
            let given = ["AllocationId", "EIP"].iter().find_map(|name| self.named(*user, name));
            given == Some(Thing::Own(address))
        };
        let vpc = |at: usize| self.vpc(Thing::Own(at));
        vpc(address).or_else(|| users.filter(uses).find_map(vpc))
    }

    fn has_public_address(&self, instance: usize) -> bool {
        let given = self.resources[instance].get("NetworkInterfaces");
        let said = interfaces(given).find_map(|(public, _)| public);
        match said {
            Some(public) => is_true(Some(public)),
            None => self.subnets(instance).into_iter().any(|subnet| self.gives_addresses(subnet)),
        }
    }

    /// Whether what starts in a subnet gets a public address.
    fn gives_addresses(&self, subnet: Thing<'t>) -> bool {
        matches!(subnet, Thing::Own(at) if is_true(self.resources[at].get("MapPublicIpOnLaunch")))
    }

    /// Whether a group starts instances with public addresses.
    fn launches_public(&self, group: usize) -> bool {
        let resource = &self.resources[group];
        let template = below(resource.get("LaunchTemplate"), &["LaunchTemplateId"]);
        let said = match template.and_then(|template| self.thing(template)) {
            Some(Thing::Own(at)) => {
                let given = below(self.resources[at].get("LaunchTemplateData"), &["NetworkInterfaces"]);
                interfaces(given).find_map(|(public, _)| public)
            }
            _ => None,
        };
        match said {
            Some(public) => is_true(Some(public)),
            None => self.subnets(group).into_iter().any(|subnet| self.gives_addresses(subnet)),
        }
    }

    /// The further block of a VPC that a subnet lies in.
    fn block_of_subnet(&self, at: usize) -> Option<usize> {
        if self.resources[at].kind != "AWS::EC2::Subnet" {
            return None;
        }
        let (vpc, block) = (self.named(at, "VpcId")?, self.block(at)?);
        let is_in = |more: &usize| {
            self.named(*more, "VpcId").and_then(|of| of.is(vpc)) == Some(true)
                && self.block(*more).is_some_and(|its| its.contains(block))
        };
        self.all("AWS::EC2::VPCCidrBlock").find(is_in)
    }

    /// Whether a resource is made after another one, wherever that is there; with what else waits for something.
    fn waits(&self, by: usize, on: usize, more: &[Needed]) -> bool {
        let condition = |at: usize| references::condition(&self.resources[at].attributes);
        let (mut seen, mut next) = (FxHashSet::from_iter([by]), vec![by]);
        while let Some(at) = next.pop() {
            let mut found: Vec<usize> = more.iter().filter(|one| one.by == at).map(|one| one.on).collect();
            references::of_resource(&self.resources[at], &mut |place| {
                let Some(target) = self.place(place.id) else { return };
                // What is referred to in some cases only leads on only where these are all there are.
                let is_its = |name: &str| target == on && condition(on) == Some(name);
                let is_sure = |(name, holds): &(&str, bool)| *holds && (condition(at) == Some(name) || is_its(name));
                if place.guards.iter().all(is_sure) {
                    found.push(target);
                }
            });
            if found.contains(&on) {
                return true;
            }
            next.extend(found.into_iter().filter(|target| seen.insert(*target)));
        }
        false
    }
}

fn is_true(value: Option<&Value<'_>>) -> bool {
    match value {
        Some(Value::Bool(on)) => *on,
        Some(Value::Text(text)) => text == "true",
        _ => false,
    }
}
