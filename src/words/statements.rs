//! What roles, users, groups and policies have in common: statements, managed policies, names and paths.

pub mod arns;
pub mod broad;
mod holder;
mod managed;
pub mod naming;
mod sentence;
pub mod size;

pub use holder::{GROUP, Holder, ROLE, USER, of as holder};
pub use managed::{check_count, one_policy, twice};
pub use sentence::{Statement, Target, all, there};

use super::policy_document;
use super::shape::{Entry, Shape};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::{Declaration, EntrySentence, SettingValue};
use crate::source::Span;
use crate::template::{Resource, Value};

/// Allows actions.
pub const ALLOW: Entry = Entry::new(
    "allow",
    Shape::Sentence("allow \"s3:GetObject\", \"s3:PutObject\" on uploads"),
    "Allows actions on resources: names of this file, ARNs, or \"*\".",
)
.sets("Policies")
.under_conditions();

/// Denies actions.
pub const DENY: Entry = Entry::new(
    "deny",
    Shape::Sentence("deny \"s3:DeleteObject\" on uploads"),
    "Denies actions on resources, whatever else allows them.",
)
.sets("Policies")
.under_conditions();

/// Attaches managed policies.
pub const POLICY: Entry = Entry::new(
    "policy",
    Shape::Sentence("policy AmazonS3ReadOnlyAccess"),
    "Attaches managed policies: of AWS by their name, others by their ARN or declared here.",
)
.sets("ManagedPolicyArns")
.under_conditions();

/// Sets the policies of a role, user or group.
pub fn lower<'s, 'a>(
    declaration: &'s Declaration<'a>,
    holder: &'static Holder,
    resource: &mut Resource<'a>,
    to: &mut Lowering<'s, 'a>,
) {
    let managed = managed::of(declaration, holder, to);
    if !managed.is_empty() {
        resource.set("ManagedPolicyArns", Value::list(managed));
    }
    if let Some(setting) = declaration.entries.setting("boundary")
        && let SettingValue::Value(value) = &setting.value
        && let Some(boundary) = managed::policy(value.clone(), setting.span, to)
    {
        resource.set("PermissionsBoundary", boundary);
    }
    // A policy without a statement is none.
    if let Some((document, condition)) = document(declaration, to) {
        check_size(declaration, &document, holder, to);
        let policy = Value::map([("PolicyName", Value::text("inline")), ("PolicyDocument", document)]);
        resource.set("Policies", Value::list([where_holds(&condition, policy, None)]));
    }
}

/// A policy document of what a body allows and denies, and the condition that any of it is there under.
pub fn document<'s, 'a>(
    declaration: &'s Declaration<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<(Value<'a>, Condition<'a>)> {
    let statements = all(declaration, to);
    if statements.is_empty() {
        return None;
    }
    let condition = to.any_of(statements.iter().map(|statement| statement.condition.clone()));
    Some((document_of(statements, &condition, to), condition))
}

/// A document of these statements, each where it is there; it is itself there under a condition.
pub fn document_of<'a>(statements: Vec<Statement<'a>>, condition: &Condition<'a>, to: &Lowering<'_, 'a>) -> Value<'a> {
    let statements = statements.into_iter().map(|one| {
        let besides = to.besides(one.condition, &[condition]);
        where_holds(&besides, one.value, None)
    });
    policy_document(statements.collect::<Vec<_>>())
}

/// Where the first of a body's own statements stands, or its name where it has none.
pub fn first_statement(declaration: &Declaration<'_>) -> Span {
    let own = |sentence: &&EntrySentence<'_>| matches!(sentence.entry.name, "allow" | "deny");
    declaration.entries.sentences.iter().find(own).map_or(declaration.handle.span, |sentence| sentence.span)
}

/// Reports statements that are too long together. What is known only at the deploy counts with its shortest form.
fn check_size<'a>(declaration: &Declaration<'a>, document: &Value<'a>, holder: &Holder, to: &mut Lowering<'_, 'a>) {
    let (size, most) = (size::of(document), holder.most_inline);
    if size > most {
        let called = format!("the statements of {} `{}`", holder.naming.what, declaration.handle.text);
        to.report(
            too_long(&called, size, most)
                .label(declaration.handle.span, format!("too much for one {}", holder.naming.what))
                .label(first_statement(declaration), "its statements begin here")
                .help("join actions with wildcards such as \"s3:Get*\", or put some into a policy of its own: policy NAME < allow … >"),
        );
    }
}

/// Statements with more characters than IAM takes.
pub fn too_long(called: &str, size: usize, most: usize) -> Diagnostic {
    Diagnostic::error("policy-too-long", format!("{called} have {size} characters, and IAM takes {most}"))
}
