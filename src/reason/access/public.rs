//! What anybody may do to a bucket: S3 blocks public access unless it is told not to, whatever policies say.
//!
//! From "Blocking public access to your Amazon S3 storage" and "Controlling ownership of objects and disabling ACLs" in the
//! Amazon S3 User Guide. New buckets block it since April 2023. What an account blocks is not looked at.

use super::documents::Document;
use super::policy::Effect;
use super::request::Request;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

const BUCKET: &str = "AWS::S3::Bucket";

/// What becomes of a decision about somebody without credentials.
pub fn decide<'t>(
    world: &World<'_, 't>,
    target: usize,
    (decided, documents): (Truth, &[Document<'t>]),
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) -> Truth {
    if world.resource(target).kind != BUCKET {
        return decided;
    }
    if decided == Truth::No {
        return by_list(world, target, trace);
    }
    let blocked = blocks(world, target, "RestrictPublicBuckets").or(blocks(world, target, "BlockPublicPolicy"));
    // A policy is not public where what it allows depends on values that are fixed.
    let is_conditional = documents.iter().filter_map(|one| one.statements.as_ref()).any(|all| {
        let mut allowing = all.iter().filter(|one| one.effect != Some(Effect::Deny));
        allowing.any(|one| !one.tests.is_empty() && request.is_meant_by(one) != Truth::No)
    });
    let blocked = if is_conditional { blocked.and(Truth::Unknown) } else { blocked };
    if blocked != Truth::No {
        trace.note(blocked.negated(), Some(world.way(target, &[])), || {
            let blocks = if blocked == Truth::Yes { "blocks" } else { "may block" };
            format!("{} {blocks} public access, whatever its policy allows", world.name(target))
        });
    }
    decided.and(blocked.negated())
}

/// Whether a bucket blocks something: all of it when nothing is said, and nothing that is left out.
fn blocks(world: &World<'_, '_>, bucket: usize, what: &str) -> Truth {
    let Some(said) = world.property(bucket, "PublicAccessBlockConfiguration") else { return Truth::Yes };
    let Some(value) = world.view.entry(said, what) else { return Truth::No };
    match world.symbol(value).known() {
        Some(text) => Truth::from(text.eq_ignore_ascii_case("true")),
        None => Truth::Unknown,
    }
}

/// Access control lists may open a bucket and its objects where they count.
fn by_list<'t>(world: &World<'_, 't>, bucket: usize, trace: &mut Trace<'t>) -> Truth {
    if !has_lists(world, bucket) || blocks(world, bucket, "IgnorePublicAcls") == Truth::Yes {
        return Truth::No;
    }
    trace.note(Truth::Unknown, Some(world.way(bucket, &[])), || {
        format!("access control lists may open {}, and are not looked at", world.name(bucket))
    });
    Truth::Unknown
}

/// Whether access control lists count, as they do only where the owner of the bucket is not that of all objects.
fn has_lists(world: &World<'_, '_>, bucket: usize) -> bool {
    let controls = world.property(bucket, "OwnershipControls").and_then(|value| world.view.entry(value, "Rules"));
    let rules = controls.and_then(|rules| world.view.items(rules)).unwrap_or_default();
    let owner = |rule| world.view.entry(rule, "ObjectOwnership").map(|value| world.symbol(value));
    rules.into_iter().filter_map(|(_, rule)| owner(rule)).any(|owner| owner.known() != Some("BucketOwnerEnforced"))
}
