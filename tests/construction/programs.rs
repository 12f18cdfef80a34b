//! Random systems: networks, servers, load balancers, functions and who may do what. Some have mistakes.

use std::fmt::Write;

/// Numbers that look random and are the same every time.
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    /// One below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

/// A program. Its statements stand in any order.
pub fn program(random: &mut Random) -> String {
    let mut statements = vec!["param nat: bool = true".to_owned()];
    for vpc in 0..1 + random.below(2) {
        network(vpc, random, &mut statements);
    }
    access(random, &mut statements);
    for at in (1..statements.len()).rev() {
        statements.swap(at, random.below(at + 1));
    }
    statements.join("\n") + "\n"
}

/// A VPC with subnets in two zones, and what stands in them.
fn network(vpc: usize, random: &mut Random, statements: &mut Vec<String>) {
    // Now and then two networks have one block, a subnet lies outside, or two overlap.
    let second = if random.once_in(12) { 0 } else { vpc };
    statements.push(format!("vpc v{vpc} < cidr = 10.{second}.0.0/16 >"));
    let guarded = random.once_in(3);
    let has_nat = !random.once_in(4);
    for (index, zone) in ["a", "c"].into_iter().enumerate() {
        let other = if random.once_in(15) { "a" } else { zone };
        let public = if random.once_in(10) { "" } else { ", public = yes" };
        statements.push(format!(
            "subnet v{vpc}-public-{zone} in v{vpc} < cidr = 10.{vpc}.{}.0/20, zone = {other}{public} >",
            index * 16
        ));
        let egress = if has_nat && random.once_in(2) { format!(", egress = v{vpc}-gw") } else { String::new() };
        let third = if random.once_in(20) { 0 } else { 64 + index * 16 };
        statements.push(format!(
            "subnet v{vpc}-private-{zone} in v{vpc} < cidr = 10.{vpc}.{third}.0/20, zone = {zone}{egress} >"
        ));
    }
    if has_nat {
        let place = if random.once_in(10) { "private" } else { "public" };
        let nat = format!("nat v{vpc}-gw in v{vpc}-{place}-a");
        statements.push(if guarded { format!("if nat < {nat} >") } else { nat });
    }
    if random.once_in(2) {
        statements.push(format!("endpoint s3 in v{vpc} as v{vpc}-s3"));
    }
    if random.once_in(4) {
        statements.push(format!("internet_gateway v{vpc}-igw in v{vpc}"));
    }
    groups(vpc, random, statements);
    servers(vpc, random, statements);
}

/// Security groups that name each other, and themselves.
fn groups(vpc: usize, random: &mut Random, statements: &mut Vec<String>) {
    for group in ["web", "app", "ops"] {
        let mut body = String::new();
        for _ in 0..random.below(4) {
            let port = ["22", "80", "443", "3000", "8000..8010"][random.below(5)];
            let peer = random.one(&["web", "app", "ops", "server0", "lb", "10.0.0.0/16", "203.0.113.0/24"]);
            let peer = if peer.contains('/') { peer.to_owned() } else { format!("v{vpc}-{peer}") };
            let way = if random.once_in(5) { "to" } else { "from" };
            let _ = writeln!(body, "  allow tcp {port} {way} {peer}");
        }
        let body = if body.is_empty() { String::new() } else { format!(" <\n{body}>") };
        statements.push(format!("security_group v{vpc}-{group} in v{vpc}{body}"));
    }
}

fn servers(vpc: usize, random: &mut Random, statements: &mut Vec<String>) {
    for server in 0..2 {
        let place = random.one(&["public-a", "public-c", "private-a", "private-c"]);
        let other = if random.once_in(15) { 1 - vpc.min(1) } else { vpc };
        let group = random.one(&["web", "app", "ops"]);
        let kind = random.one(&["t3.micro", "t4g.micro", "m7g.large", "c6i.large"]);
        let public = if place.starts_with("public") && random.once_in(2) { ", public_ip = yes" } else { "" };
        statements.push(format!("instance v{vpc}-server{server} < image = amazon-linux-2023, type = {kind}, subnet = v{vpc}-{place}, security_groups = [v{other}-{group}]{public} >"));
    }
    let second = random.one(&["public-c", "public-c", "public-c", "private-c", "public-a"]);
    let internal = random.one(&["", "", ", internal = yes"]);
    statements.push(format!("load_balancer v{vpc}-lb in v{vpc}-public-a, v{vpc}-{second} <\n  listen http 80 to v{vpc}-server0, v{vpc}-server1 port 3000{}\n>", internal.replace(", ", "\n  ")));
}

/// A role, a bucket, a table and functions.
fn access(random: &mut Random, statements: &mut Vec<String>) {
    let service = random.one(&["ec2", "ec2", "ec2", "lambda"]);
    statements.push(format!("role worker trusts {service}"));
    statements.push("bucket \"my-unique-name-of-a-test\" as uploads".to_owned());
    statements.push("table orders < key id >".to_owned());
    if random.once_in(2) {
        statements.push("attach worker to v0-server0".to_owned());
    }
    let verbs = random.one(&["read", "read, write", "all", "list"]);
    statements.push(format!("grant worker {verbs} on uploads"));
    let own = if random.once_in(3) { ", role = worker" } else { "" };
    statements
        .push(format!("function save < runtime = python3.13, code = \"def handler(event, context): pass\"{own} >"));
    statements.push("grant save write on orders".to_owned());
}
