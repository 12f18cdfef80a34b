//! Networks that are made at random, and the templates that hold them.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// Blocks are a first address and how many bits are fixed.
pub type Block = (u32, u32);
/// Ports from the first to the last one.
pub type Range = (u16, u16);

/// Where a route leads. There are two VPCs, a gateway, two NAT gateways and a peering connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Gateway,
    Nat(usize),
    Peering,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    pub to: Block,
    pub target: Target,
}

/// Whom a rule of a security group is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Peer {
    Block(Block),
    Group(usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub ports: Range,
    pub peer: Peer,
}

#[derive(Debug, Clone)]
pub struct Group {
    pub ingress: Vec<Rule>,
    /// Nothing for the rule that every group has from the start.
    pub egress: Option<Vec<Rule>>,
}

/// A rule of a network ACL; they are in order.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub is_out: bool,
    pub allows: bool,
    pub block: Block,
    pub ports: Option<Range>,
}

#[derive(Debug, Clone)]
pub struct Subnet {
    pub vpc: usize,
    pub table: Option<usize>,
    pub list: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct Instance {
    pub subnet: usize,
    pub group: usize,
    pub is_public: bool,
}

/// Four subnets, four tables (two of each VPC), two lists, three groups and three instances.
#[derive(Debug, Clone)]
pub struct Network {
    pub attached: Option<usize>,
    pub nats: [usize; 2],
    pub subnets: Vec<Subnet>,
    pub tables: Vec<Vec<Route>>,
    pub lists: Vec<Vec<Entry>>,
    pub groups: Vec<Group>,
    pub instances: Vec<Instance>,
}

#[derive(Debug, Clone, Copy)]
pub enum To {
    Instance(usize),
    Internet,
    /// The other way round.
    FromInternet,
}

/// Something that is added.
#[derive(Debug, Clone)]
pub enum Change {
    /// A rule of a group: into it, or out of it.
    Rule(usize, bool, Rule),
    Route(usize, Route),
}

const ANYWHERE: Block = (0, 0);

pub const fn address(a: u8, b: u8, c: u8, d: u8) -> u32 {
    u32::from_be_bytes([a, b, c, d])
}

/// The block of a VPC.
pub const fn vpc(number: usize) -> Block {
    (address(10, number as u8, 0, 0), 16)
}

/// The block of a subnet.
pub fn block(network: &Network, subnet: usize) -> Block {
    (address(10, network.subnets[subnet].vpc as u8, subnet as u8, 0), 24)
}

fn blocks() -> impl Strategy<Value = Block> {
    prop::sample::select(vec![
        ANYWHERE,
        ANYWHERE,
        (address(10, 0, 0, 0), 16),
        (address(10, 1, 0, 0), 16),
        (address(10, 0, 1, 0), 24),
        (address(10, 1, 2, 0), 24),
        (address(10, 0, 0, 0), 8),
        (address(203, 0, 113, 0), 24),
    ])
}

fn ranges() -> impl Strategy<Value = Range> {
    prop::sample::select(&[
        (22, 22),
        (80, 443),
        (443, 443),
        (0, 65_535),
        (0, 65_535),
        (1_024, 65_535),
        (32_768, 61_000),
    ])
}

fn route() -> impl Strategy<Value = Route> {
    let targets = [Target::Gateway, Target::Gateway, Target::Nat(0), Target::Nat(1), Target::Peering];
    (blocks(), prop::sample::select(targets.to_vec())).prop_map(|(to, target)| Route { to, target })
}

fn rule() -> impl Strategy<Value = Rule> {
    let peer = prop_oneof![2 => blocks().prop_map(Peer::Block), 1 => (0_usize..3).prop_map(Peer::Group)];
    (ranges(), peer).prop_map(|(ports, peer)| Rule { ports, peer })
}

fn group() -> impl Strategy<Value = Group> {
    let rules = || prop::collection::vec(rule(), 1..4);
    (rules(), prop::option::weighted(0.3, rules())).prop_map(|(ingress, egress)| Group { ingress, egress })
}

fn entry() -> impl Strategy<Value = Entry> {
    (prop::bool::ANY, prop::bool::weighted(0.7), blocks(), prop::option::weighted(0.5, ranges()))
        .prop_map(|(is_out, allows, block, ports)| Entry { is_out, allows, block, ports })
}

pub fn network() -> impl Strategy<Value = Network> {
    let subnet = |number: usize| {
        let tables = if number < 2 { 0_usize..2 } else { 2..4 };
        let lists = prop::option::weighted(0.3, 0_usize..2);
        (prop::option::weighted(0.8, tables), lists).prop_map(move |(table, list)| Subnet {
            vpc: number / 2,
            table,
            list,
        })
    };
    let subnets = (subnet(0), subnet(1), subnet(2), subnet(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d]);
    let instance = (0_usize..4, 0_usize..3, prop::bool::ANY).prop_map(|(subnet, group, is_public)| Instance {
        subnet,
        group,
        is_public,
    });
    let tables = prop::collection::vec(prop::collection::vec(route(), 0..4), 4);
    let lists = prop::collection::vec(prop::collection::vec(entry(), 0..5), 2);
    let groups = prop::collection::vec(group(), 3);
    let instances = prop::collection::vec(instance, 3);
    let attached = prop::option::weighted(0.85, 0_usize..2);
    (attached, [0_usize..4, 0_usize..4], subnets, tables, lists, groups, instances).prop_map(
        |(attached, nats, subnets, tables, lists, groups, instances)| {
            let mut network = Network { attached, nats, subnets, tables, lists, groups, instances };
            for (number, table) in network.tables.iter_mut().enumerate() {
                tidy(number / 2, table);
            }
            network
        },
    )
}

/// AWS refuses a second route for a block, and one for the block of the VPC itself or around it other than everything.
fn tidy(own: usize, table: &mut Vec<Route>) {
    let mut seen = Vec::new();
    table.retain(|route| {
        let is_new = !seen.contains(&route.to);
        seen.push(route.to);
        is_new && route.to != vpc(own)
    });
}

pub fn to() -> impl Strategy<Value = To> {
    prop_oneof![3 => (0_usize..3).prop_map(To::Instance), 2 => Just(To::Internet), 1 => Just(To::FromInternet)]
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0_usize..3, prop::bool::ANY, rule()).prop_map(|(group, is_out, rule)| Change::Rule(group, is_out, rule)),
        (0_usize..4, route()).prop_map(|(table, route)| Change::Route(table, route)),
    ]
}

impl Network {
    /// Without lists, and without routes into the VPC that they stand in.
    pub fn plain(mut self) -> Self {
        self.subnets.iter_mut().for_each(|subnet| subnet.list = None);
        for (number, table) in self.tables.iter_mut().enumerate() {
            let (own, _) = vpc(number / 2);
            table.retain(|route| route.to == ANYWHERE || route.to.0 & 0xffff_0000 != own);
        }
        self
    }

    /// With something more; none where AWS would refuse it, or where it takes the place of something.
    pub fn with(&self, change: &Change) -> Option<Self> {
        let mut more = self.clone();
        match change {
            Change::Rule(group, false, rule) => more.groups[*group].ingress.push(*rule),
            Change::Rule(group, true, rule) => more.groups[*group].egress.as_mut()?.push(*rule),
            Change::Route(table, route) => {
                let count = more.tables[*table].len();
                more.tables[*table].push(*route);
                tidy(table / 2, &mut more.tables[*table]);
                if more.tables[*table].len() == count {
                    return None;
                }
            }
        }
        Some(more)
    }

    /// The template.
    pub fn written(&self) -> String {
        let mut all = Map::new();
        let mut add = |id: String, kind: &str, properties: Json| {
            all.insert(id, json!({ "Type": format!("AWS::EC2::{kind}"), "Properties": properties }));
        };
        for number in 0..2 {
            add(format!("V{number}"), "VPC", json!({ "CidrBlock": text(vpc(number)) }));
        }
        add("Gateway".to_owned(), "InternetGateway", json!({}));
        if let Some(vpc) = self.attached {
            let properties = json!({ "VpcId": by("V", vpc), "InternetGatewayId": { "Ref": "Gateway" } });
            add("Attached".to_owned(), "VPCGatewayAttachment", properties);
        }
        add("Peering".to_owned(), "VPCPeeringConnection", json!({ "VpcId": by("V", 0), "PeerVpcId": by("V", 1) }));
        for (number, subnet) in self.nats.iter().enumerate() {
            let properties = json!({ "SubnetId": by("S", *subnet), "AllocationId": "eipalloc-1" });
            add(format!("N{number}"), "NatGateway", properties);
        }
        for (number, subnet) in self.subnets.iter().enumerate() {
            let properties = json!({ "VpcId": by("V", subnet.vpc), "CidrBlock": text(block(self, number)) });
            add(format!("S{number}"), "Subnet", properties);
            if let Some(table) = subnet.table {
                let properties = json!({ "SubnetId": by("S", number), "RouteTableId": by("T", table) });
                add(format!("S{number}T"), "SubnetRouteTableAssociation", properties);
            }
            // A list of a VPC serves its own subnets only.
            if let Some(list) = subnet.list {
                let properties = json!({ "SubnetId": by("S", number), "NetworkAclId": by("L", list) });
                add(format!("S{number}L"), "SubnetNetworkAclAssociation", properties);
            }
        }
        for (number, routes) in self.tables.iter().enumerate() {
            add(format!("T{number}"), "RouteTable", json!({ "VpcId": by("V", number / 2) }));
            for (index, route) in routes.iter().enumerate() {
                let mut properties = json!({ "RouteTableId": by("T", number), "DestinationCidrBlock": text(route.to) });
                match route.target {
                    Target::Gateway => properties["GatewayId"] = json!({ "Ref": "Gateway" }),
                    Target::Nat(nat) => properties["NatGatewayId"] = by("N", nat),
                    Target::Peering => properties["VpcPeeringConnectionId"] = json!({ "Ref": "Peering" }),
                }
                add(format!("T{number}R{index}"), "Route", properties);
            }
        }
        for (number, entries) in self.lists.iter().enumerate() {
            add(format!("L{number}"), "NetworkAcl", json!({ "VpcId": by("V", number) }));
            for (index, entry) in entries.iter().enumerate() {
                let mut properties = json!({
                    "NetworkAclId": by("L", number),
                    "RuleNumber": 100 + index,
                    "Egress": entry.is_out,
                    "RuleAction": if entry.allows { "allow" } else { "deny" },
                    "CidrBlock": text(entry.block),
                    "Protocol": if entry.ports.is_some() { 6 } else { -1 },
                });
                if let Some((first, last)) = entry.ports {
                    properties["PortRange"] = json!({ "From": first, "To": last });
                }
                add(format!("L{number}E{index}"), "NetworkAclEntry", properties);
            }
        }
        for (number, group) in self.groups.iter().enumerate() {
            let mut properties = json!({ "GroupDescription": "made" });
            let rules = |all: &[Rule], name: &str| all.iter().map(|rule| written(rule, name)).collect::<Json>();
            properties["SecurityGroupIngress"] = rules(&group.ingress, "SourceSecurityGroupId");
            if let Some(egress) = &group.egress {
                properties["SecurityGroupEgress"] = rules(egress, "DestinationSecurityGroupId");
            }
            add(format!("G{number}"), "SecurityGroup", properties);
        }
        for (number, instance) in self.instances.iter().enumerate() {
            let interface = json!([{
                "DeviceIndex": "0",
                "SubnetId": by("S", instance.subnet),
                "GroupSet": [by("G", instance.group)],
                "AssociatePublicIpAddress": instance.is_public,
            }]);
            add(format!("I{number}"), "Instance", json!({ "NetworkInterfaces": interface }));
        }
        json!({ "Resources": all }).to_string()
    }
}

fn by(kind: &str, number: usize) -> Json {
    json!({ "Ref": format!("{kind}{number}") })
}

fn text((first, prefix): Block) -> String {
    format!("{}/{prefix}", std::net::Ipv4Addr::from_bits(first))
}

fn written(rule: &Rule, name: &str) -> Json {
    let mut out = json!({ "IpProtocol": "tcp", "FromPort": rule.ports.0, "ToPort": rule.ports.1 });
    match rule.peer {
        Peer::Block(block) => out["CidrIp"] = json!(text(block)),
        Peer::Group(group) => out[name] = by("G", group),
    }
    out
}
