//! Change sets.

use super::stacks::Stack;
use super::{Answer, Refusal, World, invalid, refuse};
use crate::service::{Form, Xml};

/// A change set.
#[derive(Debug, Clone, Default)]
pub struct ChangeSet {
    pub arn: String,
    pub name: String,
    /// The ARN of its stack.
    pub stack: String,
    pub token: String,
    pub template: String,
    pub tags: Vec<(String, String)>,
    pub status: &'static str,
    pub reason: String,
    pub execution: &'static str,
    /// The token that it was executed with.
    executed_with: String,
    is_new: bool,
}

const NO_CHANGES: &str =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

impl World {
    pub(super) fn create_change_set(&mut self, form: &Form) -> Answer {
        let (stack, name) = (form.text("StackName"), form.text("ChangeSetName"));
        let is_new = form.text("ChangeSetType") == "CREATE";
        let found = self.find(stack);
        if let Some(known) = found.and_then(|at| self.named(at, name)) {
            if known.token == form.text("ClientToken") && !self.script.forgets_tokens {
                return Ok(Xml::default().text("Id", &known.arn).text("StackId", &known.stack));
            }
            return refuse("AlreadyExistsException", format!("ChangeSet {name} already exists"));
        }
        let at = match (found, is_new) {
            (None, true) => self.review(stack),
            (None, false) => return invalid(format!("Stack [{stack}] does not exist")),
            (Some(at), true) if self.stacks[at].status == "REVIEW_IN_PROGRESS" => at,
            (Some(_), true) => {
                return invalid(format!(
                    "Stack [{stack}] already exists and cannot be created with the changeset [{name}]"
                ));
            }
            (Some(at), false) => at,
        };
        self.is_free(at, is_new)?;
        let made = ChangeSet {
            arn: format!("arn:aws:cloudformation:test-1:123456789012:changeSet/{name}/{:08}", self.next()),
            name: name.to_owned(),
            stack: self.stacks[at].arn.clone(),
            token: form.text("ClientToken").to_owned(),
            template: form.text("TemplateBody").to_owned(),
            tags: form.pairs("Tags", "Key", "Value"),
            status: "CREATE_PENDING",
            execution: "UNAVAILABLE",
            is_new,
            ..ChangeSet::default()
        };
        let answer = Xml::default().text("Id", &made.arn).text("StackId", &made.stack);
        self.change_sets.push(made);
        Ok(answer)
    }

    fn is_free(&self, at: usize, is_new: bool) -> Result<(), Refusal> {
        let Stack { arn, status, .. } = &self.stacks[at];
        let takes = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"].contains(&status.as_str());
        if takes || is_new {
            Ok(())
        } else {
            invalid(format!("Stack:{arn} is in {status} state and can not be updated."))
        }
    }

    /// A stack that is there for a change set only.
    fn review(&mut self, name: &str) -> usize {
        let at = self.add(name);
        self.stacks[at].status = "REVIEW_IN_PROGRESS".to_owned();
        at
    }

    fn named(&self, stack: usize, name: &str) -> Option<&ChangeSet> {
        self.change_sets.iter().find(|one| one.stack == self.stacks[stack].arn && one.name == name)
    }

    /// The one that a call is about, by its ARN or by its name and its stack's.
    fn asked(&self, form: &Form) -> Result<usize, Refusal> {
        let name = form.text("ChangeSetName");
        let stack = self.find(form.text("StackName")).map(|at| self.stacks[at].arn.as_str());
        let is_it = |one: &ChangeSet| one.arn == name || one.name == name && Some(one.stack.as_str()) == stack;
        match self.change_sets.iter().position(is_it) {
            Some(at) => Ok(at),
            None => refuse("ChangeSetNotFound", format!("ChangeSet [{name}] does not exist")),
        }
    }

    /// A look at a change set takes it further.
    pub(super) fn describe_change_set(&mut self, form: &Form) -> Answer {
        let at = self.asked(form)?;
        let answer = self.change_set_as_xml(at, form.text("NextToken").parse().unwrap_or_default());
        let made = &mut self.change_sets[at];
        let stack = self.stacks.iter().find(|stack| stack.arn == made.stack).expect("its stack is there");
        let is_same = !made.is_new && stack.template == made.template && stack.tags == made.tags;
        (made.status, made.execution, made.reason) = match (made.status, &self.script.refuses) {
            ("CREATE_PENDING", _) => ("CREATE_IN_PROGRESS", "UNAVAILABLE", String::new()),
            ("CREATE_IN_PROGRESS", Some(reason)) => ("FAILED", "UNAVAILABLE", reason.clone()),
            ("CREATE_IN_PROGRESS", None) if is_same => ("FAILED", "UNAVAILABLE", NO_CHANGES.to_owned()),
            ("CREATE_IN_PROGRESS", None) => ("CREATE_COMPLETE", "AVAILABLE", String::new()),
            _ => return Ok(answer),
        };
        Ok(answer)
    }

    pub(super) fn execute_change_set(&mut self, form: &Form) -> Answer {
        let at = self.asked(form)?;
        let (made, token) = (self.change_sets[at].clone(), form.text("ClientRequestToken"));
        if made.executed_with == token && !self.script.forgets_tokens {
            return Ok(Xml::default());
        }
        if made.execution != "AVAILABLE" {
            let text =
                format!("ChangeSet [{}] cannot be executed in its current status of [{}]", made.arn, made.execution);
            return refuse("InvalidChangeSetStatus", text);
        }
        let stack = self.existing(&made.stack)?;
        self.is_free(stack, made.is_new)?;
        // The others were made for what the stack was before.
        self.change_sets.retain(|one| one.stack != made.stack || one.arn == made.arn);
        self.begin_change_set(stack, &made, token, form.text("DisableRollback") == "true");
        let executed = self.change_sets.iter_mut().find(|one| one.arn == made.arn).expect("it is there");
        (executed.execution, executed.executed_with) = ("EXECUTE_COMPLETE", token.to_owned());
        if self.script.forgets_change_sets {
            self.change_sets.retain(|one| one.arn != made.arn);
        }
        Ok(Xml::default())
    }

    fn begin_change_set(&mut self, at: usize, made: &ChangeSet, token: &str, keeps_failed: bool) {
        let stack = &mut self.stacks[at];
        stack.former = std::mem::replace(&mut stack.template, made.template.clone());
        stack.tags.clone_from(&made.tags);
        stack.change_set = Some(made.arn.clone());
        if made.is_new { self.create(at, token, keeps_failed) } else { self.update(at, token) }
    }

    pub(super) fn delete_change_set(&mut self, form: &Form) -> Answer {
        // One that is not there is no error.
        if let Ok(at) = self.asked(form) {
            if self.change_sets[at].execution.starts_with("EXECUTE_") {
                return refuse("InvalidChangeSetStatus", "the change set is executed");
            }
            self.change_sets.remove(at);
        }
        Ok(Xml::default())
    }

    /// The change sets that nobody executed.
    pub fn waiting(&self) -> impl Iterator<Item = &ChangeSet> {
        self.change_sets.iter().filter(|one| !one.execution.starts_with("EXECUTE_"))
    }
}
