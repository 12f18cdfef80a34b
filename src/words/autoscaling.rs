//! `autoscaling`: servers that are made anew when they fail, and as many as are needed.

mod policy;
mod sizes;

use super::network::SUBNET;
use super::server;
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word, launch_template, name_of};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::{Declaration, SettingValue};
use crate::template::{Resource, Text, Value};

static TEMPLATE: Wanted =
    Wanted { what: "a launch template", resource: "AWS::EC2::LaunchTemplate", attribute: "", prefix: "lt-" };
static TARGET_GROUP: Shape = Shape::Reference(&Wanted {
    what: "a target group",
    resource: "AWS::ElasticLoadBalancingV2::TargetGroup",
    attribute: "",
    prefix: "arn:",
});

/// The description of `autoscaling`.
pub static WORD: Word = Word {
    name: "autoscaling",
    form: Form::Resource,
    group: Group::Compute,
    resource: "AWS::AutoScaling::AutoScalingGroup",
    summary: "Keeps a number of servers running: makes a new one where one fails, and more or fewer as they are busy. A load balancer passes requests on to it by its name.",
    sentence: "autoscaling NAME [as HANDLE] [was OLD-NAME] in SUBNET, SUBNET < image = …, type = …, min = 1, max = 4 >",
    relations: &[RelationRule {
        keyword: "in",
        required: true,
        summary: "say in which subnets, of two zones or more, so that it goes on where one fails",
    }],
    entries: &[
        Entry::new("desired", Shape::Int(0, 10_000), "How many servers there are at first, and after an update that changes this.")
            .or("min, and then as many as are needed")
            .sets("DesiredCapacity"),
        server::disk(""),
        Entry::new(
            "grace",
            Shape::Duration(TimeUnit::Seconds, 0, 7_200),
            "How long a new server has before it counts as failed.",
        )
        .or("5m")
        .sets("HealthCheckGracePeriod"),
        server::image(""),
        server::key(""),
        Entry::new("max", Shape::Int(0, 10_000), "How many servers there are at most.").or("min").sets("MaxSize"),
        Entry::new("min", Shape::Int(0, 10_000), "How many servers there are at least.").or("1").sets("MinSize"),
        server::monitoring(""),
        Entry::new(
            "name",
            Shape::Name,
            "Its name, and that of its servers, where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("AutoScalingGroupName"),
        server::public_ip(""),
        server::root_device(),
        server::security_groups(""),
        Entry::new(
            "target_cpu",
            Shape::Int(1, 100),
            "How busy its servers are to be on average, in percent: more are made above that, and fewer are kept below.",
        )
        .or("the number of servers stays"),
        Entry::new("target_groups", Shape::List(&TARGET_GROUP), "Target groups that its servers are in.")
            .or("those of the load balancers that name it")
            .sets("TargetGroupARNs"),
        Entry::new(
            "template",
            Shape::Reference(&TEMPLATE),
            "The launch template of its servers, in the place of what is said of them here.",
        )
        .or("one that is made of what is said here")
        .sets("LaunchTemplate"),
        server::kind(""),
        server::user_data(""),
    ],
    elsewhere: &[
        ("load_balancer", "the load balancer names it: listen http 80 to NAME"),
        ("role", "a role is given by a statement of its own: attach ROLE to NAME"),
        ("subnets", "say them in front of the body: autoscaling NAME in SUBNET, SUBNET"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "AutoScalingGroupARN", summary: "Its ARN." },
        Attribute { name: "name", attribute: "", summary: "Its name." },
    ],
    defaults: &[
        server::DEFAULTS[0],
        server::DEFAULTS[1],
        "an update of the servers goes through them one by one",
        "behind a load balancer a server that does not answer counts as failed",
        "its servers have its tags and its name",
    ],
    named_by_tag: true,
    identity: Identity { names: "autoscaling groups", ..Identity::OF_TYPE },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html",
    example: "vpc main < cidr = 10.0.0.0/16 >\nsubnet private-a in main < cidr = 10.0.64.0/20, zone = a >\nsubnet private-c in main < cidr = 10.0.80.0/20, zone = c >\nautoscaling web in private-a, private-c <\n  image      = amazon-linux-2023\n  type       = t3.micro\n  min        = 2\n  max        = 6\n  target_cpu = 50\n>",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let sizes = sizes::of(declaration, to);
    let template = template(declaration, to);
    let subnets = to.related(declaration, "in", &SUBNET);
    let mut group = Resource::new(id.clone(), WORD.resource, 10);
    group.attribute("UpdatePolicy", policy::update(declaration, &sizes));
    if let Some(name) = name_of(declaration) {
        group.set("AutoScalingGroupName", name);
    }
    group.set("MinSize", Value::text(sizes.min.to_string()));
    group.set("MaxSize", Value::text(sizes.max.to_string()));
    if let Some(desired) = sizes.desired {
        group.set("DesiredCapacity", Value::text(desired.to_string()));
    }
    if let Some(template) = template {
        group.set("LaunchTemplate", template);
    }
    group.set("VPCZoneIdentifier", Value::list(subnets.into_iter().map(|one| one.value).collect::<Vec<_>>()));
    if let Some(groups) = entries.value("target_groups") {
        group.set("TargetGroupARNs", groups.clone());
        group.set("HealthCheckType", Value::text("ELB"));
    }
    group.set("HealthCheckGracePeriod", Value::Int(policy::grace(declaration)));
    to.push_main(declaration, group);
    if let Some(busy) = entries.int("target_cpu") {
        to.push(policy::scaling(&id, busy), declaration.span);
    }
}

/// The logical id of the launch template that a group makes, or that it names.
pub fn template_of<'a>(declaration: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Text<'a>> {
    match declaration.entries.value("template") {
        Some(value) => to.declaration_of(value).map(|template| template.logical_id.clone()),
        None => Some(template_id(&declaration.logical_id)),
    }
}

fn template_id<'a>(id: &str) -> Text<'a> {
    derived(id, "LaunchTemplate")
}

/// The launch template: the one that is named, or one that is made.
fn template<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let own = |name: &str| name == "template" || !launch_template::WORD.entries.iter().any(|one| one.name == name);
    let described = entries.settings.iter().find(|setting| setting.entry.name != "name" && !own(setting.entry.name));
    if let Some(setting) = entries.setting("template") {
        if let Some(other) = described {
            to.report(
                Diagnostic::error("set-twice", "the servers are described twice")
                    .label(other.key, "here, one by one")
                    .label(setting.key, "and here, by a launch template")
                    .help("say all of it in the launch template, or all of it here"),
            );
        }
        let SettingValue::Value(value) = &setting.value else { return None };
        return versioned(value, setting.span, to);
    }
    if entries.property("LaunchTemplate").is_some() {
        return None;
    }
    for name in ["image", "type"] {
        if entries.setting(name).is_none() {
            to.report(
                Diagnostic::error("missing-entry", format!("autoscaling `{}` needs `{name}`", declaration.handle.text))
                    .label(declaration.handle.span, format!("`{name} = …` is missing"))
                    .help("say what its servers are, image = … and type = …, or name a launch template: template = …"),
            );
        }
    }
    let id = template_id(&declaration.logical_id);
    let template = launch_template::resource(declaration, id.clone(), &["volume"], to);
    to.push(template, declaration.span);
    Some(specification(Value::Ref(id.clone()), Value::attribute(id, "LatestVersionNumber")))
}

fn specification<'a>(id: Value<'a>, version: Value<'a>) -> Value<'a> {
    Value::map([("LaunchTemplateId", id), ("Version", version)])
}

/// A template with its version, which CloudFormation wants as a number.
fn versioned<'a>(template: &Value<'a>, span: crate::source::Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let version = match to.declaration_of(template) {
        Some(own) => Some(Value::attribute(own.logical_id.clone(), "LatestVersionNumber")),
        None => super::network::existing_as(template, to)
            .and_then(|existing| existing.entries.property("LatestVersionNumber"))
            .map(|given| given.value.clone()),
    };
    if version.is_none() {
        to.report(
            Diagnostic::error("missing-entry", "which version of this launch template is not known")
                .label(span, "needs a version")
                .help("say it where the template is named: existing launch_template NAME < id = \"lt-…\", LatestVersionNumber = \"1\" >"),
        );
    }
    version.map(|version| specification(template.clone(), version))
}
