//! `instance`: an EC2 instance.

mod disk;
mod image;
mod user_data;

use super::shape::{Attribute, Catalogue, Entry, Identity, Shape, SizeUnit, Wanted};
use super::{Form, Group, Word, shared};
use crate::catalog::instance_types::{self, EbsOptimized};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{self, Resource, Value};
use std::sync::LazyLock;

/// The description of `instance`.
pub static WORD: Word = Word {
    name: "instance",
    group: Group::Compute,
    form: Form::Resource,
    resource: "AWS::EC2::Instance",
    summary: "Runs a virtual server in EC2.",
    sentence: "instance NAME [as HANDLE] [was OLD-NAME] < image = …, type = …, … >",
    entries: &[
        Entry::new("disk", Shape::Size(SizeUnit::Gibibytes, 1, 65_536), "The size of the root disk, such as 20GiB.")
            .or("what the image has")
            .sets("BlockDeviceMappings"),
        Entry::new(
            "image",
            Shape::Catalogue(&image::IMAGES),
            "What it starts from: a name such as amazon-linux-2023, or an id such as ami-0123456789abcdef0.",
        )
        .sets("ImageId")
        .required(),
        Entry::new("key", Shape::Reference(&KEY_PAIR), "The key pair for logging in with SSH.").sets("KeyName"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new("public_ip", Shape::Bool, "Whether it gets a public address.")
            .or("what its subnet says")
            .sets("NetworkInterfaces"),
        Entry::new(
            "root_device",
            Shape::Literal,
            "The name of the image's root device, such as /dev/xvda; needed for a disk of an image given by its id.",
        ),
        Entry::new(
            "security_groups",
            Shape::List(&Shape::Reference(&SECURITY_GROUP)),
            "What may reach it and what it may reach.",
        )
        .or("the VPC's default group")
        .sets("SecurityGroupIds"),
        Entry::new("subnet", Shape::Reference(&SUBNET), "Where it runs.").or("the default VPC").sets("SubnetId"),
        Entry::new("type", Shape::Catalogue(&TYPES), "Its size, such as t3.micro.").sets("InstanceType").required(),
        Entry::new("user_data", Shape::Text, "A script that runs at the first start; at most 16 KB.").sets("UserData"),
    ],
    elsewhere: &[
        ("role", "a role is given by a statement of its own: attach ROLE to INSTANCE"),
        ("iam_role", "a role is given by a statement of its own: attach ROLE to INSTANCE"),
        (
            "instance_profile",
            "a role is given by a statement of its own: attach ROLE to INSTANCE; its instance profile comes with it",
        ),
        ("vpc", "an instance is in the VPC of its subnet: subnet = …"),
        ("zone", "an instance is in the zone of its subnet: subnet = …"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "", summary: "The instance's id." },
        Attribute { name: "private_dns", attribute: "PrivateDnsName", summary: "Its private host name." },
        Attribute { name: "private_ip", attribute: "PrivateIp", summary: "Its private address." },
        Attribute { name: "public_dns", attribute: "PublicDnsName", summary: "Its public host name." },
        Attribute { name: "public_ip", attribute: "PublicIp", summary: "Its public address." },
    ],
    defaults: &[
        "the metadata service asks for a token (IMDSv2)",
        "the root disk is encrypted, of type gp3, and goes with the instance, where the image's root device is known",
        "the instance is EBS-optimised where its type can be",
    ],
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    example: "instance web01 < image = amazon-linux-2023, type = t3.micro, disk = 20GiB >",
    named_by_tag: true,
    lower,
    ..Word::EMPTY
};

static TYPES: Catalogue = Catalogue {
    what: "an instance type",
    code: "unknown-instance-type",
    find: instance_types::name,
    names: || Box::new(instance_types::names()),
    hint: "a type is a family and a size, such as t3.micro",
    prefix: "",
    defers: true,
};
static SUBNET: Wanted = Wanted { what: "a subnet", resource: "AWS::EC2::Subnet", attribute: "", prefix: "subnet-" };
static SECURITY_GROUP: Wanted =
    Wanted { what: "a security group", resource: "AWS::EC2::SecurityGroup", attribute: "GroupId", prefix: "sg-" };
static KEY_PAIR: Wanted = Wanted { what: "a key pair", resource: "AWS::EC2::KeyPair", attribute: "", prefix: "" };

static TOKEN_REQUIRED: LazyLock<Vec<template::Entry<'static>>> = LazyLock::new(|| {
    vec![("HttpEndpoint".into(), Value::text("enabled")), ("HttpTokens".into(), Value::text("required"))]
});

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut instance = Resource::new(declaration.logical_id.clone(), WORD.resource, 7);
    if let Some(image) = image::lower(declaration, to) {
        instance.set("ImageId", image);
    }
    if let Some(kind) = entries.value("type") {
        instance.set("InstanceType", kind.clone());
    }
    let optimized = entries.text("type").and_then(|kind| instance_types::find(kind));
    if optimized.is_some_and(|kind| matches!(kind.ebs_optimized(), EbsOptimized::Supported | EbsOptimized::Default)) {
        instance.set("EbsOptimized", Value::Bool(true));
    }
    check_interface(declaration, to);
    network(declaration, &mut instance);
    if let Some(key) = entries.value("key") {
        instance.set("KeyName", key.clone());
    }
    instance.set("MetadataOptions", shared(&TOKEN_REQUIRED));
    if let Some(mappings) = disk::mappings(declaration, to) {
        instance.set("BlockDeviceMappings", mappings);
    }
    if let Some(script) = entries.setting("user_data") {
        user_data::lower(script, &mut instance, to);
    }
    to.push_main(declaration, instance);
}

/// EC2 refuses a network interface beside a subnet or groups of the instance itself.
fn check_interface(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(public) = declaration.entries.setting("public_ip") else { return };
    for (property, entry) in
        [("SubnetId", "subnet"), ("SecurityGroupIds", "security_groups"), ("SecurityGroups", "security_groups")]
    {
        let Some(given) = declaration.entries.properties.iter().find(|given| given.name.text == property) else {
            continue;
        };
        to.report(
            Diagnostic::error(
                "wrong-kind",
                format!(
                    "EC2 takes no `{property}` of the instance beside `public_ip`, which is about its network interface"
                ),
            )
            .label(given.name.span, "not accepted")
            .label(public.key, "makes a network interface")
            .help(format!("write: {entry} = …")),
        );
    }
}

/// A public address is a property of a network interface, which then holds the subnet and the groups too.
fn network<'a>(declaration: &Declaration<'a>, instance: &mut Resource<'a>) {
    let entries = &declaration.entries;
    let subnet = entries.value("subnet").cloned();
    let groups = entries.value("security_groups").cloned();
    if entries.setting("public_ip").is_none() {
        for (property, value) in [("SubnetId", subnet), ("SecurityGroupIds", groups)] {
            if let Some(value) = value {
                instance.set(property, value);
            }
        }
        return;
    }
    let interface = [
        ("DeviceIndex", Some(Value::text("0"))),
        ("AssociatePublicIpAddress", Some(Value::Bool(entries.on("public_ip", false)))),
        ("SubnetId", subnet),
        ("GroupSet", groups),
    ];
    let interface = Value::map(interface.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))));
    instance.set("NetworkInterfaces", Value::list([interface]));
}
