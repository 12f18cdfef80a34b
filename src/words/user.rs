//! `user`: an IAM user.

use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, Wanted};
use super::statements::{self, USER, naming};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Value};

const NO_PASSWORD: &str = "the stack makes no password, which would stand in the template: give it in the console once the user is there, or let people sign in through IAM Identity Center";
const NO_KEY: &str = "the stack makes no access key, which anybody could read who may see the stack: programs take a role; a key for a person is made in the console";

/// The description of `user`.
pub static WORD: Word = Word {
    name: "user",
    group: Group::Access,
    form: Form::Resource,
    resource: "AWS::IAM::User",
    summary: "Makes somebody known to IAM who signs in for good. Programs take a role instead, and so can people, through IAM Identity Center.",
    sentence: "user NAME [as HANDLE] [was OLD-NAME] [in GROUP, …] < … >",
    relations: &[RelationRule { keyword: "in", required: false, summary: "say which groups the user belongs to" }],
    entries: &[
        statements::ALLOW,
        Entry::new(
            "boundary",
            Shape::Policy,
            "The managed policy that no permission of the user goes beyond: by its name or ARN, or declared here.",
        )
        .sets("PermissionsBoundary"),
        statements::DENY,
        Entry::new(
            "name",
            Shape::Name,
            "The user's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("UserName"),
        Entry::new("path", Shape::Text, "The path in the user's ARN, such as /team/.").or("/").sets("Path"),
        statements::POLICY,
    ],
    elsewhere: &[
        ("access_key", NO_KEY),
        ("console", NO_PASSWORD),
        ("group", "the groups of a user stand in its sentence: user NAME in GROUP, …"),
        ("groups", "the groups of a user stand in its sentence: user NAME in GROUP, …"),
        ("login", NO_PASSWORD),
        ("password", NO_PASSWORD),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The user's ARN." },
        Attribute { name: "name", attribute: "", summary: "The user's name." },
    ],
    defaults: &["no password and no access key are made"],
    identity: Identity { by: "name", arn: "arn:${Partition}:iam::${Account}:user/${UserName}", names: "users" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html",
    example: "group developers < policy AmazonS3ReadOnlyAccess >\nuser jenny in developers",
    lower,
    ..Word::EMPTY
};

static GROUP: Wanted = Wanted { what: "a group", resource: "AWS::IAM::Group", attribute: "", prefix: "" };

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut user = Resource::new(declaration.logical_id.clone(), WORD.resource, 6);
    naming::check_path(declaration, to);
    check_groups_property(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        user.set("UserName", name);
    }
    let groups = groups(declaration, to);
    if !groups.is_empty() {
        user.set("Groups", Value::list(groups));
    }
    statements::lower(declaration, &USER, &mut user, to);
    if let Some(path) = declaration.entries.value("path") {
        user.set("Path", path.clone());
    }
    to.push_main(declaration, user);
    naming::check_name(declaration, &USER.naming, to);
}

/// The groups of the sentence, each where it is there.
fn groups<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let mut groups: Vec<(Value<'a>, Span)> = Vec::new();
    for group in to.related(declaration, "in", &GROUP) {
        if let Some((_, first)) = groups.iter().find(|(other, _)| *other == group.value) {
            let problem = Diagnostic::error("set-twice", "the user is in this group already");
            let problem = problem.label(group.span, "again here").label(*first, "first here");
            to.report(problem.help("name each group once"));
            continue;
        }
        let condition = group.declaration.and_then(|group| group.condition.clone());
        let condition = to.besides(condition, &[to.condition()]);
        groups.push((where_holds(&condition, group.value, None), group.span));
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// Groups as a property would take the place of what the sentence says.
fn check_groups_property(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let given = declaration.entries.property("Groups");
    let sentence = declaration.relations.iter().find(|relation| relation.keyword.text == "in");
    if let (Some(given), Some(sentence)) = (given, sentence) {
        to.report(
            Diagnostic::error("set-twice", "`Groups` is set twice")
                .label(given.name.span, "set again here")
                .label(sentence.keyword.span, "first set here")
                .help("name all of them in the sentence: user NAME in GROUP, …"),
        );
    }
}
