//! `load_balancer`: passes requests on to servers, functions and services.

mod listen;
mod logs;
mod parts;
mod place;

use super::network::{SECURITY_GROUP, VPC};
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit};
use super::target_group::name;
use super::{Form, Group, Word, name_of};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::security_group::{EVERYWHERE, description, groups};
use place::{Place, is_network};

/// What AWS recommends: TLS 1.2 and 1.3 with forward secrecy, and keys that a quantum computer does not find. From the
/// page "Security policies for your Application Load Balancer".
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// The description of `load_balancer`.
pub static WORD: Word = Word {
    name: "load_balancer",
    group: Group::Traffic,
    form: Form::Resource,
    resource: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    summary: "Passes requests on to servers, services or functions that work, with a listener for each port, groups of their targets, and a security group of its own. It costs money by the hour.",
    sentence: "load_balancer NAME [as HANDLE] [was OLD-NAME] in SUBNET, SUBNET < listen … to … >",
    relations: &[RelationRule {
        keyword: "in",
        required: true,
        summary: "say in which subnets, of two zones at least: public ones where the internet is to reach it",
    }],
    entries: &[
        Entry::new("health", Shape::Text, "The path that targets are asked for whether they work.").or("/"),
        Entry::new(
            "idle_timeout",
            Shape::Duration(TimeUnit::Seconds, 1, 4_000),
            "How long a connection may be silent.",
        )
        .or("1m")
        .sets("LoadBalancerAttributes"),
        Entry::new("internal", Shape::Bool, "Whether only the VPC reaches it, and not the internet.")
            .or("yes in private subnets, no in public ones")
            .sets("Scheme"),
        Entry::new(
            "listen",
            Shape::Sentence("listen http 80 to web01, web02 port 3000, or: listen https 443 with my-certificate to api"),
            "Listens on a port and passes requests on: to instances, an autoscaling group, a service, a function, addresses or a target group. A certificate is one of this file, or an ARN; several may stand there.",
        )
        .under_conditions(),
        Entry::new(
            "logs",
            Shape::Sentence("logs to audit, or: logs to audit under \"lb\""),
            "Writes a line for each request into a bucket, which may write there then (storage costs money).",
        )
        .sets("LoadBalancerAttributes")
        .under_conditions(),
        Entry::new(
            "name",
            Shape::Name,
            "Its name where it differs from the declared one, at most 32 letters, digits and hyphens; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("Name"),
        Entry::new("protect", Shape::Bool, "Whether nobody can delete it by mistake, the stack included.")
            .or("no")
            .sets("LoadBalancerAttributes"),
        Entry::new(
            "redirect",
            Shape::Sentence("redirect http 80 to https 443"),
            "Sends clients to another protocol or port.",
        )
        .under_conditions(),
        Entry::new(
            "security_groups",
            Shape::List(&Shape::Reference(&SECURITY_GROUP)),
            "What may reach it, in the place of a group of its own.",
        )
        .or("one of its own, which everybody reaches on the ports it listens on; an internal one, its VPC")
        .sets("SecurityGroups"),
        Entry::new("tls_policy", Shape::Text, "Which versions of TLS its listeners speak, by the name of AWS's policy.")
            .or(TLS_POLICY),
        Entry::new("type", Shape::Choice(&["application", "network"]), "Whether it reads HTTP, or passes connections on as they are.")
            .or("application")
            .sets("Type"),
        Entry::new("vpc", Shape::Reference(&VPC), "Its VPC, where that does not follow from its subnets.")
            .or("that of its subnets"),
    ],
    elsewhere: &[
        ("certificate", "it is said with its listener: listen https 443 with my-certificate to web01"),
        ("listener", "write a sentence: listen http 80 to web01"),
        ("port", "it is said with its listener: listen http 80 to web01 port 3000"),
        ("scheme", "write: internal = yes"),
        ("subnets", "say them in front of the body: load_balancer NAME in SUBNET, SUBNET"),
        ("targets", "they are said with their listener: listen http 80 to web01, web02"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "Its ARN." },
        Attribute { name: "dns", attribute: "DNSName", summary: "Its host name." },
        Attribute { name: "full_name", attribute: "LoadBalancerFullName", summary: "Its name as metrics have it." },
        Attribute { name: "hosted_zone", attribute: "CanonicalHostedZoneID", summary: "The hosted zone of its host name." },
        Attribute { name: "name", attribute: "LoadBalancerName", summary: "Its name." },
    ],
    defaults: &[
        "it has a security group of its own, which others may name: allow tcp 3000 from NAME",
        "listeners of https and tls speak TLS 1.2 and 1.3 only",
        "requests with malformed headers lose these",
        "the targets of https and tls are spoken to without encryption, inside the VPC",
    ],
    own_group: true,
    identity: Identity { names: "load balancers", ..Identity::OF_TYPE },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html",
    example: "vpc main < cidr = 10.0.0.0/16 >\nsubnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >\nsubnet public-c in main < cidr = 10.0.16.0/20, zone = c, public = yes >\nsecurity_group web in main < allow tcp 3000 from lb >\ninstance web01 <\n  image           = amazon-linux-2023\n  type            = t3.micro\n  subnet          = public-a\n  security_groups = [web]\n>\nload_balancer lb in public-a, public-c < listen http 80 to web01 port 3000 >\noutput address = lb.dns",
    lower,
    finish: |to| place::check_zones(to),
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    name::check(declaration, "load balancers", to);
    let place = place::of(declaration, to);
    let listeners = listen::all(declaration, to);
    let ports = parts::by_port(listeners, to);
    let sets = parts::sets(declaration, place.vpc.as_ref(), &ports, to);
    check_vpc(declaration, &place, !sets.is_empty(), to);
    check_redirects(&ports, to);
    let logs = logs::read(declaration, to);
    let has_own = declaration.entries.value("security_groups").is_none()
        && declaration.entries.property("SecurityGroups").is_none();
    if has_own {
        to.push(own_group(declaration, &place, &ports), declaration.span);
    }
    let balancer = balancer(declaration, &place, has_own, logs.as_ref());
    to.push_main(declaration, balancer);
    if let Some(logs) = logs {
        logs.permit(declaration, to);
    }
    sets.iter().for_each(|set| set.push(to));
    for port in &ports {
        let condition = to.all_of([to.condition().clone(), port.condition.clone()]);
        to.under(condition, |to| to.push(port.resource(declaration, &sets), declaration.span));
        parts::more_certificates(declaration, port, to);
    }
}

fn balancer<'a>(
    declaration: &Declaration<'a>,
    place: &Place<'_, 'a>,
    has_own: bool,
    logs: Option<&logs::Logs<'a>>,
) -> Resource<'a> {
    let entries = &declaration.entries;
    let mut balancer = Resource::new(declaration.logical_id.clone(), WORD.resource, 7);
    if let Some(name) = name_of(declaration) {
        balancer.set("Name", name);
    }
    balancer.set("Type", Value::text(if is_network(declaration) { "network" } else { "application" }));
    if let Some(internal) = place.internal {
        balancer.set("Scheme", Value::text(if internal { "internal" } else { "internet-facing" }));
    }
    balancer.set("Subnets", Value::list(place.subnets.iter().map(|one| one.value.clone()).collect::<Vec<_>>()));
    if has_own {
        let own = Value::attribute(groups::own_id(&declaration.logical_id), SECURITY_GROUP.attribute);
        balancer.set("SecurityGroups", Value::list([own]));
    } else if let Some(given) = entries.value("security_groups") {
        balancer.set("SecurityGroups", given.clone());
    }
    let on = |key, text: String| Value::map([("Key", Value::text(key)), ("Value", Value::text(text))]);
    let mut attributes = Vec::new();
    if !is_network(declaration) {
        attributes.push(on("routing.http.drop_invalid_header_fields.enabled", "true".to_owned()));
    }
    attributes
        .extend(entries.int("idle_timeout").map(|seconds| on("idle_timeout.timeout_seconds", seconds.to_string())));
    if entries.setting("protect").is_some() {
        attributes.push(on("deletion_protection.enabled", entries.on("protect", false).to_string()));
    }
    for (key, value) in logs.map(|logs| logs.attributes()).unwrap_or_default() {
        let entry = Value::map([("Key", Value::text(key)), ("Value", value)]);
        attributes.push(where_holds(logs.map_or(&None, |logs| logs.condition()), entry, None));
    }
    if !attributes.is_empty() {
        balancer.set("LoadBalancerAttributes", Value::list(attributes));
    }
    balancer
}

/// The security group of a load balancer that is given none.
fn own_group<'a>(declaration: &Declaration<'a>, place: &Place<'_, 'a>, ports: &[parts::Port<'a>]) -> Resource<'a> {
    let id = groups::own_id(&declaration.logical_id);
    let mut group = Resource::new(id, SECURITY_GROUP.resource, 3);
    group.set("GroupDescription", Value::text(description("Load balancer", declaration)));
    if let Some(vpc) = &place.vpc {
        group.set("VpcId", vpc.clone());
    }
    let of = |port: &parts::Port<'a>| {
        rules(declaration, port, place)
            .into_iter()
            .map(|rule| where_holds(&port.condition, rule, None))
            .collect::<Vec<_>>()
    };
    let rules: Vec<Value<'a>> = ports.iter().flat_map(of).collect();
    if !rules.is_empty() {
        group.set("SecurityGroupIngress", Value::list(rules));
    }
    group
}

/// What lets clients reach a port: everybody, or the VPC.
fn rules<'a>(declaration: &Declaration<'a>, port: &parts::Port<'a>, place: &Place<'_, 'a>) -> Vec<Value<'a>> {
    let speaks = |theirs: &str| port.cases.iter().any(|case| case.protocol.theirs == theirs);
    let protocols: &[&str] = match (speaks("UDP"), speaks("TCP_UDP")) {
        (true, false) => &["udp"],
        (_, true) => &["tcp", "udp"],
        (false, false) => &["tcp"],
    };
    let given = declaration.entries.property("IpAddressType").map(|property| &property.value);
    let has_six = matches!(given, Some(Value::Text(kind)) if kind.starts_with("dualstack"));
    let blocks = match &place.block {
        Some(block) if place.internal == Some(true) => vec![("CidrIp", block.clone(), "its VPC")],
        _ => {
            let [four, six] = EVERYWHERE.map(Value::text);
            let all = [("CidrIp", four, "everybody"), ("CidrIpv6", six, "everybody")];
            all.into_iter().take(if has_six { 2 } else { 1 }).collect()
        }
    };
    let rule = |protocol: &'static str, (property, block, who): &(&'static str, Value<'a>, &str)| {
        Value::map([
            ("IpProtocol", Value::text(protocol)),
            ("FromPort", Value::Int(port.port)),
            ("ToPort", Value::Int(port.port)),
            (property, block.clone()),
            ("Description", Value::text(format!("{protocol} {} from {who}", port.port))),
        ])
    };
    protocols.iter().flat_map(|protocol| blocks.iter().map(|block| rule(protocol, block))).collect()
}

/// What needs the VPC, where nobody knows it.
fn check_vpc<'a>(declaration: &Declaration<'a>, place: &Place<'_, 'a>, has_targets: bool, to: &mut Lowering<'_, 'a>) {
    let needed = has_targets || declaration.entries.setting("security_groups").is_none();
    if place.vpc.is_some() || place.subnets.is_empty() || !needed {
        return;
    }
    to.report(
        Diagnostic::error(
            "missing-entry",
            format!("the VPC of `{}` does not follow from its subnets", declaration.handle.text),
        )
        .label(declaration.handle.span, "in which VPC?")
        .help("say it: vpc = …"),
    );
}

/// Clients that are sent where nobody listens.
fn check_redirects<'a>(ports: &[parts::Port<'a>], to: &mut Lowering<'_, 'a>) {
    for case in ports.iter().flat_map(|port| &port.cases) {
        let listen::Action::Redirect(_, target) = case.action else { continue };
        if !ports.iter().any(|port| port.port == target) {
            to.report(
                Diagnostic::warning(
                    "nothing-listens",
                    format!("clients are sent to port {target}, and nothing listens there"),
                )
                .label(case.span, "sent away here")
                .help(format!("add what answers: listen https {target} with my-certificate to web01")),
            );
        }
    }
}
