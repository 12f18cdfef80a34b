//! `launch_template`: what instances are made from.

use super::server::{self, Kind};
use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word, known_name, name_of, same_name, tags};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::Declaration;
use crate::template::{Items, Resource, Text, Value};

/// The property that holds everything about the instances.
const DATA: &str = "LaunchTemplateData";

/// The description of `launch_template`.
pub static WORD: Word = Word {
    name: "launch_template",
    form: Form::Resource,
    group: Group::Compute,
    resource: "AWS::EC2::LaunchTemplate",
    summary: "Describes servers that are made from it, such as those of an autoscaling group.",
    sentence: "launch_template NAME [as HANDLE] [was OLD-NAME] < image = …, type = …, … >",
    entries: &[
        server::disk(DATA),
        server::image(DATA).required(),
        server::key(DATA),
        server::monitoring(DATA),
        Entry::new(
            "name",
            Shape::Name,
            "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("LaunchTemplateName"),
        server::public_ip(DATA),
        server::root_device(),
        server::security_groups(DATA),
        server::kind(DATA).required(),
        server::user_data(DATA),
    ],
    elsewhere: &[
        ("role", "a role is given by a statement of its own: attach ROLE to NAME"),
        ("subnet", "who makes instances says where: autoscaling NAME in SUBNET, SUBNET"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "", summary: "Its id." },
        Attribute { name: "version", attribute: "LatestVersionNumber", summary: "The number of its newest version." },
    ],
    defaults: &[
        server::DEFAULTS[0],
        server::DEFAULTS[1],
        server::DEFAULTS[2],
        "the instances and their disks have the tags of the template, and its name",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:launch-template/${LaunchTemplateId}",
        names: "launch templates",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html",
    example: "launch_template web < image = amazon-linux-2023, type = t3.micro, disk = 20GiB >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut template = resource(declaration, declaration.logical_id.clone(), &["instance", "volume"], to);
    check_name(declaration, to);
    if let Some(name) = name_of(declaration) {
        template.properties.insert(0, ("LaunchTemplateName".into(), name));
    }
    let own = tags::named(declaration, None, to);
    if !is_empty(&own) {
        template.set("TagSpecifications", Value::list([specification("launch-template", &own)]));
    }
    to.push_main(declaration, template);
}

/// A launch template of what a body says about servers, and the tags of what is made from it.
pub fn resource<'a>(
    declaration: &Declaration<'a>,
    id: Text<'a>,
    tagged: &[&'static str],
    to: &mut Lowering<'_, 'a>,
) -> Resource<'a> {
    let mut template = Resource::new(id, WORD.resource, 3);
    let mut data = server::properties(declaration, Kind::Template, to);
    let all = tags::named(declaration, name_of(declaration), to);
    if !is_empty(&all) {
        let each = tagged.iter().map(|kind| specification(kind, &all));
        data.push(("TagSpecifications", Value::list(each.collect::<Vec<_>>())));
    }
    template.set(DATA, Value::map(data));
    template
}

fn is_empty(tags: &Value<'_>) -> bool {
    matches!(tags, Value::List(tags) if tags.is_empty())
}

fn specification<'a>(kind: &'static str, all: &Value<'a>) -> Value<'a> {
    Value::map([("ResourceType", Value::text(kind)), ("Tags", all.clone())])
}

/// EC2: 3 to 128 characters of `a-zA-Z0-9().-/_`. See "CreateLaunchTemplate" in the Amazon EC2 API Reference.
fn check_name<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = known_name(declaration, "LaunchTemplateName") else { return };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "().-/_".contains(c);
    if !name.chars().all(is_allowed) || !(3..=128).contains(&name.len()) {
        to.report(
            Diagnostic::error("invalid-name", format!("EC2 does not accept the name `{name}` for a launch template"))
                .label(span, "not a name for a launch template")
                .help("it has 3 to 128 letters, digits and ().-/_; say another one, name = \"…\", or name = generated"),
        );
    } else if let Some((_, first)) = to.take_name("launch templates", name.clone(), span) {
        to.report(same_name("launch templates", &name, span, first));
    }
}

/// Gives the instances of a launch template a role by its instance profile; false where they have another one. The caller sees
/// to the condition.
pub fn give_profile<'a>(template: &str, profile: Value<'a>, to: &mut Lowering<'_, 'a>) -> bool {
    const PROFILE: &str = "IamInstanceProfile";
    let condition = to.besides(to.condition().clone(), &[&to.condition_of(template)]);
    let Some(template) = to.resource_mut(template) else { return true };
    let data = template.properties.iter_mut().find(|(name, _)| name == DATA).map(|(_, data)| data);
    let Some(Value::Map(Items::Owned(data))) = data else { return false };
    let profile = where_holds(&condition, Value::map([("Arn", profile)]), None);
    // Two groups may have one template.
    if let Some((_, before)) = data.iter().find(|(name, _)| name == PROFILE) {
        return *before == profile;
    }
    data.push((PROFILE.into(), profile));
    true
}
