//! A small model of CloudFormation: stacks, change sets, and operations that go a step further with every look at them.
//!
//! From the pages of the API's actions in the CloudFormation API Reference, and from the page "Understand CloudFormation
//! stack status codes" of its User Guide. It is told which resources fail; it makes nothing.

mod answers;
mod change_sets;
mod operations;
mod stacks;

use crate::service::{Form, Xml};
use change_sets::ChangeSet;
pub use operations::Operation;
pub use stacks::Stack;
use std::collections::BTreeSet;

/// Everything that the service knows.
#[derive(Debug, Default, Clone)]
pub struct World {
    pub stacks: Vec<Stack>,
    pub change_sets: Vec<ChangeSet>,
    /// Every operation that really began.
    pub begun: Vec<(Operation, String)>,
    pub script: Script,
    serial: usize,
}

/// What is to happen, and how the service is.
#[derive(Debug, Default, Clone)]
pub struct Script {
    /// Resources that cannot be made or changed.
    pub fails: BTreeSet<String>,
    /// How many rollbacks of updates fail.
    pub stuck: usize,
    /// Why no change set can be made.
    pub refuses: Option<String>,
    /// Whether the service knows a token again. AWS's pages say that it does; what comes back when the operation is over
    /// they do not say, so nothing may depend on it.
    pub forgets_tokens: bool,
    /// Whether an operation has no end.
    pub is_slow: bool,
    /// Whether a change set is gone as soon as it is executed.
    pub forgets_change_sets: bool,
}

impl Script {
    /// What kind of service it is.
    pub fn name(&self) -> &'static str {
        match (self.forgets_tokens, self.forgets_change_sets) {
            (false, false) => "tokens known",
            (true, false) => "tokens forgotten",
            (_, true) => "tokens and change sets forgotten",
        }
    }
}

/// An error of the service.
pub struct Refusal {
    pub code: &'static str,
    pub message: String,
}

/// What comes of a call.
pub type Answer = Result<Xml, Refusal>;

fn refuse<T>(code: &'static str, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, message: message.into() })
}

/// Most errors of CloudFormation have this code.
fn invalid<T>(message: impl Into<String>) -> Result<T, Refusal> {
    refuse("ValidationError", message)
}

impl World {
    pub fn answer(&mut self, action: &str, form: &Form) -> Answer {
        match action {
            "GetCallerIdentity" => Ok(answers::identity()),
            "DescribeStacks" => self.describe_stacks(form),
            "GetTemplate" => self.get_template(form),
            "DescribeStackEvents" => self.describe_events(form),
            "ListStackResources" => self.list_resources(form),
            "CreateChangeSet" => self.create_change_set(form),
            "DescribeChangeSet" => self.describe_change_set(form),
            "ListChangeSets" => self.list_change_sets(form),
            "ExecuteChangeSet" => self.execute_change_set(form),
            "DeleteChangeSet" => self.delete_change_set(form),
            "DeleteStack" => self.delete_stack(form),
            "ContinueUpdateRollback" => self.continue_rollback(form),
            "UpdateTerminationProtection" => self.protect(form),
            _ => refuse("InvalidAction", format!("Could not find operation {action}")),
        }
    }

    fn next(&mut self) -> usize {
        self.serial += 1;
        self.serial
    }

    /// A stack with an ARN, or one that is not deleted with a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let is_it = |stack: &Stack| stack.arn == name || stack.name == name && stack.status != "DELETE_COMPLETE";
        self.stacks.iter().position(|stack| is_it(stack) && !stack.status.is_empty())
    }

    fn existing(&self, name: &str) -> Result<usize, Refusal> {
        match self.find(name) {
            Some(at) => Ok(at),
            None => invalid(format!("Stack with id {name} does not exist")),
        }
    }
}
