//! Operations: what they do step by step. Every look at a stack takes its operation two steps further.

use super::World;
use super::stacks::{Event, Stack};
use std::collections::VecDeque;

/// What is done to a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Create,
    Update,
    Delete,
    /// An empty stack is deleted, which was only there for a change set.
    Discard,
    ContinueRollback,
}

/// A step, which is seen as an event.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Which stack it is a step of.
    pub stack: usize,
    /// The resource; empty for the stack itself.
    pub id: String,
    pub kind: String,
    pub physical: String,
    pub status: String,
    pub reason: Option<String>,
}

const NESTED: &str = "AWS::CloudFormation::Stack";

/// Resources as a template has them.
type Resource = (String, String, String);

/// The steps of one operation while they are thought up.
struct Steps<'w> {
    world: &'w mut World,
    stack: usize,
    all: VecDeque<Step>,
}

impl Steps<'_> {
    fn stack(&mut self, status: &str) {
        self.all.push_back(Step { stack: self.stack, status: status.to_owned(), ..Step::default() });
    }

    fn one(&mut self, (id, kind, _): &Resource, status: &str, reason: Option<&str>, physical: &str) {
        self.all.push_back(Step {
            stack: self.stack,
            id: id.clone(),
            kind: kind.clone(),
            physical: physical.to_owned(),
            status: status.to_owned(),
            reason: reason.map(str::to_owned),
        });
    }

    /// Something is done to a resource; says whether it could be done.
    fn resource(&mut self, resource: &Resource, verb: &str) -> bool {
        let (id, kind, _) = resource;
        self.one(resource, &format!("{verb}_IN_PROGRESS"), None, "");
        let (physical, reason) = if kind == NESTED && verb == "CREATE" {
            self.nested(resource)
        } else {
            let fails = verb != "DELETE" && self.world.script.fails.contains(id);
            (format!("p-{id}"), fails.then_some("Quota exceeded"))
        };
        match reason {
            Some(reason) => self.one(resource, &format!("{verb}_FAILED"), Some(reason), &physical),
            None => self.one(resource, &format!("{verb}_COMPLETE"), None, &physical),
        }
        reason.is_none()
    }

    /// A stack within the stack, which has one resource: its ARN, and why it failed.
    fn nested(&mut self, resource: &Resource) -> (String, Option<&'static str>) {
        let at = self.world.add(&format!("nested-{}", resource.0));
        let arn = self.world.stacks[at].arn.clone();
        self.one(resource, "CREATE_IN_PROGRESS", Some("Resource creation Initiated"), &arn);
        let parent = std::mem::replace(&mut self.stack, at);
        self.stack("CREATE_IN_PROGRESS");
        let is_made = self.resource(&("Inner".to_owned(), "AWS::SNS::Topic".to_owned(), String::new()), "CREATE");
        self.stack(if is_made { "CREATE_COMPLETE" } else { "CREATE_FAILED" });
        self.stack = parent;
        (arn, (!is_made).then_some("Embedded stack was not successfully created"))
    }

    /// What was done is taken back, the last first.
    fn undo(&mut self, done: &[(Resource, &str)]) {
        for (resource, verb) in done.iter().rev() {
            self.resource(resource, verb);
        }
    }
}

impl World {
    fn begin(&mut self, at: usize, operation: Operation, token: &str, think: impl FnOnce(&mut Steps<'_>)) {
        assert!(self.stacks[at].work.is_empty(), "{operation:?} begins while another is in progress");
        let mut steps = Steps { world: self, stack: at, all: VecDeque::new() };
        think(&mut steps);
        let all = steps.all;
        let stack = &mut self.stacks[at];
        (stack.work, stack.token) = (all, token.to_owned());
        self.begun.push((operation, token.to_owned()));
        self.step(at);
    }

    /// Takes an operation further.
    pub(super) fn advance(&mut self, at: usize) {
        if self.script.is_slow {
            return;
        }
        self.step(at);
        self.step(at);
    }

    fn step(&mut self, at: usize) {
        let Some(step) = self.stacks[at].work.pop_front() else { return };
        let (serial, token) = (self.next(), self.stacks[at].token.clone());
        let stack = &mut self.stacks[step.stack];
        if step.id.is_empty() {
            stack.status.clone_from(&step.status);
            if step.status == "UPDATE_ROLLBACK_COMPLETE" {
                stack.template.clone_from(&stack.former);
            }
        }
        stack.events.push(Event { serial, token, step });
    }

    pub(super) fn create(&mut self, at: usize, token: &str, keeps_failed: bool) {
        let resources = Stack::resources(&self.stacks[at].template);
        self.begin(at, Operation::Create, token, |steps| {
            steps.stack("CREATE_IN_PROGRESS");
            let made = resources.iter().take_while(|one| steps.resource(one, "CREATE")).count();
            if made == resources.len() {
                steps.stack("CREATE_COMPLETE");
            } else if keeps_failed {
                steps.stack("CREATE_FAILED");
            } else {
                steps.stack("ROLLBACK_IN_PROGRESS");
                let done: Vec<_> = resources[..made].iter().map(|one| (one.clone(), "DELETE")).collect();
                steps.undo(&done);
                steps.stack("ROLLBACK_COMPLETE");
            }
        });
    }

    pub(super) fn update(&mut self, at: usize, token: &str) {
        let stack = &mut self.stacks[at];
        let (old, new) = (Stack::resources(&stack.former), Stack::resources(&stack.template));
        let verb = |one: &Resource| match old.iter().find(|known| known.0 == one.0) {
            None => Some("CREATE"),
            Some(known) => (known.2 != one.2).then_some("UPDATE"),
        };
        let changed: Vec<_> = new.iter().filter_map(|one| Some((one, verb(one)?))).collect();
        let stuck = std::mem::take(&mut self.script.stuck);
        self.begin(at, Operation::Update, token, |steps| {
            steps.stack("UPDATE_IN_PROGRESS");
            let made = changed.iter().take_while(|(one, verb)| steps.resource(one, verb)).count();
            if made == changed.len() {
                steps.stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
                for gone in old.iter().filter(|one| !new.iter().any(|known| known.0 == one.0)) {
                    steps.resource(gone, "DELETE");
                }
                return steps.stack("UPDATE_COMPLETE");
            }
            steps.stack("UPDATE_ROLLBACK_IN_PROGRESS");
            if stuck > 0 {
                return steps.stack("UPDATE_ROLLBACK_FAILED");
            }
            let back = |verb: &str| if verb == "CREATE" { "DELETE" } else { "UPDATE" };
            let done: Vec<_> = changed[..made].iter().map(|(one, verb)| ((*one).clone(), back(verb))).collect();
            steps.undo(&done);
            steps.stack("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
            steps.stack("UPDATE_ROLLBACK_COMPLETE");
        });
    }

    pub(super) fn roll_back_again(&mut self, at: usize, token: &str) {
        let resources = Stack::resources(&self.stacks[at].former);
        self.begin(at, Operation::ContinueRollback, token, |steps| {
            steps.stack("UPDATE_ROLLBACK_IN_PROGRESS");
            for one in &resources {
                steps.resource(one, "UPDATE");
            }
            steps.stack("UPDATE_ROLLBACK_COMPLETE");
        });
    }

    pub(super) fn delete(&mut self, at: usize, token: &str) {
        let stack = &self.stacks[at];
        let is_empty = stack.status == "REVIEW_IN_PROGRESS";
        let resources = if is_empty { Vec::new() } else { Stack::resources(&stack.template) };
        let arn = stack.arn.clone();
        self.change_sets.retain(|one| one.stack != arn);
        let operation = if is_empty { Operation::Discard } else { Operation::Delete };
        self.begin(at, operation, token, |steps| {
            steps.stack("DELETE_IN_PROGRESS");
            for one in &resources {
                steps.resource(one, "DELETE");
            }
            steps.stack("DELETE_COMPLETE");
        });
        if is_empty {
            self.advance(at);
        }
    }
}
