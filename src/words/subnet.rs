//! `subnet`: a part of a VPC in one zone, and its way out.

use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word, network};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::{Declaration, Setting};
use crate::template::{Resource, Value};
use network::{ROUTE_TABLE, VPC, tables, targets};

/// The description of `subnet`.
pub static WORD: Word = Word {
    name: "subnet",
    group: Group::Network,
    form: Form::Resource,
    resource: "AWS::EC2::Subnet",
    summary: "Makes a part of a VPC that lies in one zone, with its way out: to the internet, through a NAT gateway, or none.",
    sentence: "subnet NAME [as HANDLE] [was OLD-NAME] in VPC < cidr = …, zone = …, … >",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which VPC the subnet lies in" }],
    entries: &[
        Entry::new(
            "cidr",
            Shape::Cidr,
            "Its addresses, a block of those of the VPC of 16 (/28) to 65,536 (/16); AWS keeps five of them. It cannot be changed later.",
        )
        .sets("CidrBlock")
        .required()
        .unless(&["Ipv4IpamPoolId", "Ipv6CidrBlock", "Ipv6IpamPoolId"]),
        Entry::new(
            "egress",
            Shape::OneOf(targets::EGRESSES),
            "Where traffic to the internet goes: a NAT gateway, an instance that forwards it, or an internet gateway.",
        )
        .or("nowhere"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "public",
            Shape::Bool,
            "Whether it leads to the internet by the VPC's internet gateway, which is made with the first public subnet.",
        )
        .or("no"),
        Entry::new("route_table", Shape::Reference(&ROUTE_TABLE), "Its route table, in the place of one that is made.")
            .or("one that is made for its way out"),
        Entry::new("zone", Shape::Zone, "Its zone: the letter in the stack's region, such as a, or the whole name.")
            .or("one that AWS chooses")
            .sets("AvailabilityZone"),
    ],
    elsewhere: &[
        ("vpc", "the VPC stands in the sentence: subnet NAME in VPC < … >"),
        ("az", "the zone is said so: zone = a"),
        ("availability_zone", "the zone is said so: zone = a"),
        ("nat", "the way out is said so: egress = NAT-GATEWAY"),
        (
            "public_ip",
            "a public address is given to an instance: public_ip = yes in its body; for all of a subnet: MapPublicIpOnLaunch = true",
        ),
    ],
    attributes: &[
        Attribute { name: "cidr", attribute: "CidrBlock", summary: "Its block of addresses." },
        Attribute { name: "id", attribute: "", summary: "The subnet's id." },
        Attribute { name: "vpc", attribute: "VpcId", summary: "The id of its VPC." },
        Attribute { name: "zone", attribute: "AvailabilityZone", summary: "The name of its zone." },
    ],
    defaults: &[
        "subnets of one VPC with the same way out share a route table, which stays when the way out comes and goes",
        "instances get a public address only where they ask for one (public_ip = yes), in a public subnet too",
        "an instance that is a way out passes on what is not meant for it (SourceDestCheck)",
        "in a VPC that exists already the main route table of that VPC counts",
    ],
    named_by_tag: true,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:subnet/${SubnetId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html",
    example: "subnet public-a in main < cidr = 10.0.0.0/20, zone = a, public = yes >\nvpc main < cidr = 10.0.0.0/16 >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a, egress = gw >\nnat gw in public-a",
    lower,
    finish: network::make,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let id = declaration.logical_id.clone();
    let mut subnet = Resource::new(id.clone(), WORD.resource, 4);
    let vpc = to.related(declaration, "in", &VPC).into_iter().next();
    if let Some(vpc) = &vpc {
        subnet.set("VpcId", vpc.value.clone());
    }
    super::set_properties(declaration, &mut subnet);
    to.push_main(declaration, subnet);
    check_ways_out(declaration, to);
    if let Some(vpc) = &vpc {
        check_public(declaration, &vpc.value, to);
    }
    if let Some(table) = declaration.entries.value("route_table") {
        let condition = to.all_of([to.condition().clone(), targets::condition(table, to)]);
        let own = derived(&id, "RouteTableAssociation");
        let subnet = Value::Ref(id);
        to.under(condition, |to| tables::associate(own, subnet, table.clone(), declaration.span, to));
    }
}

/// A subnet has one route table, and so one way out.
fn check_ways_out(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    let says_one = |setting: &&Setting<'_>| match setting.entry.name {
        "public" => entries.on("public", false),
        "egress" | "route_table" => true,
        _ => false,
    };
    let mut ways = entries.settings.iter().filter(says_one);
    if let (Some(first), Some(second)) = (ways.next(), ways.next()) {
        let message = format!("the way out of `{}` is said twice", declaration.handle.text);
        to.report(
            Diagnostic::error("set-twice", message)
                .label(second.key, "said again here")
                .label(first.key, "first said here")
                .help("keep one of them: public = yes, egress = …, or the route table that has its routes"),
        );
    }
}

/// The internet gateway of a VPC that exists already is not known.
fn check_public<'a>(declaration: &Declaration<'a>, vpc: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(public) = declaration.entries.setting("public").filter(|_| declaration.entries.on("public", false)) else {
        return;
    };
    // A choice of VPCs, or a raw one: `needs_gateway` knows those that are declared.
    if !network::needs_gateway(vpc, to).is_empty() {
        return;
    }
    let at = declaration.relations.iter().flat_map(|relation| &relation.values).next();
    let problem = Diagnostic::error("unknown-internet-gateway", "nobody here knows the internet gateway of this VPC")
        .label(public.key.to(public.span), "leads there");
    let problem = match at {
        Some(at) => problem.label(at.span, "not made by this stack"),
        None => problem,
    };
    to.report(problem.help(
        "name it: egress = igw-0123456789abcdef0; or the route table that leads there: route_table = rtb-0123456789abcdef0",
    ));
}
