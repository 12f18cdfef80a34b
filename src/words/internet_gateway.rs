//! `internet_gateway`: the door between a VPC and the internet.

use super::network::{VPC, gateways};
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `internet_gateway`.
pub static WORD: Word = Word {
    name: "internet_gateway",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::InternetGateway",
    summary: "Opens a VPC to the internet. It comes by itself with the first public subnet; a declared one takes its place.",
    sentence: "internet_gateway NAME [as HANDLE] [was OLD-NAME] in VPC",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which VPC it opens" }],
    entries: &[Entry::new(
        "name",
        Shape::Name,
        "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
    )
    .or("the declared name")],
    elsewhere: &[("vpc", "the VPC stands in the sentence: internet_gateway NAME in VPC")],
    attributes: &[Attribute { name: "id", attribute: "", summary: "The gateway's id." }],
    defaults: &["it is attached to the VPC, and what needs that waits for it"],
    named_by_tag: true,
    completed_by: ATTACHED,
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:internet-gateway/${InternetGatewayId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-internetgateway.html",
    example: "internet_gateway igw in main\nvpc main < cidr = 10.0.0.0/16 >\nsubnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >",
    lower,
    ..Word::EMPTY
};

/// What an attachment adds to the logical id of its gateway.
pub const ATTACHED: &str = "Attachment";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let id = declaration.logical_id.clone();
    let vpc = to.related(declaration, "in", &VPC).into_iter().next();
    to.push_main(declaration, Resource::new(id.clone(), WORD.resource, 1));
    if let Some(vpc) = vpc {
        let attachment = gateways::attachment(derived(&id, ATTACHED), id, vpc.value);
        to.push(attachment, declaration.span);
    }
}
