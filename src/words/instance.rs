//! `instance`: an EC2 instance.

use super::network::{SUBNET, is_public, subnets_of};
use super::server::{self, Kind};
use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `instance`.
pub static WORD: Word = Word {
    name: "instance",
    group: Group::Compute,
    form: Form::Resource,
    resource: "AWS::EC2::Instance",
    summary: "Runs a virtual server in EC2.",
    sentence: "instance NAME [as HANDLE] [was OLD-NAME] < image = …, type = …, … >",
    entries: &[
        server::disk("BlockDeviceMappings"),
        server::image("ImageId").required(),
        server::key("KeyName"),
        server::monitoring("Monitoring"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new("private_ip", Shape::Text, "Its private address, which is one of its subnet's.")
            .or("one that is free in its subnet")
            .sets("PrivateIpAddress"),
        server::public_ip("NetworkInterfaces"),
        server::root_device(),
        server::security_groups("SecurityGroupIds"),
        Entry::new("subnet", Shape::Reference(&SUBNET), "Where it runs.").or("the default VPC").sets("SubnetId"),
        server::kind("InstanceType").required(),
        server::user_data("UserData"),
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
    defaults: &server::DEFAULTS,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    example: "instance web01 < image = amazon-linux-2023, type = t3.micro, disk = 20GiB >",
    named_by_tag: true,
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut instance = Resource::new(declaration.logical_id.clone(), WORD.resource, 8);
    check_interface(declaration, to);
    check_public(declaration, to);
    for (property, value) in server::properties(declaration, Kind::Instance, to) {
        instance.set(property, value);
    }
    to.push_main(declaration, instance);
}

/// EC2 refuses a network interface beside a subnet or groups of the instance itself.
fn check_interface(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(public) = declaration.entries.setting("public_ip") else { return };
    for (property, entry) in [
        ("SubnetId", "subnet"),
        ("PrivateIpAddress", "private_ip"),
        ("SecurityGroupIds", "security_groups"),
        ("SecurityGroups", "security_groups"),
    ] {
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

/// A public address that leads nowhere.
fn check_public<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(public) = declaration.entries.setting("public_ip") else { return };
    let subnets = subnets_of(declaration, to);
    let subnet = subnets.first().and_then(|subnet| to.declaration_of(subnet));
    let Some(subnet) = subnet.filter(|subnet| is_public(subnet, to) == Some(false)) else { return };
    if declaration.entries.on("public_ip", false) {
        let message = format!("nobody reaches the public address of `{}` in a private subnet", declaration.handle.text);
        to.report(
            Diagnostic::warning("private-subnet", message)
                .label(public.key, "no way there")
                .label(subnet.handle.span, "has no route to an internet gateway")
                .help("leave the entry out, or use a subnet with public = yes"),
        );
    }
}
