//! The policy of a bucket, of which there is one: what others need of the bucket is said in it too.

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived, where_holds};
use crate::source::Span;
use crate::template::{Items, Resource, Text, Value};
use crate::words::policy_document;

const POLICY: &str = "AWS::S3::BucketPolicy";

/// Adds a statement to the policy of a bucket of the stack, under a condition; the policy's logical id. One that the
/// file declares by its type is used, and one is made where the bucket has none.
pub fn allow<'a>(
    bucket: &str,
    statement: Value<'a>,
    condition: &Condition<'a>,
    origin: Span,
    to: &mut Lowering<'_, 'a>,
) -> Option<Text<'a>> {
    let Some(id) = find(bucket, to) else {
        let id = derived(bucket, "Policy");
        let mut policy = Resource::new(id.clone(), POLICY, 2);
        policy.set("Bucket", Value::reference(bucket.to_owned()));
        policy.set("PolicyDocument", policy_document([statement]));
        to.under(condition.clone(), |to| to.push(policy, origin));
        return Some(id);
    };
    let own = to.condition_of(&id);
    let statement = where_holds(&to.besides(condition.clone(), &[&own]), statement, None);
    let policy = to.resource_mut(&id)?;
    let document = policy.get("PolicyDocument")?.clone();
    match with(&document, statement) {
        Some(document) => {
            policy.set("PolicyDocument", document);
            Some(id)
        }
        None => {
            to.report(
                Diagnostic::error(
                    "deploy-time-value",
                    "the bucket's policy has to be known when the template is built",
                )
                .label(origin, "adds a statement to it")
                .help("write the policy out: PolicyDocument = < Version = \"2012-10-17\", Statement = [ … ] >"),
            );
            None
        }
    }
}

/// The policy of a bucket.
fn find<'a>(bucket: &str, to: &Lowering<'_, 'a>) -> Option<Text<'a>> {
    let is_its = |resource: &&Resource<'a>| {
        resource.kind == POLICY && matches!(resource.get("Bucket"), Some(Value::Ref(id)) if id == bucket)
    };
    to.template.resources.iter().find(is_its).map(|policy| policy.id.clone())
}

/// A policy document with one statement more; none where it is known at the deploy only.
pub fn with<'a>(document: &Value<'a>, statement: Value<'a>) -> Option<Value<'a>> {
    let Value::Map(entries) = document else { return None };
    let mut entries = entries.to_vec();
    let (_, statements) = entries.iter_mut().find(|(key, _)| key == "Statement")?;
    let mut all = match statements {
        Value::List(items) => items.to_vec(),
        Value::Map(_) => vec![statements.clone()],
        _ => return None,
    };
    all.push(statement);
    *statements = Value::list(all);
    Some(Value::Map(Items::Owned(entries)))
}
