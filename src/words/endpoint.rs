//! `endpoint`: a way to a service of AWS that does not leave the network.

mod interface;
mod service;

use super::network::{ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC, tables};
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related, where_holds};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `endpoint`.
pub static WORD: Word = Word {
    name: "endpoint",
    form: Form::Resource,
    group: Group::Network,
    resource: "AWS::EC2::VPCEndpoint",
    summary: "Leads from a VPC to a service of AWS without the internet. For s3 and dynamodb it is free; others cost money for every hour, zone and gigabyte.",
    sentence: "endpoint SERVICE [as HANDLE] [was OLD-NAME] in VPC < … >",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which VPC it leads from" }],
    entries: &[
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the service's name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "route_tables",
            Shape::List(&Shape::Reference(&ROUTE_TABLE)),
            "For a gateway: the route tables of what uses it.",
        )
        .or("all route tables of the VPC that the stack makes")
        .sets("RouteTableIds"),
        Entry::new(
            "security_groups",
            Shape::List(&Shape::Reference(&SECURITY_GROUP)),
            "For an interface: what may reach it.",
        )
        .or("one that is made, which lets the whole VPC in by HTTPS")
        .sets("SecurityGroupIds"),
        Entry::new(
            "service",
            Shape::Text,
            "The whole name of a service that is not AWS's own, such as com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0.",
        )
        .or("the declared name, among AWS's own services of the region")
        .sets("ServiceName"),
        Entry::new(
            "subnets",
            Shape::List(&Shape::Reference(&SUBNET)),
            "For an interface: where it can be reached, one subnet in each zone.",
        )
        .sets("SubnetIds"),
        Entry::new(
            "type",
            Shape::Choice(&["gateway", "interface"]),
            "Whether route tables lead to it (only s3 and dynamodb, free), or it has addresses in subnets.",
        )
        .or("gateway for s3 and dynamodb, interface for others"),
    ],
    elsewhere: &[
        ("vpc", "the VPC stands in the sentence: endpoint SERVICE in VPC"),
        ("policy", "write it as CloudFormation does: PolicyDocument = < … >; without, everything is allowed that its caller may do"),
        ("private_dns", "the service's own host name leads to it; to change that: PrivateDnsEnabled = false"),
    ],
    attributes: &[Attribute { name: "id", attribute: "", summary: "The endpoint's id." }],
    defaults: &[
        "one for s3 or dynamodb is in all route tables of the VPC that the stack makes",
        "the service's own host name leads to it, so that programs need not know of it (an interface for s3 or dynamodb has names of its own)",
        "one with addresses gets a security group that lets the VPC in by HTTPS",
    ],
    named_by_tag: true,
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:vpc-endpoint/${VpcEndpointId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html",
    example: "endpoint s3 in main\nvpc main < cidr = 10.0.0.0/16 >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a >\nendpoint secretsmanager in main < subnets = [private-a] >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let vpc = to.related(declaration, "in", &VPC).into_iter().next();
    let mut endpoint = Resource::new(declaration.logical_id.clone(), WORD.resource, 6);
    if let Some(vpc) = &vpc {
        endpoint.set("VpcId", vpc.value.clone());
    }
    if declaration.entries.value("service").is_none() {
        endpoint.set("ServiceName", service::name(declaration, to));
    }
    let is_gateway = is_gateway(declaration, to);
    endpoint.set("VpcEndpointType", Value::text(if is_gateway { "Gateway" } else { "Interface" }));
    super::set_properties(declaration, &mut endpoint);
    check_entries(declaration, is_gateway, to);
    match vpc {
        Some(vpc) if is_gateway => in_tables(declaration, &vpc, &mut endpoint, to),
        Some(vpc) => interface::lower(declaration, &vpc, &mut endpoint, to),
        None => {}
    }
    to.push_main(declaration, endpoint);
}

fn is_gateway(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) -> bool {
    let may = service::has_gateway(declaration);
    let Some(setting) = declaration.entries.setting("type") else { return may };
    let wanted = declaration.entries.text("type").is_some_and(|text| text == "gateway");
    if wanted && !may {
        let message = "only s3 and dynamodb are reached by a gateway";
        to.report(
            Diagnostic::error("wrong-kind", message)
                .label(setting.span, "not for this service")
                .help("leave `type` out, and say in which subnets it has addresses: subnets = [a, c]"),
        );
    }
    wanted
}

/// A gateway has route tables, an interface addresses in subnets.
fn check_entries(declaration: &Declaration<'_>, is_gateway: bool, to: &mut Lowering<'_, '_>) {
    let (kind, others): (_, &[&str]) =
        if is_gateway { ("a gateway", &["subnets", "security_groups"]) } else { ("an interface", &["route_tables"]) };
    for setting in others.iter().filter_map(|name| declaration.entries.setting(name)) {
        let entry = setting.entry.name;
        let problem = Diagnostic::error("wrong-kind", format!("the endpoint is {kind}, which has no {entry}"))
            .label(setting.key, "not accepted");
        to.report(match is_gateway {
            true => problem.help("leave it out: route tables lead to it; or give it addresses: type = interface"),
            false => problem.help("leave it out: it is reached by its addresses in subnets"),
        });
    }
}

/// A gateway is in the route tables of what uses it: in all of the VPC that are known.
fn in_tables<'a>(
    declaration: &Declaration<'a>,
    vpc: &Related<'_, 'a>,
    endpoint: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let entries = &declaration.entries;
    if entries.setting("route_tables").is_some() || entries.property("RouteTableIds").is_some() {
        return;
    }
    let tables = tables::tables_in(&vpc.value, to);
    let own = to.condition().clone();
    let tables: Vec<Value<'a>> =
        tables.into_iter().map(|(table, its)| where_holds(&to.besides(its, &[&own]), table, None)).collect();
    if tables.is_empty() {
        to.report(without_tables(declaration, vpc));
        return;
    }
    endpoint.set("RouteTableIds", Value::list(tables));
}

/// Without a route table nothing uses it.
fn without_tables(declaration: &Declaration<'_>, vpc: &Related<'_, '_>) -> Diagnostic {
    let name = declaration.handle;
    let exists = vpc.declaration.is_none_or(|vpc| vpc.existing);
    let (message, help) = match exists {
        true => (
            format!(
                "the endpoint `{}` needs `route_tables`: those of a VPC that exists already are not known",
                name.text
            ),
            "name those of the subnets that use it: route_tables = [rtb-0123456789abcdef0]",
        ),
        false => (
            format!("nothing would use the endpoint `{}`: its VPC has no subnet with a route table", name.text),
            "declare the subnets that use it: subnet private-a in VPC < cidr = …, zone = a >",
        ),
    };
    Diagnostic::error("missing-entry", message)
        .label(name.span, "no route tables")
        .label(vpc.span, "of this VPC")
        .help(help)
}
