//! `group`: an IAM group.

use super::shape::{Attribute, Entry, Identity, Shape};
use super::statements::{self, GROUP, naming};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `group`.
pub static WORD: Word = Word {
    name: "group",
    group: Group::Access,
    form: Form::Resource,
    resource: "AWS::IAM::Group",
    summary: "Gives several users the same permissions.",
    sentence: "group NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        statements::ALLOW,
        statements::DENY,
        Entry::new(
            "name",
            Shape::Name,
            "The group's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("GroupName"),
        Entry::new("path", Shape::Text, "The path in the group's ARN, such as /team/.").or("/").sets("Path"),
        statements::POLICY,
    ],
    elsewhere: &[
        ("users", "users name their groups: user jenny in GROUP"),
        ("members", "users name their groups: user jenny in GROUP"),
        ("boundary", "a group has none; its users have: user jenny in GROUP < boundary = … >"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The group's ARN." },
        Attribute { name: "name", attribute: "", summary: "The group's name." },
    ],
    identity: Identity { by: "name", arn: "arn:${Partition}:iam::${Account}:group/${GroupName}", names: "groups" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html",
    example: "group developers < policy AmazonS3ReadOnlyAccess >\nuser jenny in developers",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut group = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    naming::check_path(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        group.set("GroupName", name);
    }
    statements::lower(declaration, &GROUP, &mut group, to);
    if let Some(path) = declaration.entries.value("path") {
        group.set("Path", path.clone());
    }
    to.push_main(declaration, group);
    naming::check_name(declaration, &GROUP.naming, to);
}
