//! `cluster`: a cluster of ECS, where services run.

use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, Identity, Shape, Wanted};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `cluster`.
pub static WORD: Word = Word {
    name: "cluster",
    form: Form::Resource,
    group: Group::Compute,
    resource: "AWS::ECS::Cluster",
    summary: "Holds services that run containers. It costs nothing; a service without one gets one of its own.",
    sentence: "cluster NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new(
            "insights",
            Shape::Choice(&["off", "on", "enhanced"]),
            "Whether metrics of each task and service are kept (they cost money); enhanced keeps those of each container too.",
        )
        .or("what the account says, usually off")
        .sets("ClusterSettings"),
        Entry::new("name", Shape::Name, "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.")
            .or("the declared name")
            .sets("ClusterName"),
    ],
    elsewhere: &[
        ("capacity_providers", "a service says itself that it runs on Fargate Spot: spot = yes"),
        ("container_insights", "write: insights = on"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The cluster's ARN." },
        Attribute { name: "name", attribute: "", summary: "The cluster's name." },
    ],
    defaults: &["its services run on Fargate"],
    identity: Identity { by: "name", arn: "arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}", names: "clusters" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html",
    example: "cluster main < insights = on >",
    lower,
    ..Word::EMPTY
};

/// A cluster.
pub static CLUSTER: Wanted = Wanted { what: "a cluster", resource: "AWS::ECS::Cluster", attribute: "", prefix: "arn:" };

/// From the page "CreateCluster" of the Amazon ECS API Reference.
static NAME: NameRules = NameRules {
    service: "ECS",
    what: "a cluster",
    names: "clusters",
    property: "ClusterName",
    length: (1, 255),
    allowed: |c| c.is_ascii_alphanumeric() || "-_".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "a cluster's name has 1 to 255 letters, digits, `-` and `_`",
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut cluster = Resource::new(declaration.logical_id.clone(), WORD.resource, 2);
    NAME.check(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        cluster.set("ClusterName", name);
    }
    if let Some(insights) = declaration.entries.text("insights") {
        let value = match insights.as_ref() {
            "on" => "enabled",
            "off" => "disabled",
            other => other,
        };
        let setting =
            Value::map([("Name", Value::text("containerInsights")), ("Value", Value::text(value.to_owned()))]);
        cluster.set("ClusterSettings", Value::list([setting]));
    }
    to.push_main(declaration, cluster);
}
