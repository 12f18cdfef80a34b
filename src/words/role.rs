//! `role`: an IAM role, with an instance profile where EC2 may take it.

mod trust;

use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit};
use super::statements::{self, ROLE, naming};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};

/// The description of `role`.
pub static WORD: Word = Word {
    name: "role",
    group: Group::Access,
    form: Form::Resource,
    resource: "AWS::IAM::Role",
    summary: "Gives a service, an account or an identity provider permissions. Where it trusts ec2, an instance profile of the same name is made too.",
    sentence: "role NAME [as HANDLE] [was OLD-NAME] trusts SERVICE, ACCOUNT or PROVIDER < … >",
    relations: &[RelationRule {
        keyword: "trusts",
        required: true,
        summary: "say who may take the role: a service such as ec2, an account number, or an OIDC provider",
    }],
    entries: &[
        statements::ALLOW,
        Entry::new("audience", Shape::List(&Shape::Text), "For an OIDC provider: who the token is meant for.")
            .or("sts.amazonaws.com"),
        Entry::new(
            "boundary",
            Shape::Policy,
            "The managed policy that no permission of the role goes beyond: by its name or ARN, or declared here.",
        )
        .sets("PermissionsBoundary"),
        statements::DENY,
        Entry::new("description", Shape::Text, "Describes the role, in at most 1,000 characters.")
            .or("the `##` lines above")
            .sets("Description"),
        Entry::new(
            "max_session",
            Shape::Duration(TimeUnit::Seconds, 3_600, 43_200),
            "How long a session lasts at most, 1h to 12h.",
        )
        .or("1h")
        .sets("MaxSessionDuration"),
        Entry::new(
            "name",
            Shape::Name,
            "The role's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("RoleName"),
        Entry::new("path", Shape::Text, "The path in the role's ARN, such as /app/.").or("/").sets("Path"),
        statements::POLICY,
        Entry::new(
            "subject",
            Shape::List(&Shape::Text),
            "For an OIDC provider: which tokens are accepted, such as repo:my-org/my-repo:*.",
        ),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The role's ARN." },
        Attribute { name: "id", attribute: "RoleId", summary: "The role's unique id." },
        Attribute { name: "name", attribute: "", summary: "The role's name." },
    ],
    defaults: &["an instance profile of the same name is made where the role trusts ec2"],
    identity: Identity { by: "name", arn: "arn:${Partition}:iam::${Account}:role/${RoleName}", names: "roles" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html",
    example: "role sample-role-web trusts ec2 < policy AmazonS3ReadOnlyAccess >",
    lower,
    finish: statements::broad::check_properties,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let mut role = Resource::new(id.clone(), WORD.resource, 4);
    let name = super::name_of(declaration);
    naming::check_path(declaration, to);
    check_trust_property(declaration, to);
    if let Some(name) = &name {
        role.set("RoleName", name.clone());
    }
    if let Some(description) = entries.value("description") {
        let refused = |c| !matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}');
        let takes = "Latin letters only (U+0020 to U+00FF)";
        naming::check_description(declaration, &ROLE.naming, refused, takes, to);
        role.set("Description", description.clone());
    }
    role.set("AssumeRolePolicyDocument", trust::document(declaration, to));
    statements::lower(declaration, &ROLE, &mut role, to);
    for (entry, property) in [("max_session", "MaxSessionDuration"), ("path", "Path")] {
        if let Some(value) = entries.value(entry) {
            role.set(property, value.clone());
        }
    }
    to.push_main(declaration, role);
    // Behind it, because a logical id that is taken says all there is to say about the name.
    naming::check_name(declaration, &ROLE.naming, to);
    if trust::trusts_ec2(declaration) {
        to.push(instance_profile(&id, name, entries.value("path")), declaration.span);
    }
}

/// The logical id of a role's instance profile.
pub fn instance_profile_id<'a>(role: &str) -> Text<'a> {
    derived(role, "InstanceProfile")
}

/// Whether the role would get an instance profile, had its services been spelled right.
pub fn may_have_instance_profile(declaration: &Declaration<'_>) -> bool {
    has_instance_profile(declaration) || trust::has_unknown_service(declaration)
}

/// Whether the role gets an instance profile.
pub fn has_instance_profile(declaration: &Declaration<'_>) -> bool {
    trust::trusts_ec2(declaration)
}

/// A trust policy that lets a service take a role.
pub fn trusting<'a>(service: &'static str) -> Value<'a> {
    trust::by_service(service)
}

/// The instance profile of a role.
pub fn instance_profile<'a>(role: &str, name: Option<Value<'a>>, path: Option<&Value<'a>>) -> Resource<'a> {
    let mut profile = Resource::new(instance_profile_id(role), "AWS::IAM::InstanceProfile", 2);
    if let Some(name) = name {
        profile.set("InstanceProfileName", name);
    }
    if let Some(path) = path {
        profile.set("Path", path.clone());
    }
    profile.set("Roles", Value::list([Value::reference(role.to_owned())]));
    profile
}

/// A trust policy as a property would take the place of what the sentence says.
fn check_trust_property(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let given = declaration.entries.properties.iter().find(|property| property.name.text == "AssumeRolePolicyDocument");
    let trusts = declaration.relations.iter().find(|relation| relation.keyword.text == "trusts");
    if let (Some(given), Some(trusts)) = (given, trusts) {
        to.report(
            Diagnostic::error("set-twice", "`AssumeRolePolicyDocument` is set twice")
                .label(given.name.span, "set again here")
                .label(trusts.keyword.span, "first set here")
                .help("for a trust policy of your own, declare the role by its type: AWS::IAM::Role"),
        );
    }
}
