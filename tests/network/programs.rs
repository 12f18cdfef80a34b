//! Programs that describe networks.

use proptest::prelude::*;

/// The switches of a program, by their logical ids.
pub const INPUTS: [&str; 2] = ["A", "B"];

/// A program: statements, and the order that they stand in.
#[derive(Debug, Clone)]
pub struct Program {
    statements: Vec<String>,
    order: Vec<usize>,
}

impl Program {
    /// The same with its last statement first.
    pub fn turned_around(&self) -> Self {
        let order = self.order.iter().rev().copied().collect();
        Self { statements: self.statements.clone(), order }
    }

    pub fn text(&self) -> String {
        let statements = self.order.iter().map(|at| self.statements[*at].as_str());
        ["param a: bool", "param b: bool"].into_iter().chain(statements).collect::<Vec<_>>().join("\n") + "\n"
    }
}

/// What decides whether a statement holds.
fn condition() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just(""), 1 => Just("a"), 1 => Just("not a"), 1 => Just("b"), 1 => Just("a or b"), 1 => Just("a and not b")]
}

fn under(condition: &str, statement: String) -> String {
    if condition.is_empty() { statement } else { format!("if {condition} < {statement} >") }
}

/// How a VPC is opened.
#[derive(Debug, Clone, Copy)]
enum Gateway {
    Made,
    Word(&'static str),
    Raw,
}

/// How a subnet is reached.
#[derive(Debug, Clone, Copy)]
enum Way {
    Public,
    Private,
    Nat(usize),
    Either(usize),
    Router,
    Table,
}

#[derive(Debug, Clone)]
struct Vpc {
    gateway: Gateway,
    subnets: Vec<(Way, &'static str)>,
    nats: Vec<&'static str>,
    endpoint: Option<&'static str>,
    instances: Vec<(bool, &'static str)>,
}

fn vpc() -> impl Strategy<Value = Vpc> {
    let gateway =
        prop_oneof![3 => Just(Gateway::Made), 2 => condition().prop_map(Gateway::Word), 1 => Just(Gateway::Raw)];
    let way = prop_oneof![
        2 => Just(Way::Public),
        2 => Just(Way::Private),
        4 => (0..3_usize).prop_map(Way::Nat),
        1 => (0..3_usize).prop_map(Way::Either),
        1 => Just(Way::Router),
        1 => Just(Way::Table),
    ];
    let subnets = prop::collection::vec((way, condition()), 0..6);
    let nats = prop::collection::vec(condition(), 0..4);
    let instances = prop::collection::vec((any::<bool>(), condition()), 0..3);
    (gateway, subnets, nats, prop::option::of(condition()), instances)
        .prop_map(|(gateway, subnets, nats, endpoint, instances)| Vpc { gateway, subnets, nats, endpoint, instances })
}

/// Programs without mistakes.
pub fn programs() -> impl Strategy<Value = Program> {
    prop::collection::vec(vpc(), 1..3).prop_flat_map(|vpcs| {
        let statements: Vec<String> = vpcs.iter().enumerate().flat_map(|(at, vpc)| statements(at, vpc)).collect();
        let order: Vec<usize> = (0..statements.len()).collect();
        Just(order).prop_shuffle().prop_map(move |order| Program { statements: statements.clone(), order })
    })
}

/// The statements of one VPC, whose names all end with its number.
fn statements(n: usize, vpc: &Vpc) -> Vec<String> {
    let mut all = vec![
        format!("vpc net{n} < cidr = 10.{n}.0.0/16 >"),
        // What stands in a public subnet stands in this one, which is always there.
        format!("subnet first{n} in net{n} < cidr = 10.{n}.0.0/24, zone = a, public = yes >"),
        format!("route_table table{n} in net{n} < route 192.168.0.0/16 to tgw-0123456789abcdef0 >"),
        format!(
            "instance router{n} < image = amazon-linux-2023, type = t3.nano, subnet = first{n}, public_ip = yes, SourceDestCheck = false >"
        ),
    ];
    match vpc.gateway {
        Gateway::Made => {}
        Gateway::Word(condition) => all.push(under(condition, format!("internet_gateway igw{n} in net{n}"))),
        Gateway::Raw => {
            all.push(format!("AWS::EC2::InternetGateway igw{n}"));
            all.push(format!("AWS::EC2::VPCGatewayAttachment door{n} < VpcId = net{n}, InternetGatewayId = igw{n} >"));
        }
    }
    for (at, condition) in vpc.nats.iter().enumerate() {
        all.push(under(condition, format!("nat gw{n}x{at} in first{n}")));
    }
    for (at, (way, condition)) in vpc.subnets.iter().enumerate() {
        let nat = |index: &usize| (!vpc.nats.is_empty()).then(|| format!("gw{n}x{}", index % vpc.nats.len()));
        let way = match way {
            Way::Public => ", public = yes".to_owned(),
            Way::Private => String::new(),
            Way::Nat(index) => nat(index).map_or_else(String::new, |nat| format!(", egress = {nat}")),
            Way::Either(index) => match nat(index).filter(|_| vpc.nats[index % vpc.nats.len()].is_empty()) {
                Some(nat) => format!(", egress = if b then {nat} else router{n}"),
                None => String::new(),
            },
            Way::Router => format!(", egress = router{n}"),
            Way::Table => format!(", route_table = table{n}"),
        };
        let block = at + 1;
        all.push(under(
            condition,
            format!("subnet sub{n}x{at} in net{n} < cidr = 10.{n}.{block}.0/24, zone = a{way} >"),
        ));
    }
    for (at, (public, condition)) in vpc.instances.iter().enumerate() {
        let public_ip = if *public { ", public_ip = yes" } else { "" };
        all.push(under(
            condition,
            format!(
                "instance web{n}x{at} < image = amazon-linux-2023, type = t3.micro, subnet = first{n}{public_ip} >"
            ),
        ));
        if !public {
            all.push(under(condition, format!("elastic_ip address{n}x{at} < instance = web{n}x{at} >")));
        }
    }
    if let Some(condition) = vpc.endpoint {
        all.push(under(condition, format!("endpoint s3 in net{n} as s3x{n}")));
    }
    all
}
