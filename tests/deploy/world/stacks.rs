//! Stacks, their resources and their events.

use super::operations::Step;
use super::{Answer, World, invalid};
use crate::service::Form;
use serde_json::Value;
use std::collections::VecDeque;

/// A stack.
#[derive(Debug, Default, Clone)]
pub struct Stack {
    pub arn: String,
    pub name: String,
    /// Empty for a nested one that has not begun.
    pub status: String,
    pub template: String,
    /// What a rollback goes back to.
    pub former: String,
    pub tags: Vec<(String, String)>,
    pub events: Vec<Event>,
    pub change_set: Option<String>,
    pub is_protected: bool,
    /// What the operation in progress is going to do.
    pub work: VecDeque<Step>,
    /// The token of the newest operation.
    pub token: String,
}

/// An event.
#[derive(Debug, Clone)]
pub struct Event {
    pub serial: usize,
    pub token: String,
    pub step: Step,
}

impl Stack {
    /// The resources of a template: logical id, type and text.
    pub fn resources(template: &str) -> Vec<(String, String, String)> {
        let template: Value = serde_json::from_str(template).expect("a template is JSON");
        let resources = template["Resources"].as_object().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        resources.map(|(id, resource)| (id.clone(), text(&resource["Type"]), resource.to_string())).collect()
    }

    pub fn is_busy(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }
}

impl World {
    /// A new stack without a status.
    pub fn add(&mut self, name: &str) -> usize {
        let serial = self.next();
        let arn = format!("arn:aws:cloudformation:test-1:123456789012:stack/{name}/{serial:08}");
        self.stacks.push(Stack { arn, name: name.to_owned(), ..Stack::default() });
        self.stacks.len() - 1
    }

    /// A stack that somebody has made before.
    pub fn add_made(&mut self, name: &str, template: &str, status: &str) -> usize {
        let at = self.add(name);
        let stack = &mut self.stacks[at];
        (stack.template, stack.status) = (template.to_owned(), status.to_owned());
        at
    }

    pub(super) fn delete_stack(&mut self, form: &Form) -> Answer {
        let Some(at) = self.find(form.text("StackName")) else { return Ok(<_>::default()) };
        let stack = &self.stacks[at];
        if stack.is_protected {
            return invalid(format!("Stack [{}] cannot be deleted while TerminationProtection is enabled", stack.name));
        }
        // What is being deleted or is deleted is not deleted again.
        if !stack.status.starts_with("DELETE_") || stack.status == "DELETE_FAILED" {
            self.delete(at, form.text("ClientRequestToken"));
        }
        Ok(<_>::default())
    }

    pub(super) fn continue_rollback(&mut self, form: &Form) -> Answer {
        let at = self.existing(form.text("StackName"))?;
        let token = form.text("ClientRequestToken");
        let stack = &self.stacks[at];
        if stack.token == token && !self.script.forgets_tokens {
            return Ok(<_>::default());
        }
        if stack.status != "UPDATE_ROLLBACK_FAILED" {
            return invalid(format!(
                "Stack [{}] is in {} state and can not continue rollback",
                stack.arn, stack.status
            ));
        }
        self.roll_back_again(at, token);
        Ok(<_>::default())
    }

    pub(super) fn protect(&mut self, form: &Form) -> Answer {
        let at = self.existing(form.text("StackName"))?;
        self.stacks[at].is_protected = form.text("EnableTerminationProtection") == "true";
        Ok(crate::service::Xml::default().text("StackId", &self.stacks[at].arn))
    }
}
