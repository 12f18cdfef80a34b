//! `nat`: the way to the internet for what has no public address.

use super::network::{ELASTIC_IP, SUBNET};
use super::shape::{Attribute, Entry, Identity, Made, RelationRule, Shape};
use super::{Form, Group, Word, tags};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `nat`.
pub static WORD: Word = Word {
    name: "nat",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::NatGateway",
    summary: "Lets what has no public address reach the internet, which cannot reach it (a NAT gateway). It costs money for every hour and every gigabyte.",
    sentence: "nat NAME [as HANDLE] [was OLD-NAME] in PUBLIC-SUBNET",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which public subnet it stands in" }],
    entries: &[
        Entry::new("address", Shape::Reference(&ELASTIC_IP), "The address that its traffic comes from.")
            .or("one that is made, an elastic IP"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "private",
            Shape::Bool,
            "Whether it leads to other networks only, with no address of the internet; its subnet need not be public then.",
        )
        .or("no"),
    ],
    elsewhere: &[
        ("subnet", "the subnet stands in the sentence: nat NAME in SUBNET"),
        ("subnets", "the subnets that use it say so themselves: egress = NAME"),
        ("elastic_ip", "the address is given so: address = MY-ELASTIC-IP"),
    ],
    attributes: &[Attribute { name: "id", attribute: "", summary: "The NAT gateway's id." }],
    makes: &[Made {
        attribute: Attribute {
            name: "public_ip",
            attribute: "PublicIp",
            summary: "The address that its traffic comes from, where it is made for it.",
        },
        part: ADDRESS,
        by: "",
        unless: "address",
    }],
    defaults: &[
        "an elastic IP is made for it",
        "a subnet uses it where it says so: egress = NAME",
        "it waits for the internet gateway of its VPC",
    ],
    named_by_tag: true,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:natgateway/${NatGatewayId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html",
    example: "nat gw in public-a\nvpc main < cidr = 10.0.0.0/16 >\nsubnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a, egress = gw >",
    lower,
    ..Word::EMPTY
};

/// What its address adds to its logical id.
const ADDRESS: &str = "ElasticIp";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let id = declaration.logical_id.clone();
    let entries = &declaration.entries;
    let private = entries.on("private", false);
    let subnet = to.related(declaration, "in", &SUBNET).into_iter().next();
    let mut nat = Resource::new(id.clone(), WORD.resource, 3);
    if let Some(subnet) = &subnet {
        nat.set("SubnetId", subnet.value.clone());
    }
    if private {
        nat.set("ConnectivityType", Value::text("private"));
        check_address(declaration, to);
        return to.push_main(declaration, nat);
    }
    let made = derived(&id, ADDRESS);
    let address = entries.value("address").cloned();
    nat.set("AllocationId", address.clone().unwrap_or_else(|| Value::attribute(made.clone(), "AllocationId")));
    if address.is_none() && entries.property("AllocationId").is_none() {
        let mut address = Resource::new(made, ELASTIC_IP.resource, 2);
        address.set("Domain", Value::text("vpc"));
        tags::name_made(&mut address, declaration, "", to);
        to.push(address, declaration.span);
    }
    to.push_main(declaration, nat);
}

/// A private one has no address of the internet.
fn check_address(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let (Some(address), Some(private)) =
        (declaration.entries.setting("address"), declaration.entries.setting("private"))
    else {
        return;
    };
    let message = "a private NAT gateway has no address of the internet";
    to.report(
        Diagnostic::error("wrong-kind", message)
            .label(address.key, "not accepted")
            .label(private.key, "private here")
            .help("keep one of them"),
    );
}
