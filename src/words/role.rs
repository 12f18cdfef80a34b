//! `role`: an IAM role, with an instance profile where EC2 may take it.

mod policies;
mod statement;
mod trust;

use super::shape::{Attribute, Entry, RelationRule, Shape, TimeUnit};
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
    relations: &[RelationRule { keyword: "trusts", required: true, summary: "say who may take the role: a service such as ec2, an account number, or an OIDC provider" }],
    entries: &[
        Entry::new("allow", Shape::Sentence("allow \"s3:GetObject\", \"s3:PutObject\" on uploads"), "Allows actions on resources: names of this file, ARNs, or \"*\"."),
        Entry::new("audience", Shape::List(&Shape::Text), "For an OIDC provider: who the token is meant for.").or("sts.amazonaws.com"),
        Entry::new("boundary", Shape::Text, "The managed policy, by its name in quotes or its ARN, that no permission of the role goes beyond.").sets("PermissionsBoundary"),
        Entry::new("deny", Shape::Sentence("deny \"s3:DeleteObject\" on uploads"), "Denies actions on resources, whatever else allows them."),
        Entry::new("description", Shape::Text, "Describes the role, in at most 1,000 characters.").sets("Description"),
        Entry::new("max_session", Shape::Duration(TimeUnit::Seconds, 3_600, 43_200), "How long a session lasts at most, 1h to 12h.").or("1h").sets("MaxSessionDuration"),
        Entry::new("name", Shape::Name, "The role's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("RoleName"),
        Entry::new("path", Shape::Text, "The path in the role's ARN, such as /app/.").or("/").sets("Path"),
        Entry::new("policy", Shape::Sentence("policy AmazonS3ReadOnlyAccess"), "Attaches managed policies: of AWS by their name, others by their ARN."),
        Entry::new("subject", Shape::List(&Shape::Text), "For an OIDC provider: which tokens are accepted, such as repo:my-org/my-repo:*."),
        Entry::new("tags", Shape::Map, "Tags, besides those of the stack.").sets("Tags"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The role's ARN." },
        Attribute { name: "id", attribute: "RoleId", summary: "The role's unique id." },
        Attribute { name: "name", attribute: "", summary: "The role's name." },
    ],
    defaults: &["an instance profile of the same name is made where the role trusts ec2"],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html",
    example: "role sample-role-web trusts ec2 < policy AmazonS3ReadOnlyAccess >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 't, 'a>(declaration: &'s Declaration<'t, 'a>, to: &mut Lowering<'s, 't, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    let mut role = Resource::new(id.clone(), WORD.resource);
    let name = super::name_of(declaration);
    if let Some(name) = &name {
        check_name(declaration, name, to);
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
    if trust::trusts_ec2(declaration) {
        to.push(instance_profile(&id, name, entries.value("path")), declaration.span);
    }
}

/// The logical id of a role's instance profile.
pub fn instance_profile_id<'a>(role: &str) -> Text<'a> {
    derived(role, "InstanceProfile")
}

/// Whether the role gets an instance profile.
pub fn has_instance_profile(declaration: &Declaration<'_, '_>) -> bool {
    trust::trusts_ec2(declaration)
}

fn instance_profile<'a>(role: &str, name: Option<Value<'a>>, path: Option<&Value<'a>>) -> Resource<'a> {
    let mut profile = Resource::new(instance_profile_id(role), "AWS::IAM::InstanceProfile");
    if let Some(name) = name {
        profile.set("InstanceProfileName", name);
    }
    if let Some(path) = path {
        profile.set("Path", path.clone());
    }
    profile.set("Roles", Value::list([Value::reference(role.to_owned())]));
    profile
}

fn span_of(declaration: &Declaration<'_, '_>, entry: &str) -> Span {
    declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span)
}

/// IAM: 1 to 64 characters of `\w+=,.@-`.
fn check_name<'a>(declaration: &Declaration<'_, 'a>, name: &Value<'a>, to: &mut Lowering<'_, '_, 'a>) {
    let Value::Text(text) = name else { return };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    let span = span_of(declaration, "name");
    if text.is_empty() || text.len() > 64 || !text.bytes().all(allowed) {
        to.report(
            Diagnostic::error("invalid-name", format!("IAM does not accept the role name `{text}`"))
                .label(span, "not a role name")
                .help("a role's name has 1 to 64 letters, digits and _+=,.@-"),
        );
    }
    if declaration.misnamed {
        return;
    }
    let others = to.stack.declarations.iter().take_while(|other| !std::ptr::eq(*other, declaration));
    let other = others.filter(|other| std::ptr::eq(other.word, &raw const WORD) && !other.existing).find(|other| {
        matches!(super::name_of(other), Some(Value::Text(name)) if name.eq_ignore_ascii_case(text))
    });
    if let Some(other) = other {
        let problem = Diagnostic::error("same-name-but-for-case", format!("IAM takes `{text}` for the name of another role: case does not count"))
            .label(span, "this role")
            .label(span_of(other, "name"), "and this one");
        to.report(problem.help("give one of them another name"));
    }
}

/// IAM: at most 1,000 characters, of Latin-1 and line ends.
fn check_description<'a>(declaration: &Declaration<'_, 'a>, description: &Value<'a>, to: &mut Lowering<'_, '_, 'a>) {
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
            Diagnostic::error("out-of-range", "a role's description has at most 1,000 characters").label(span, "too long"),
        );
    }
}
