//! `vpc`: a network of one's own.

mod logs;

use super::network::{routes, tables};
use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `vpc`.
pub static WORD: Word = Word {
    name: "vpc",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::VPC",
    summary: "Makes a network of your own (a VPC), in which subnets lie.",
    sentence: "vpc NAME [as HANDLE] [was OLD-NAME] < cidr = … >",
    entries: &[
        Entry::new(
            "cidr",
            Shape::Cidr,
            "Its addresses, a block of 16 (/28) to 65,536 (/16), such as 10.0.0.0/16; it cannot be changed later.",
        )
        .sets("CidrBlock")
        .required()
        .unless(&["Ipv4IpamPoolId"]),
        Entry::new(
            "logs",
            Shape::Sentence("logs to audit"),
            "Writes who talks to whom into a log group or a bucket (flow logs), which costs money for each gigabyte.",
        )
        .under_conditions(),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "route",
            Shape::Sentence("route 10.1.0.0/16 to peer"),
            "Adds a route to the route tables that its subnets get by themselves: to a peering, a transit gateway, a VPN …",
        )
        .under_conditions(),
    ],
    elsewhere: &[
        ("flow_logs", "write where they go: logs to LOG-GROUP, or logs to BUCKET"),
        ("subnets", "a subnet is a statement of its own: subnet public-a in NAME < cidr = …, zone = a >"),
        ("zone", "a VPC spans all zones of its region; a subnet lies in one"),
        ("internet_gateway", "it comes with the first public subnet; or declare one: internet_gateway igw in NAME"),
        ("nat", "a NAT gateway is a statement of its own: nat gw in PUBLIC-SUBNET"),
    ],
    attributes: &[
        Attribute { name: "cidr", attribute: "CidrBlock", summary: "Its block of addresses." },
        Attribute {
            name: "default_security_group",
            attribute: "DefaultSecurityGroup",
            summary: "The security group of what is given none.",
        },
        Attribute { name: "id", attribute: "", summary: "The VPC's id." },
    ],
    defaults: &[
        "instances get host names, and names are resolved (EnableDnsHostnames, EnableDnsSupport)",
        "an internet gateway, its attachment and a route table for the public subnets are made once a subnet is public",
        "a route table without a way out is made for the subnets that have none",
    ],
    named_by_tag: true,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html",
    example: "vpc main < cidr = 10.0.0.0/16 >\nsubnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut vpc = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    super::set_properties(declaration, &mut vpc);
    // Without host names an endpoint cannot answer under the service's own name, nor can a private zone.
    vpc.set("EnableDnsHostnames", Value::Bool(true));
    vpc.set("EnableDnsSupport", Value::Bool(true));
    to.push_main(declaration, vpc);
    logs::lower(declaration, to);
    check_routes(declaration, to);
}

/// Reads its routes, which its route tables have, once they are there: without any they go nowhere.
fn check_routes<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(first) = declaration.entries.sentences("route").next() else { return };
    routes::read_all(&declaration.entries, to);
    let own = Value::Ref(declaration.logical_id.clone());
    if !tables::tables(to).iter().any(|table| table.vpc == own) {
        let message = format!("no subnet of `{}` gets a route table by itself", declaration.handle.text);
        to.report(
            Diagnostic::warning("no-effect", message)
                .label(first.span, "in no route table")
                .help("say it in the route table: route_table NAME in VPC < route BLOCK to TARGET >"),
        );
    }
}
