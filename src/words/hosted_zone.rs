//! `hosted_zone`: the records of a domain, in Route 53.

use super::shape::{Attribute, Entry, Identity, Naming, RelationRule, Shape, Wanted};
use super::{Form, Group, Word, domain};
use crate::domains::Use;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `hosted_zone`.
pub static WORD: Word = Word {
    name: "hosted_zone",
    group: Group::Traffic,
    form: Form::Resource,
    resource: "AWS::Route53::HostedZone",
    summary: "Holds the records of a domain in Route 53, for everybody or for some VPCs. The domain is this zone's once its registrar names the zone's name servers. A zone costs money every month.",
    sentence: "hosted_zone DOMAIN [as HANDLE] [was OLD-NAME] [in VPC, …] < … >",
    naming: Naming::Domain(&[("", "Zone")]),
    relations: &[RelationRule {
        keyword: "in",
        required: false,
        summary: "say which VPCs the zone is private to: nobody else sees its records",
    }],
    entries: &[
        Entry::new("comment", Shape::Text, "Says what the zone is for.").sets("HostedZoneConfig"),
        Entry::new(
            "name",
            Shape::Text,
            "The domain, where it is not the declared name: one that only the deploy knows.",
        )
        .or("the declared name")
        .sets("Name"),
    ],
    elsewhere: &[
        ("private", "a zone is private to the VPCs behind `in`: hosted_zone corp.internal in VPC"),
        ("vpc", "a zone is private to the VPCs behind `in`: hosted_zone corp.internal in VPC"),
        ("records", "a record is a statement of its own: record www.example.com in ZONE < a = [203.0.113.10] >"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "", summary: "The zone's id." },
        Attribute {
            name: "name_servers",
            attribute: "NameServers",
            summary: "Its name servers, for the registrar of the domain; a list.",
        },
    ],
    identity: Identity { by: "id", arn: "arn:${Partition}:route53:::hostedzone/${Id}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html",
    example: "hosted_zone example.com\nrecord www.example.com in example.com < a = [203.0.113.10] >",
    lower,
    ..Word::EMPTY
};

static VPC: Wanted = Wanted { what: "a VPC", resource: "AWS::EC2::VPC", attribute: "", prefix: "vpc-" };

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    domain::check(declaration, Use::Dns, "Route 53", to);
    let mut zone = Resource::new(declaration.logical_id.clone(), WORD.resource, 3);
    zone.set("Name", domain::of(declaration));
    if let Some(comment) = declaration.entries.value("comment") {
        zone.set("HostedZoneConfig", Value::map([("Comment", comment.clone())]));
    }
    let vpcs = to.related(declaration, "in", &VPC);
    let own = to.condition().clone();
    // Where none of its VPCs is there, it would be a zone for everybody.
    let any = to.any_of(vpcs.iter().map(|vpc| condition_of(vpc.declaration, to)));
    if !vpcs.is_empty() {
        let items: Vec<Value<'a>> = vpcs
            .into_iter()
            .map(|vpc| {
                let condition = to.besides(condition_of(vpc.declaration, to), &[&own, &any]);
                let item = [("VPCId", vpc.value), ("VPCRegion", Value::reference("AWS::Region"))];
                where_holds(&condition, Value::map(item), None)
            })
            .collect();
        zone.set("VPCs", Value::list(items));
    }
    let condition = to.all_of([own, any]);
    to.under(condition, |to| to.push_main(declaration, zone));
}

fn condition_of<'a>(declaration: Option<&Declaration<'a>>, to: &Lowering<'_, 'a>) -> Condition<'a> {
    declaration.and_then(|one| to.condition_of_declared(one))
}
