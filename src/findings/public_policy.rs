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
    let policies = super::of_kinds(relations, &[POLICY]);
    let found = relations.first_of_each(policies, |world, _, at| {
        let refused = refused(world, at)?;
        (!refused.1.is_empty()).then_some((at, refused))
    });
    let of = |(at, (bucket, statements)): (usize, (usize, Vec<usize>))| {
        statements.into_iter().map(move |index| problem((at, index), bucket, locate))
    };
    found.into_iter().flat_map(|(found, _)| of(found)).collect()
}

/// The bucket of a policy, and the statements that it refuses, by their positions.
fn refused(world: &World<'_, '_>, at: usize) -> Option<(usize, Vec<usize>)> {
    if world.view.is_there(world.resource(at)) == Some(false) {
        return None;
    }
    let bucket =
        world.meant(world.property(at, "Bucket")?, "AWS::S3::Bucket").filter(|bucket| blocks(world, *bucket))?;
    let statements = policy::statements(world, world.property(at, "PolicyDocument")?)?;
    Some((bucket, statements.iter().filter(|one| is_public(one)).map(|one| one.index).collect()))
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
