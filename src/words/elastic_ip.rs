//! `elastic_ip`: a public address that stays.

use super::shape::{Attribute, Entry, Identity, Shape, Wanted};
use super::{Form, Group, Word};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Value};

/// The description of `elastic_ip`.
pub static WORD: Word = Word {
    name: "elastic_ip",
    group: Group::Compute,
    form: Form::Resource,
    resource: "AWS::EC2::EIP",
    summary: "Keeps a public address, whatever has it at the moment. Every public address costs money by the hour.",
    sentence: "elastic_ip NAME [as HANDLE] [was OLD-NAME] < instance = … >",
    entries: &[
        Entry::new("instance", Shape::Reference(&INSTANCE), "The instance that has the address.").sets("InstanceId"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
    ],
    elsewhere: &[
        ("nat", "a NAT gateway names its address: nat gw in SUBNET < address = NAME >"),
        ("network_interface", "write it as CloudFormation does: AWS::EC2::EIPAssociation"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "AllocationId", summary: "The id of its allocation, `eipalloc-…`." },
        Attribute { name: "ip", attribute: "", summary: "The address." },
    ],
    defaults: &["it waits for the internet gateway of the VPC that it is used in"],
    named_by_tag: true,
    identity: Identity::OF_TYPE,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html",
    example: "elastic_ip web-address < instance = web01 >\ninstance web01 < image = amazon-linux-2023, type = t3.micro >\noutput address = web-address.ip",
    lower,
    ..Word::EMPTY
};

static INSTANCE: Wanted = Wanted { what: "an instance", resource: "AWS::EC2::Instance", attribute: "", prefix: "i-" };

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut address = Resource::new(declaration.logical_id.clone(), WORD.resource, 3);
    address.set("Domain", Value::text("vpc"));
    super::set_properties(declaration, &mut address);
    to.push_main(declaration, address);
}

/// Gives an address to an instance by a statement of its own: `attach ADDRESS to INSTANCE`. The caller sees to the
/// condition; what attaches the internet gateway is waited for like everywhere.
pub fn associate<'a>(address: Value<'a>, id: &str, instance: Value<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let mut association = Resource::new(derived(id, "Association"), "AWS::EC2::EIPAssociation", 2);
    association.set("AllocationId", address);
    association.set("InstanceId", instance);
    to.push(association, origin);
}
