//! What virtual servers have in common, whether they are instances or are made from a template.

mod disk;
mod image;
mod user_data;

use super::network::SECURITY_GROUP;
use super::shape::{Catalogue, Entry, Shape, SizeUnit, Wanted};
use super::shared;
use crate::catalog::instance_types::{self, EbsOptimized};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{self, Value};
use std::sync::LazyLock;

/// What holds for every server without being asked.
pub const DEFAULTS: [&str; 3] = [
    "the metadata service asks for a token (IMDSv2)",
    "the root disk is encrypted, of type gp3, and goes with the instance, where the image's root device is known",
    "the instance is EBS-optimised where its type can be",
];

/// What the properties are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An instance.
    Instance,
    /// A template that instances are made from.
    Template,
}

static TYPES: Catalogue = Catalogue {
    what: "an instance type",
    code: "unknown-instance-type",
    find: instance_types::name,
    names: || Box::new(instance_types::names()),
    hint: "a type is a family and a size, such as t3.micro",
    prefix: "",
    defers: true,
};
static KEY_PAIR: Wanted = Wanted { what: "a key pair", resource: "AWS::EC2::KeyPair", attribute: "", prefix: "" };

static GROUP: Shape = Shape::Reference(&SECURITY_GROUP);

static TOKEN_REQUIRED: LazyLock<Vec<template::Entry<'static>>> = LazyLock::new(|| {
    vec![("HttpEndpoint".into(), Value::text("enabled")), ("HttpTokens".into(), Value::text("required"))]
});

/// The entry `disk`, where it sets this property.
pub const fn disk(property: &'static str) -> Entry {
    Entry::new("disk", Shape::Size(SizeUnit::Gibibytes, 1, 65_536), "The size of the root disk, such as 20GiB.")
        .or("what the image has")
        .sets(property)
}

/// The entry `image`.
pub const fn image(property: &'static str) -> Entry {
    const SUMMARY: &str =
        "What it starts from: a name such as amazon-linux-2023, or an id such as ami-0123456789abcdef0.";
    Entry::new("image", Shape::Catalogue(&image::IMAGES), SUMMARY).sets(property)
}

/// The entry `key`.
pub const fn key(property: &'static str) -> Entry {
    Entry::new("key", Shape::Reference(&KEY_PAIR), "The key pair for logging in with SSH.").sets(property)
}

/// The entry `monitoring`.
pub const fn monitoring(property: &'static str) -> Entry {
    Entry::new("monitoring", Shape::Bool, "Whether metrics come each minute (each costs money).")
        .or("every five minutes")
        .sets(property)
}

/// The entry `public_ip`.
pub const fn public_ip(property: &'static str) -> Entry {
    Entry::new("public_ip", Shape::Bool, "Whether it gets a public address.").or("what its subnet says").sets(property)
}

/// The entry `root_device`.
pub const fn root_device() -> Entry {
    const SUMMARY: &str =
        "The name of the image's root device, such as /dev/xvda; needed for a disk of an image given by its id.";
    Entry::new("root_device", Shape::Literal, SUMMARY)
}

/// The entry `security_groups`.
pub const fn security_groups(property: &'static str) -> Entry {
    const SUMMARY: &str = "What may reach it and what it may reach.";
    Entry::new("security_groups", Shape::List(&GROUP), SUMMARY).or("the VPC's default group").sets(property)
}

/// The entry `type`.
pub const fn kind(property: &'static str) -> Entry {
    Entry::new("type", Shape::Catalogue(&TYPES), "Its size, such as t3.micro.").sets(property)
}

/// The entry `user_data`.
pub const fn user_data(property: &'static str) -> Entry {
    const SUMMARY: &str = "A script that runs at the first start; at most 16 KB.";
    Entry::new("user_data", Shape::Text, SUMMARY).sets(property)
}

/// The properties that these entries of a body stand for, and those that hold without being asked.
pub fn properties<'a>(
    declaration: &Declaration<'a>,
    kind: Kind,
    to: &mut Lowering<'_, 'a>,
) -> Vec<(&'static str, Value<'a>)> {
    let entries = &declaration.entries;
    let mut found = Vec::with_capacity(10);
    found.extend(image::lower(declaration, to).map(|image| ("ImageId", image)));
    found.extend(entries.value("type").map(|kind| ("InstanceType", kind.clone())));
    let optimized = entries.text("type").and_then(|kind| instance_types::find(kind));
    if optimized.is_some_and(|kind| matches!(kind.ebs_optimized(), EbsOptimized::Supported | EbsOptimized::Default)) {
        found.push(("EbsOptimized", Value::Bool(true)));
    }
    found.extend(network(declaration, kind));
    found.extend(entries.value("key").map(|key| ("KeyName", key.clone())));
    if entries.setting("monitoring").is_some() {
        let on = Value::Bool(entries.on("monitoring", false));
        found.push(("Monitoring", if kind == Kind::Template { Value::map([("Enabled", on)]) } else { on }));
    }
    found.push(("MetadataOptions", shared(&TOKEN_REQUIRED)));
    found.extend(disk::mappings(declaration, to).map(|mappings| ("BlockDeviceMappings", mappings)));
    let script = entries.setting("user_data").and_then(|script| user_data::lower(script, to));
    found.extend(script.map(|script| ("UserData", script)));
    found
}

/// A public address is a property of a network interface, which then holds the subnet and the groups too.
fn network<'a>(declaration: &Declaration<'a>, kind: Kind) -> Vec<(&'static str, Value<'a>)> {
    let entries = &declaration.entries;
    let value = |name: &str| entries.value(name).cloned();
    let (subnet, address, groups) = (value("subnet"), value("private_ip"), value("security_groups"));
    let place = [("SubnetId", subnet), ("PrivateIpAddress", address)];
    if entries.setting("public_ip").is_none() {
        return given(place.into_iter().chain([("SecurityGroupIds", groups)]));
    }
    let (index, property) = match kind {
        Kind::Instance => (Value::text("0"), "GroupSet"),
        Kind::Template => (Value::Int(0), "Groups"),
    };
    let public = Value::Bool(entries.on("public_ip", false));
    let interface = [("DeviceIndex", Some(index)), ("AssociatePublicIpAddress", Some(public))];
    let interface = given(interface.into_iter().chain(place).chain([(property, groups)]));
    vec![("NetworkInterfaces", Value::list([Value::map(interface)]))]
}

/// Those that have a value.
fn given<'a>(named: impl Iterator<Item = (&'static str, Option<Value<'a>>)>) -> Vec<(&'static str, Value<'a>)> {
    named.filter_map(|(key, value)| value.map(|value| (key, value))).collect()
}
