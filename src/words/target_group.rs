//! `target_group`: who a load balancer passes requests on to.

mod join;
mod make;
pub mod name;
pub mod target;

pub use join::depend;
pub use make::Group;

use super::network::VPC;
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit};
use super::{Form, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use target::Kind;

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
            Shape::Any,
            "Instances, autoscaling groups, services, a function, or addresses.",
        )
        .sets("Targets"),
    ],
    elsewhere: &[("vpc", "say it in front of the body: target_group NAME in VPC")],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "Its ARN." },
        Attribute { name: "full_name", attribute: "TargetGroupFullName", summary: "Its name as metrics have it." },
        Attribute { name: "name", attribute: "TargetGroupName", summary: "Its name." },
    ],
    identity: Identity { by: "arn", arn: "", names: "target groups" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html",
    example: "AWS::EC2::VPC main < CidrBlock = 10.0.0.0/16 >\ninstance web01 < image = amazon-linux-2023, type = t3.micro >\ntarget_group web in main < targets = web01, port = 3000, health = \"/status\" >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(_declaration: &'s Declaration<'a>, _to: &mut Lowering<'s, 'a>) {}
