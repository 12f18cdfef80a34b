//! `role`: an IAM role, with an instance profile where EC2 may take it.

mod policies;
mod size;
mod statement;
mod trust;

pub use trust::{does_not_trust, trusts};

use super::shape::{Attribute, Entry, Identity, RelationRule, Shape, TimeUnit};
use super::{Form, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Text, Value};

/// The description of `role`.
pub static WORD: Word = Word {
    name: "role",
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
        Entry::new(
            "allow",
            Shape::Sentence("allow \"s3:GetObject\", \"s3:PutObject\" on uploads"),
            "Allows actions on resources: names of this file, ARNs, or \"*\".",
        )
        .sets("Policies")
        .under_conditions(),
        Entry::new("audience", Shape::List(&Shape::Text), "For an OIDC provider: who the token is meant for.")
            .or("sts.amazonaws.com"),
        Entry::new(
            "boundary",
            Shape::Policy,
            "The managed policy that no permission of the role goes beyond: by its name or ARN, or declared here.",
        )
        .sets("PermissionsBoundary"),
        Entry::new(
            "deny",
            Shape::Sentence("deny \"s3:DeleteObject\" on uploads"),
            "Denies actions on resources, whatever else allows them.",
        )
        .sets("Policies")
        .under_conditions(),
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
        Entry::new(
            "policy",
            Shape::Sentence("policy AmazonS3ReadOnlyAccess"),
            "Attaches managed policies: of AWS by their name, others by their ARN or declared here.",
        )
        .sets("ManagedPolicyArns")
        .under_conditions(),
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
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let mut role = Resource::new(id.clone(), WORD.resource, 4);
    let name = super::name_of(declaration);
    check_path(declaration, to);
    check_trust_property(declaration, to);
    if let Some(name) = &name {
        role.set("RoleName", name.clone());
    }
    if let Some(description) = entries.value("description") {
        check_description(declaration, description, to);
        role.set("Description", description.clone());
    }
    role.set("AssumeRolePolicyDocument", trust::document(declaration, to));
    policies::lower(declaration, &mut role, to);
    for (entry, property) in [("max_session", "MaxSessionDuration"), ("path", "Path")] {
        if let Some(value) = entries.value(entry) {
            role.set(property, value.clone());
        }
    }
    to.push_main(declaration, role);
    // Behind it, because a logical id that is taken says all there is to say about the name.
    check_name(declaration, to);
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

fn instance_profile<'a>(role: &str, name: Option<Value<'a>>, path: Option<&Value<'a>>) -> Resource<'a> {
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

fn span_of(declaration: &Declaration<'_>, entry: &str) -> Span {
    declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span)
}

/// IAM: 1 to 64 characters of `\w+=,.@-`.
fn check_name<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = super::known_name(declaration, "RoleName") else { return };
    if let Some(problem) = name_problem(&name) {
        to.report(
            Diagnostic::error("invalid-name", format!("IAM does not accept the role name `{name}`"))
                .label(span, problem)
                .help("a role's name has 1 to 64 letters, digits and _+=,.@-"),
        );
    }
    if let Some((other, first)) = to.take_name("roles", name.clone(), span) {
        to.report(if other == name {
            super::same_name("roles", &name, span, first)
        } else {
            same_but_for_case(&name, span, first)
        });
    }
}

fn name_problem(name: &str) -> Option<String> {
    let length = name.chars().count();
    if !(1..=64).contains(&length) {
        return Some(format!("it has {length} characters, not 1 to 64"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    name.chars()
        .find(|c| !allowed(*c))
        .map(|wrong| if wrong == ' ' { "it has a space".to_owned() } else { format!("it has `{wrong}`") })
}

fn same_but_for_case(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "same-name-but-for-case",
        format!("IAM takes `{name}` for the name of another role: case does not count"),
    )
    .label(span, "this role")
    .label(first, "and this one")
    .help("give one of them another name")
}

/// IAM: `/`, or visible ASCII characters between two of them, at most 512 characters.
fn check_path(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(path) = declaration.entries.text("path") else { return };
    let visible = path.bytes().all(|byte| byte.is_ascii_graphic());
    if visible && path.len() <= 512 && path.starts_with('/') && path.ends_with('/') {
        return;
    }
    let repaired = format!("/{}/", path.trim_matches('/'));
    let problem = Diagnostic::error("invalid-name", format!("IAM does not accept the path `{path}`"))
        .label(span_of(declaration, "path"), "not a path")
        .help("a path starts and ends with `/` and has visible ASCII characters between, at most 512");
    let sure = visible && (4..=512).contains(&repaired.len());
    to.report(if sure {
        problem.fix(format!("write \"{repaired}\""), span_of(declaration, "path"), format!("\"{repaired}\""))
    } else {
        problem
    });
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

/// IAM: at most 1,000 characters, of Latin-1 and line ends.
fn check_description<'a>(declaration: &Declaration<'a>, description: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    let Value::Text(text) = description else { return };
    let span = span_of(declaration, "description");
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}');
    if let Some(wrong) = text.chars().find(|c| !allowed(*c)) {
        to.report(
            Diagnostic::error("invalid-text", format!("IAM does not accept `{wrong}` in a role's description"))
                .label(span, format!("holds `{wrong}`"))
                .help("a role's description has Latin letters only (U+0020 to U+00FF); a comment can say the rest"),
        );
    } else if text.chars().count() > 1_000 {
        to.report(
            Diagnostic::error(
                "out-of-range",
                format!("a role's description has at most 1,000 characters, found {}", text.chars().count()),
            )
            .label(span, "too long")
            .help("say the rest in a comment"),
        );
    }
}
