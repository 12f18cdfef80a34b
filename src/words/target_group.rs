//! `target_group`: who a load balancer passes requests on to.

mod join;
mod make;
pub mod name;
pub mod target;

pub use join::depend;
pub use make::Group;

use super::network::VPC;
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit};
use super::{Form, Word, name_of};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use target::{Kind, Target};

/// The description of `target_group`.
pub static WORD: Word = Word {
    name: "target_group",
    group: super::Group::Traffic,
    form: Form::Resource,
    resource: "AWS::ElasticLoadBalancingV2::TargetGroup",
    summary: "Names who a load balancer passes requests on to, and how it finds out who of them works. A load balancer makes one by itself for targets that its sentences name.",
    sentence: "target_group NAME [as HANDLE] [was OLD-NAME] in VPC < targets = …, port = … >",
    relations: &[RelationRule { keyword: "in", required: false, summary: "say which VPC its targets are in" }],
    entries: &[
        Entry::new(
            "drain",
            Shape::Duration(TimeUnit::Seconds, 0, 3_600),
            "How long a target that leaves has for the requests that it still works on.",
        )
        .or("5m")
        .sets("TargetGroupAttributes"),
        Entry::new("health", Shape::Text, "The path that targets are asked for whether they work.")
            .or("/ of what speaks HTTP; otherwise a connection counts")
            .sets("HealthCheckPath"),
        Entry::new(
            "name",
            Shape::Name,
            "Its name where it differs from the declared one, at most 32 letters, digits and hyphens; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("Name"),
        Entry::new("port", Shape::Int(1, 65_535), "The port that the targets listen on.")
            .or("80; 443 with https")
            .sets("Port"),
        Entry::new(
            "protocol",
            Shape::Choice(&["http", "https", "tcp", "tcp_udp", "tls", "udp"]),
            "What the targets speak; the last four are for a network load balancer.",
        )
        .or("http")
        .sets("Protocol"),
        Entry::new(
            "sticky",
            Shape::Bool,
            "Whether a client comes back to the same target.",
        )
        .or("no")
        .sets("TargetGroupAttributes"),
        Entry::new(
            "targets",
            Shape::List(&Shape::OneOf(target::KINDS)),
            "Instances, autoscaling groups, services, or a function.",
        )
        .sets("Targets"),
    ],
    elsewhere: &[("vpc", "say it in front of the body: target_group NAME in VPC")],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "Its ARN." },
        Attribute { name: "full_name", attribute: "TargetGroupFullName", summary: "Its name as metrics have it." },
        Attribute { name: "name", attribute: "TargetGroupName", summary: "Its name." },
    ],
    identity: Identity { names: "target groups", ..Identity::OF_TYPE },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html",
    example: "vpc main < cidr = 10.0.0.0/16 >\ninstance web01 < image = amazon-linux-2023, type = t3.micro >\ntarget_group web in main < targets = web01, port = 3000, health = \"/status\" >",
    lower,
    ..Word::EMPTY
};

/// What targets speak, as the template has it; the port that it has; and whether it is HTTP.
const PROTOCOLS: &[(&str, &str, i64)] = &[
    ("http", "HTTP", 80),
    ("https", "HTTPS", 443),
    ("tcp", "TCP", 80),
    ("tcp_udp", "TCP_UDP", 80),
    ("tls", "TLS", 443),
    ("udp", "UDP", 80),
];

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    name::check(declaration, "target groups", to);
    let entries = &declaration.entries;
    let written = entries.text("protocol").map_or("http", |text| text.as_ref());
    let (_, protocol, port) = PROTOCOLS.iter().find(|(ours, ..)| *ours == written).unwrap_or(&PROTOCOLS[0]);
    let vpc = to.related(declaration, "in", &VPC).pop().map(|vpc| vpc.value);
    let group = Group {
        id: declaration.logical_id.clone(),
        vpc,
        protocol,
        port: entries.int("port").unwrap_or(*port),
        health: entries.value("health").cloned(),
        origin: declaration.span,
    };
    let targets = targets(declaration, to);
    check_kind(declaration, targets.first(), to);
    let around = to.condition().clone();
    if let Some(permission) = group.permission(&targets) {
        to.push(permission, declaration.span);
    }
    let mut resource = group.resource(&targets, &around, to);
    if let Some(name) = name_of(declaration) {
        resource.properties.insert(0, ("Name".into(), name));
    }
    let attributes = attributes(declaration);
    if !attributes.is_empty() {
        resource.set("TargetGroupAttributes", Value::list(attributes));
    }
    to.push_main(declaration, resource);
    group.join(&targets, &[], &around, to);
}

/// What the entry `targets` names.
fn targets<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Target<'a>> {
    let Some(setting) = declaration.entries.setting("targets") else { return Vec::new() };
    let Some(Value::List(items)) = declaration.entries.value("targets") else { return Vec::new() };
    let targets = items.iter().filter_map(|item| target::of_value(item, "this", setting.span, to)).collect();
    target::of_one_kind(targets, to)
}

/// Whether the sentence says a VPC, which all but functions need.
fn check_kind(declaration: &Declaration<'_>, first: Option<&Target<'_>>, to: &mut Lowering<'_, '_>) {
    let said = declaration.relations.iter().find(|relation| relation.keyword.text == "in");
    let is_function = first.is_some_and(|target| target.kind == Kind::Function);
    match said {
        None if !is_function && declaration.entries.property("VpcId").is_none() => to.report(
            Diagnostic::error(
                "incomplete-sentence",
                format!("target_group `{}` does not say `in …`", declaration.handle.text),
            )
            .label(declaration.handle.span, "in which VPC are its targets?")
            .help(format!("say it: target_group {} in VPC", declaration.handle.text)),
        ),
        Some(said) if is_function => to.report(
            Diagnostic::warning("no-effect", "a function is called, not reached in a VPC")
                .label(said.keyword.span, "has no effect")
                .help("leave it out"),
        ),
        _ => {}
    }
}

/// Attributes that hold further settings.
fn attributes<'a>(declaration: &Declaration<'a>) -> Vec<Value<'a>> {
    let entries = &declaration.entries;
    let on = |key, text: String| Value::map([("Key", Value::text(key)), ("Value", Value::text(text))]);
    let mut attributes = Vec::new();
    attributes
        .extend(entries.int("drain").map(|seconds| on("deregistration_delay.timeout_seconds", seconds.to_string())));
    if entries.on("sticky", false) {
        let by = match entries.text("protocol").map(AsRef::as_ref) {
            None | Some("http" | "https") => "lb_cookie",
            Some(_) => "source_ip",
        };
        attributes.extend([on("stickiness.enabled", "true".to_owned()), on("stickiness.type", by.to_owned())]);
    }
    attributes
}
