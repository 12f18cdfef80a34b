//! Bucket policies for everybody on buckets that take none: S3 refuses to set them.
//!
//! From "Blocking public access to your Amazon S3 storage" in the Amazon S3 User Guide.

use super::Locate;
use crate::diagnostic::Diagnostic;
use crate::reason::access::policy::{self, Effect, Statement, Who};
use crate::reason::relations::Relations;
use crate::reason::trace::Way;
use crate::reason::world::World;
use crate::template::{Step as Key, Template, Value};
use rustc_hash::FxHashSet;

/// The type of what is refused.
const POLICY: &str = "AWS::S3::BucketPolicy";
const BLOCK: &str = "PublicAccessBlockConfiguration";

/// Whether a policy of a bucket may allow something at all: most that are made deny.
pub fn may_allow(template: &Template<'_>) -> bool {
    fn allows(value: &Value<'_>) -> bool {
        match value {
            Value::Map(entries) => entries.iter().any(|(key, value)| match value {
                Value::Text(effect) if key == "Effect" => effect != "Deny",
                _ => allows(value),
            }),
            Value::List(items) => items.iter().any(allows),
            Value::Intrinsic(_, argument) => allows(argument),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => {
                false
            }
            Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) => false,
        }
    }
    let policies = template.resources.iter().filter(|resource| resource.kind == POLICY);
    policies.filter_map(|policy| policy.get("PolicyDocument")).any(allows)
}

/// Every statement that is sure to be refused in some case.
pub fn check(relations: &Relations<'_>, locate: &dyn Locate) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    relations.in_each_case(|world, _, combination| {
        if !combination.sure {
            return;
        }
        for at in world.of_kind(POLICY) {
            let Some(bucket) = world.property(*at, "Bucket").and_then(|value| world.meant(value, "AWS::S3::Bucket"))
            else {
                continue;
            };
            if !blocks(world, bucket) {
                continue;
            }
            let statements = world.property(*at, "PolicyDocument").and_then(|value| policy::statements(world, value));
            for statement in statements.unwrap_or_default().iter().filter(|statement| is_public(statement)) {
                if seen.insert((*at, statement.index)) {
                    found.push(problem((*at, statement.index), bucket, locate));
                }
            }
        }
    });
    found
}

fn blocks(world: &World<'_, '_>, bucket: usize) -> bool {
    let block = world.property(bucket, BLOCK).and_then(|block| world.view.entry(block, "BlockPublicPolicy"));
    block.is_some_and(|value| world.symbol(value).known() == Some("true"))
}

/// Whether a statement allows everybody something without any condition.
fn is_public(statement: &Statement<'_>) -> bool {
    let everybody = |(all, is_except): &(Vec<Who<'_>>, bool)| !is_except && all.contains(&Who::Anyone);
    statement.effect == Some(Effect::Allow)
        && statement.principals.as_ref().is_some_and(everybody)
        && statement.tests.is_empty()
        && !statement.unread
}

fn problem((at, index): (usize, usize), bucket: usize, locate: &dyn Locate) -> Diagnostic {
    let steps = std::iter::once(Key::Key("PolicyDocument")).chain(policy::way_to(index)).collect();
    let message = format!("S3 refuses this policy: {} takes none that is for everybody", locate.called(bucket));
    let own = Way { resource: bucket, steps: Vec::new() };
    let problem = Diagnostic::error("public-policy-blocked", message)
        .label(locate.place(&Way { resource: at, steps }), "allows everybody something")
        .label(locate.place(&own), "blocks public policies");
    problem.help(if locate.has_words() {
        "name who is meant, let CloudFront read instead (`distribution … < origin = BUCKET >`), or open the bucket: public_access = allow"
    } else {
        "name who is meant, or set BlockPublicPolicy and RestrictPublicBuckets of the bucket to false"
    })
}
