//! `route_table`: where the traffic of subnets goes, route by route.

mod subnets;

use super::network::{SUBNET, VPC, routes};
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `route_table`.
pub static WORD: Word = Word {
    name: "route_table",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::RouteTable",
    summary: "Says where the traffic of subnets goes, route by route. Subnets get one by themselves; a declared one takes its place.",
    sentence: "route_table NAME [as HANDLE] [was OLD-NAME] in VPC < route BLOCK to TARGET >",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which VPC its subnets lie in" }],
    entries: &[
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "route",
            Shape::Sentence("route 10.1.0.0/16 to peer"),
            "Sends what is meant for a block of addresses, a VPC or a prefix list to a gateway, an instance, a peering …",
        )
        .under_conditions(),
        Entry::new(
            "subnets",
            Shape::List(&Shape::Reference(&SUBNET)),
            "The subnets that it is for; each may say so itself: route_table = NAME.",
        ),
    ],
    elsewhere: &[
        ("vpc", "the VPC stands in the sentence: route_table NAME in VPC < … >"),
        ("egress", "write it as a route: route 0.0.0.0/0 to GATEWAY"),
        ("default", "write it as a route: route 0.0.0.0/0 to GATEWAY"),
    ],
    attributes: &[Attribute { name: "id", attribute: "", summary: "The route table's id." }],
    defaults: &["what stays in the VPC needs no route", "a route is there where what it leads to is"],
    named_by_tag: true,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:route-table/${RouteTableId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-routetable.html",
    example: "route_table inner in main < route other to peer >\nvpc main < cidr = 10.0.0.0/16 >\nvpc other < cidr = 10.1.0.0/16 >\npeering peer between main, other\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a, route_table = inner >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let vpc = to.related(declaration, "in", &VPC).into_iter().next();
    let mut table = Resource::new(declaration.logical_id.clone(), WORD.resource, 2);
    if let Some(vpc) = vpc {
        table.set("VpcId", vpc.value);
    }
    to.push_main(declaration, table);
    routes::lower(&declaration.entries, &declaration.logical_id, to);
    subnets::lower(declaration, to);
}
