//! The ages in a lifecycle that S3 takes together.
//!
//! From the page "Transitioning objects using Amazon S3 Lifecycle" of the Amazon S3 User Guide.

use super::{Action, CLASSES, Step};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Property};

/// Days that an object stays in S3's standard class, and then in its class for infrequent access.
const LEAST_DAYS: i64 = 30;

/// Reports steps that S3 would refuse, or that would never happen.
pub fn check(declaration: &Declaration<'_>, steps: &[Step], to: &mut Lowering<'_, '_>) {
    let moves: Vec<_> = steps.iter().filter(|step| matches!(step.action, Action::Move(_))).collect();
    for step in &moves {
        if step.action == Action::Move(0) && step.days < LEAST_DAYS {
            to.report(too_early(step));
        }
        let earlier = moves.iter().find(|other| place(other) < place(step) && other.days + rest(other) > step.days);
        if let Some(earlier) = earlier {
            to.report(out_of_order(step, earlier));
        }
    }
    expiry(steps, &moves, to);
    let is_versioning = |property: &Property<'_>| property.name.text == "VersioningConfiguration";
    let entries = &declaration.entries;
    let versioned = entries.on("versioning", false) || entries.properties.iter().any(is_versioning);
    if let Some(old) = steps.iter().find(|step| step.action == Action::ExpireOld).filter(|_| !versioned) {
        to.report(
            Diagnostic::warning("no-effect", "a bucket without versioning has no old versions")
                .label(old.span, "has no effect")
                .help("to keep old versions for a while: versioning = on"),
        );
    }
}

/// What is deleted cannot be moved afterwards.
fn expiry(steps: &[Step], moves: &[&Step], to: &mut Lowering<'_, '_>) {
    let Some(expire) = steps.iter().find(|step| step.action == Action::Expire) else { return };
    let Some(late) = moves.iter().find(|step| step.days >= expire.days) else { return };
    let message =
        format!("objects are deleted after {} days, so that they cannot be moved after {}", expire.days, late.days);
    to.report(
        Diagnostic::error("out-of-range", message)
            .label(late.span, "moved here")
            .label(expire.span, "deleted here")
            .help("an object has to be moved before it is deleted"),
    );
}

fn place(step: &Step) -> usize {
    match step.action {
        Action::Move(place) => place,
        Action::Abort | Action::Expire | Action::ExpireOld => CLASSES.len(),
    }
}

/// How long an object stays in a class before it can be moved on.
fn rest(step: &Step) -> i64 {
    if place(step) == 0 { LEAST_DAYS } else { 1 }
}

fn too_early(step: &Step) -> Diagnostic {
    Diagnostic::error(
        "out-of-range",
        format!("S3 moves nothing to infrequent_access before {LEAST_DAYS} days, found {}", step.days),
    )
    .label(step.span, "too early")
    .help(format!("write: move to infrequent_access after {LEAST_DAYS}d"))
}

fn out_of_order(step: &Step, earlier: &Step) -> Diagnostic {
    let name = |step: &Step| CLASSES.get(place(step)).map_or("", |(name, _)| *name);
    let least = earlier.days + rest(earlier);
    Diagnostic::error(
        "out-of-range",
        format!(
            "objects come to {} from {}, after {least} days at the earliest, found {}",
            name(step),
            name(earlier),
            step.days
        ),
    )
    .label(step.span, "too early")
    .label(earlier.span, "moved there first")
    .help(format!("write: move to {} after {least}d", name(step)))
}
