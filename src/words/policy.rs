//! `policy`: permissions of their own, to be attached to several.

use super::grant::waits;
use super::shape::{Attribute, Entry, Identity, Shape};
use super::statements::{self, ROLE, naming, size};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use naming::Naming;

/// Characters of a managed policy, white space aside, from the page "IAM and AWS STS quotas" of the IAM User Guide.
const MOST: usize = 6_144;

/// The description of `policy`.
pub static WORD: Word = Word {
    name: "policy",
    group: Group::Access,
    form: Form::Resource,
    resource: "AWS::IAM::ManagedPolicy",
    summary: "Names permissions that several roles, users and groups can have: with `policy` in their bodies, or with `attach`.",
    sentence: "policy NAME [as HANDLE] [was OLD-NAME] < allow … on … >",
    entries: &[
        statements::ALLOW.sets("PolicyDocument"),
        statements::DENY.sets("PolicyDocument"),
        Entry::new(
            "description",
            Shape::Text,
            "Describes the policy, in at most 1,000 characters. Another description makes another policy.",
        )
        .sets("Description"),
        Entry::new(
            "name",
            Shape::Name,
            "The policy's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("ManagedPolicyName"),
        Entry::new("path", Shape::Text, "The path in the policy's ARN, such as /app/.").or("/").sets("Path"),
    ],
    elsewhere: &[
        ("roles", "a policy is attached by a statement of its own: attach POLICY to ROLE, …"),
        ("users", "a policy is attached by a statement of its own: attach POLICY to USER, …"),
        ("groups", "a policy is attached by a statement of its own: attach POLICY to GROUP, …"),
        ("policy", "a policy holds statements: allow \"s3:GetObject\" on uploads"),
        ("statement", "statements are sentences: allow \"s3:GetObject\" on uploads"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "The policy's ARN." },
        Attribute { name: "id", attribute: "PolicyId", summary: "The policy's unique id." },
    ],
    identity: Identity { by: "arn", arn: "arn:${Partition}:iam::${Account}:policy/${PolicyName}", names: "policies" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html",
    example: "bucket \"my-unique-name\" as uploads\npolicy read-uploads < allow \"s3:GetObject\" on uploads >\nrole web trusts ec2\nattach read-uploads to web",
    lower,
    finish,
    ..Word::EMPTY
};

/// How policies are named.
pub static NAMING: Naming = Naming { what: "policy", names: "policies", property: "ManagedPolicyName", longest: 128 };

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut policy = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    naming::check_path(declaration, to);
    if let Some(name) = super::name_of(declaration) {
        policy.set("ManagedPolicyName", name);
    }
    naming::check_description(declaration, &NAMING, char::is_control, "letters and signs on one line", to);
    for (entry, property) in [("description", "Description"), ("path", "Path")] {
        if let Some(value) = entries.value(entry) {
            policy.set(property, value.clone());
        }
    }
    let mut condition = to.condition().clone();
    match statements::document(declaration, to) {
        Some((document, own)) => {
            check_size(declaration, &document, to);
            condition = to.all_of([condition, own]);
            policy.set("PolicyDocument", document);
        }
        None if entries.property("PolicyDocument").is_none() => check_statements(declaration, to),
        None => {}
    }
    // A policy without a statement is none.
    to.under(condition, |to| to.push_main(declaration, policy));
    naming::check_name(declaration, &NAMING, to);
}

/// What acts at once with a role that a policy is attached to waits for the policy.
fn finish(to: &mut Lowering<'_, '_>) {
    let own = to.template.resources.iter().filter(|resource| resource.kind == WORD.resource);
    let own =
        own.filter(|policy| to.declared_as(&policy.id).is_some_and(|one| std::ptr::eq(one.word, &raw const WORD)));
    let attached: Vec<_> = own.flat_map(|policy| roles(policy).map(|role| (role, policy.id.clone()))).collect();
    waits::add(&attached, to);
}

/// The roles of the stack that a policy lists.
fn roles<'t, 'a>(policy: &'t Resource<'a>) -> impl Iterator<Item = Text<'a>> + use<'t, 'a> {
    let roles = match policy.get(ROLE.listed_as) {
        Some(Value::List(roles)) => &roles[..],
        _ => &[],
    };
    roles.iter().filter_map(|role| match role {
        Value::Ref(id) => Some(id.clone()),
        _ => None,
    })
}

fn check_size<'a>(declaration: &Declaration<'a>, document: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    let size = size::of(document);
    if size > MOST {
        let called = format!("the statements of policy `{}`", declaration.handle.text);
        to.report(
            statements::too_long(&called, size, MOST)
                .label(declaration.handle.span, "too much for one policy")
                .label(statements::first_statement(declaration), "its statements begin here")
                .help("join actions with wildcards such as \"s3:Get*\", or make two policies of it"),
        );
    }
}

/// A policy that allows and denies nothing; what could not be read was said.
fn check_statements(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    if declaration.misread || !declaration.entries.sentences.is_empty() {
        return;
    }
    to.report(
        Diagnostic::error("missing-entry", format!("policy `{}` allows nothing", declaration.handle.text))
            .label(declaration.handle.span, "needs an `allow` or a `deny`")
            .help("say what it allows: allow \"s3:GetObject\" on uploads"),
    );
}
