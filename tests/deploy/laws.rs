//! What holds after a deploy, whatever went wrong.

use crate::run::Ran;
use crate::scenario::{Goal, Scenario};
use crate::service::fault::{Fault, Kind};
use crate::world::{Operation, World};
use infrac::deploy::{End, Order, Stop};
use std::collections::BTreeSet;

/// What is broken; empty when all is well.
pub type Broken = Vec<String>;

/// After the run in which something went wrong.
pub fn first(scenario: &Scenario, fault: Fault, ran: &Ran, world: &World, order: &Order) -> Broken {
    let mut broken = Broken::new();
    let mut holds = |holds: bool, text: String| {
        if !holds {
            broken.push(text)
        }
    };
    match &ran.end {
        None => holds(!ran.hangs, format!("hangs: {:?}", ran.notes)),
        Some(Ok(End::Left(_))) => {
            holds(matches!(fault.kind, Kind::Interrupted), "left though nobody asked".to_owned());
            holds(!world.begun.is_empty(), "left, and nothing goes on".to_owned());
        }
        Some(Ok(end)) => {
            holds(scenario.goal.is(end), format!("ended with {end:?}"));
            if let End::Done(_) | End::UpToDate(_) = end {
                holds(has(world, order), "said to be done, and it is not".to_owned());
            }
            holds(left(world).is_empty(), format!("ended well, and left {:?}", left(world)));
            let untold = untold(ran, world);
            holds(untold.is_empty(), format!("not told once: {untold:?}"));
        }
        Some(Err(stop)) => {
            let said = said(stop);
            holds(fault.may_end(), format!("ended with an error: {said}"));
            if fault.kind == Kind::Expired || fault.expires {
                let is_told =
                    matches!(stop, Stop::Failure(failure) if failure.kind == infrac::deploy::Kind::Credentials);
                holds(is_told, format!("credentials are not what it is about: {said}"));
            }
            let named =
                world.change_sets.iter().all(|one| one.execution.starts_with("EXECUTE_") || said.contains(&one.name));
            holds(named, format!("left without a word: {:?}; said: {said}", left(world)));
            let goes_on = world.stacks.iter().any(crate::world::Stack::is_busy);
            holds(
                !goes_on || said.contains("goes on") || said.contains("may go on"),
                format!("something goes on, and it only says: {said}"),
            );
        }
    }
    broken
}

/// After the next run, in which nothing goes wrong; with what the one before it left.
pub fn second(scenario: &Scenario, ran: &Ran, world: &World, order: &Order, before: &BTreeSet<String>) -> Broken {
    let mut broken = Broken::new();
    let mut holds = |holds: bool, text: String| {
        if !holds {
            broken.push(text)
        }
    };
    match &ran.end {
        Some(Ok(end)) => holds(scenario.goal.is(end), format!("the second run ended with {end:?}")),
        Some(Err(stop)) => holds(false, format!("the second run ended with an error: {}", said(stop))),
        None => holds(false, format!("the second run hangs: {:?}", ran.notes)),
    }
    if scenario.goal == Goal::Done {
        holds(has(world, order), "the stack has not what was ordered".to_owned());
    }
    let begun: Vec<Operation> = operations(world);
    // What failed of itself may be tried again.
    let is_once = match scenario.goal {
        Goal::Fails(_) => {
            scenario.takes.iter().all(|one| (1..=2).contains(&begun.iter().filter(|known| *known == one).count()))
        }
        Goal::Done | Goal::UpToDate | Goal::Declined => begun == scenario.takes,
    };
    holds(is_once, format!("operations: {begun:?}"));
    let more: String = left(world).difference(before).cloned().collect();
    holds(more.is_empty(), format!("the second run left {more}"));
    // What the first one left in a stack that has resources was said, and goes with the next execution.
    holds(!left(world).contains("empty stack test"), "the second run left an empty stack".to_owned());
    holds(scenario.before.is_some() || left(world).is_empty(), format!("still left: {:?}", left(world)));
    broken
}

/// Without the stacks that were only there for a change set.
fn operations(world: &World) -> Vec<Operation> {
    world.begun.iter().map(|(operation, _)| *operation).filter(|operation| *operation != Operation::Discard).collect()
}

/// Whether the stack is as it was ordered.
fn has(world: &World, order: &Order) -> bool {
    world.find(&order.stack).is_some_and(|at| {
        let stack = &world.stacks[at];
        let is_good =
            ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"].contains(&stack.status.as_str());
        is_good && stack.template == order.body && order.protect.is_none_or(|on| stack.is_protected == on)
    })
}

/// The steps of resources that were not told, or more than once.
fn untold(ran: &Ran, world: &World) -> Vec<String> {
    let events = world.stacks.iter().flat_map(|stack| &stack.events).filter(|event| !event.step.id.is_empty());
    let steps: Vec<String> = events.map(|event| format!("{} {}", event.step.id, event.step.status)).collect();
    let count = |all: &[String], step: &str| all.iter().filter(|one| one.ends_with(step)).count();
    steps.iter().filter(|step| count(&ran.notes, step) != count(&steps, step)).cloned().collect()
}

/// What is there and serves nothing.
pub fn left(world: &World) -> BTreeSet<String> {
    let sets = world.waiting().map(|made| format!("change set {}", made.name));
    let stacks = world.stacks.iter().filter(|stack| stack.status == "REVIEW_IN_PROGRESS");
    sets.chain(stacks.map(|stack| format!("empty stack {}", stack.name))).collect()
}

pub fn said(stop: &Stop) -> String {
    match stop {
        Stop::Failure(failure) => format!("{failure}"),
        Stop::Refused(text) => text.clone(),
        Stop::Unanswered(error) => error.to_string(),
        Stop::Interrupted => "interrupted".to_owned(),
        Stop::Failed(failed, status) => format!("{status}: {failed:?}"),
    }
}
