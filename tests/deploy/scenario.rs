//! What is deployed, onto what, and what has to come of it.

use crate::run::body;
use crate::world::{Operation, World};
use infrac::deploy::{End, Order};

/// A deploy.
#[derive(Clone, Copy)]
pub struct Scenario {
    pub name: &'static str,
    /// What is deployed.
    pub text: &'static str,
    /// What was there before, and how it stands.
    pub before: Option<(&'static str, &'static str)>,
    /// What else is set up.
    pub prepare: fn(&mut World, &mut Order),
    pub goal: Goal,
    /// The operations that it takes, in order.
    pub takes: &'static [Operation],
}

/// How a deploy has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Done,
    UpToDate,
    /// The answer to the plan is no.
    Declined,
    /// It fails of itself: what is said about it.
    Fails(&'static str),
}

impl Goal {
    /// Whether a deploy has ended so. What another run has done already is done too.
    pub fn is(self, end: &End) -> bool {
        match (self, end) {
            (Self::Done, End::Done(_) | End::UpToDate(_)) | (Self::UpToDate, End::UpToDate(_)) => true,
            (Self::Declined, End::Declined) => true,
            (Self::Fails(reason), End::Failed(failed, _)) => {
                failed.first().is_some_and(|failed| failed.reason.contains(reason))
            }
            _ => false,
        }
    }
}

pub const ONE: &str = "AWS::SNS::Topic One < >\n";
pub const TWO: &str = "AWS::SNS::Topic One < DisplayName = \"two\" >\nAWS::SQS::Queue Two < >\n";
const NESTED: &str = "AWS::CloudFormation::Stack Within < TemplateURL = \"https://example.com/t.json\" >\n";

fn nothing_else(_: &mut World, _: &mut Order) {}

fn second_fails(world: &mut World, _: &mut Order) {
    world.script.fails.insert("Two".to_owned());
}

const NEW: Scenario = Scenario {
    name: "create",
    text: ONE,
    before: None,
    prepare: nothing_else,
    goal: Goal::Done,
    takes: &[Operation::Create],
};

const CHANGED: Scenario =
    Scenario { name: "update", text: TWO, before: Some((ONE, "CREATE_COMPLETE")), takes: &[Operation::Update], ..NEW };

pub const CREATE: Scenario = NEW;
pub const UPDATE: Scenario = CHANGED;
pub const UP_TO_DATE: Scenario =
    Scenario { name: "up to date", text: ONE, goal: Goal::UpToDate, takes: &[], ..CHANGED };

/// The template is the same, and only the service can tell that its values are too.
pub const NOTHING: Scenario =
    Scenario { name: "nothing to change", prepare: |_, order| order.looks_up = true, ..UP_TO_DATE };

pub const ROLLS_BACK: Scenario =
    Scenario { name: "update rolls back", prepare: second_fails, goal: Goal::Fails("Quota exceeded"), ..CHANGED };

pub const CREATE_FAILS: Scenario = Scenario {
    name: "create rolls back",
    text: TWO,
    prepare: second_fails,
    goal: Goal::Fails("Quota exceeded"),
    ..NEW
};

pub const DEAD: Scenario = Scenario {
    name: "dead stack",
    before: Some((TWO, "ROLLBACK_COMPLETE")),
    takes: &[Operation::Delete, Operation::Create],
    ..NEW
};

pub const STUCK: Scenario = Scenario {
    name: "stuck rollback",
    before: Some((ONE, "UPDATE_ROLLBACK_FAILED")),
    prepare: |world, _| world.stacks[0].former = world.stacks[0].template.clone(),
    takes: &[Operation::ContinueRollback, Operation::Update],
    ..CHANGED
};

/// The stack goes back to what it was, and that is what is deployed.
pub const STUCK_BACK: Scenario =
    Scenario { name: "stuck rollback, deployed as it was", text: ONE, takes: &[Operation::ContinueRollback], ..STUCK };

pub const WITHIN: Scenario = Scenario { name: "nested stack", text: NESTED, ..NEW };

pub const WITHIN_FAILS: Scenario = Scenario {
    name: "nested stack fails",
    prepare: |world, _| {
        world.script.fails.insert("Inner".to_owned());
    },
    goal: Goal::Fails("Quota exceeded"),
    ..WITHIN
};

pub const DECLINED: Scenario = Scenario { name: "declined", goal: Goal::Declined, takes: &[], ..NEW };

pub const DECLINED_UPDATE: Scenario = Scenario { name: "declined update", goal: Goal::Declined, takes: &[], ..CHANGED };

pub const REFUSED: Scenario = Scenario {
    name: "refused change set",
    prepare: |world, _| world.script.refuses = Some("Early validation: bad name".to_owned()),
    goal: Goal::Fails("bad name"),
    takes: &[],
    ..NEW
};

pub const PROTECTED: Scenario =
    Scenario { name: "create protected", prepare: |_, order| order.protect = Some(true), ..NEW };

impl Scenario {
    pub fn consents(&self) -> bool {
        self.goal != Goal::Declined
    }

    /// The world before, and the order.
    pub fn set(&self) -> (World, Order) {
        let mut order = Order { stack: "test".to_owned(), body: body(self.text), ..Order::default() };
        let mut world = World::default();
        if let Some((text, status)) = self.before {
            world.add_made("test", &body(text), status);
        }
        (self.prepare)(&mut world, &mut order);
        (world, order)
    }
}
