//! `peering`: two VPCs that reach each other.

use super::network::VPC;
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `peering`.
pub static WORD: Word = Word {
    name: "peering",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::VPCPeeringConnection",
    summary: "Connects two VPCs, whose blocks of addresses may not overlap. Traffic flows once both sides have a route to it.",
    sentence: "peering NAME [as HANDLE] [was OLD-NAME] between VPC, VPC",
    relations: &[RelationRule { keyword: "between", required: true, summary: "say which two VPCs it connects" }],
    entries: &[Entry::new(
        "name",
        Shape::Name,
        "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
    )
    .or("the declared name")],
    elsewhere: &[
        ("from", "the VPCs stand in the sentence: peering NAME between VPC, VPC"),
        ("to", "the VPCs stand in the sentence: peering NAME between VPC, VPC"),
        ("routes", "routes are said by the VPCs, or in route tables, on both sides: route OTHER-VPC to NAME"),
    ],
    attributes: &[Attribute { name: "id", attribute: "", summary: "The peering's id." }],
    defaults: &[
        "between VPCs of one account it needs no acceptance; for another account or region there are PeerOwnerId, PeerRegion and PeerRoleArn",
    ],
    named_by_tag: true,
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:vpc-peering-connection/${VpcPeeringConnectionId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcpeeringconnection.html",
    example: "peering peer between main, other\nvpc main < cidr = 10.0.0.0/16, route other to peer >\nvpc other < cidr = 10.1.0.0/16, route main to peer >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a >\nsubnet private-c in other < cidr = 10.1.64.0/20, zone = c >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let named = declaration.relation("between");
    if !named.is_empty() && named.len() != 2 {
        let at = named[0].span.to(named[named.len() - 1].span);
        to.report(
            Diagnostic::error("incomplete-sentence", format!("a peering is between two VPCs, found {}", named.len()))
                .label(at, "expected two")
                .help("write: peering NAME between VPC, VPC"),
        );
    }
    let vpcs = to.related(declaration, "between", &VPC);
    let mut peering = Resource::new(declaration.logical_id.clone(), WORD.resource, 3);
    for (property, vpc) in ["VpcId", "PeerVpcId"].into_iter().zip(vpcs) {
        peering.set(property, vpc.value);
    }
    to.push_main(declaration, peering);
}
