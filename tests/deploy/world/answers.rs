//! What the service tells.

use super::stacks::{Event, Stack};
use super::{Answer, World};
use crate::service::{Form, Xml};

/// How many events and changes are on one page.
const PAGE: usize = 4;

pub fn identity() -> Xml {
    let arn = "arn:aws:iam::123456789012:user/deployer";
    Xml::default().text("Arn", arn).text("UserId", "AIDA").text("Account", "123456789012")
}

/// A time of the model, one second further with each event.
fn time(serial: usize) -> String {
    format!("2026-01-01T{:02}:{:02}:{:02}.000Z", serial / 3600, serial / 60 % 60, serial % 60)
}

impl World {
    pub(super) fn describe_stacks(&mut self, form: &Form) -> Answer {
        let at = self.existing(form.text("StackName"))?;
        self.advance(at);
        // What is deleted now has no name any more.
        let stack = &self.stacks[self.existing(form.text("StackName"))?];
        let tags = stack.tags.iter().map(|(key, value)| Xml::default().text("Key", key).text("Value", value));
        let one = Xml::default()
            .text("StackId", &stack.arn)
            .text("StackName", &stack.name)
            .maybe("ChangeSetId", stack.change_set.as_deref())
            .text("CreationTime", &time(0))
            .text("StackStatus", &stack.status)
            .text("EnableTerminationProtection", if stack.is_protected { "true" } else { "false" })
            .list("Tags", tags);
        Ok(Xml::default().list("Stacks", [one]))
    }

    pub(super) fn get_template(&self, form: &Form) -> Answer {
        let stack = &self.stacks[self.existing(form.text("StackName"))?];
        Ok(Xml::default().text("TemplateBody", &stack.template))
    }

    /// The newest first; a page begins behind the event that its token names.
    pub(super) fn describe_events(&mut self, form: &Form) -> Answer {
        let at = self.existing(form.text("StackName"))?;
        let before = form.get("NextToken").map(|token| token.parse().expect("a token of ours"));
        if before.is_none() {
            self.advance(at);
        }
        let stack = &self.stacks[at];
        let mut rest = stack.events.iter().rev().filter(|event| before.is_none_or(|before| event.serial < before));
        let page: Vec<&Event> = rest.by_ref().take(PAGE).collect();
        let next = rest.next().and(page.last()).map(|event| event.serial.to_string());
        let events = page.into_iter().map(|event| event.as_xml(stack));
        Ok(Xml::default().list("StackEvents", events).maybe("NextToken", next.as_deref()))
    }

    pub(super) fn list_resources(&self, form: &Form) -> Answer {
        let stack = &self.stacks[self.existing(form.text("StackName"))?];
        let resources = Stack::resources(&stack.template).into_iter();
        let members =
            resources.map(|(id, kind, _)| Xml::default().text("LogicalResourceId", &id).text("ResourceType", &kind));
        Ok(Xml::default().list("StackResourceSummaries", members))
    }

    pub(super) fn list_change_sets(&self, form: &Form) -> Answer {
        let stack = &self.stacks[self.existing(form.text("StackName"))?];
        let members = self.waiting().filter(|one| one.stack == stack.arn).map(|one| {
            let names = Xml::default().text("ChangeSetId", &one.arn).text("ChangeSetName", &one.name);
            names.text("Status", one.status).text("ExecutionStatus", one.execution)
        });
        Ok(Xml::default().list("Summaries", members))
    }

    pub(super) fn change_set_as_xml(&self, at: usize, from: usize) -> Xml {
        let made = &self.change_sets[at];
        let stack = self.stacks.iter().find(|stack| stack.arn == made.stack).expect("its stack is there");
        let has_changes = made.status == "CREATE_COMPLETE";
        let changes = if has_changes { changes(&stack.template, &made.template) } else { Vec::new() };
        let next = (changes.len() > from + PAGE).then(|| (from + PAGE).to_string());
        let page = changes.into_iter().skip(from).take(PAGE);
        Xml::default()
            .text("ChangeSetName", &made.name)
            .text("ChangeSetId", &made.arn)
            .text("StackId", &made.stack)
            .text("Status", made.status)
            .maybe("StatusReason", Some(made.reason.as_str()).filter(|reason| !reason.is_empty()))
            .text("ExecutionStatus", made.execution)
            .list("Changes", page)
            .maybe("NextToken", next.as_deref())
    }
}

/// The changes from one template to another.
fn changes(old: &str, new: &str) -> Vec<Xml> {
    let (old, new) = (if old.is_empty() { Vec::new() } else { Stack::resources(old) }, Stack::resources(new));
    let action = |id: &str, text: &str| match old.iter().find(|known| known.0 == id) {
        None => Some("Add"),
        Some(known) => (known.2 != text).then_some("Modify"),
    };
    let kept = new.iter().filter_map(|(id, kind, text)| Some((action(id, text)?, id, kind)));
    let gone = old.iter().filter(|one| !new.iter().any(|known| known.0 == one.0)).map(|one| ("Remove", &one.0, &one.1));
    let as_xml = |(action, id, kind): (&str, &String, &String)| {
        let change = Xml::default().text("Action", action).text("LogicalResourceId", id).text("ResourceType", kind);
        Xml::default().text("Type", "Resource").element("ResourceChange", change)
    };
    kept.chain(gone).map(as_xml).collect()
}

impl Event {
    fn as_xml(&self, stack: &Stack) -> Xml {
        let (step, is_own) = (&self.step, self.step.id.is_empty());
        let kind = if is_own { "AWS::CloudFormation::Stack" } else { &step.kind };
        Xml::default()
            .text("StackId", &stack.arn)
            .text("EventId", &self.serial.to_string())
            .text("StackName", &stack.name)
            .text("LogicalResourceId", if is_own { &stack.name } else { &step.id })
            .text("PhysicalResourceId", if is_own { &stack.arn } else { &step.physical })
            .text("ResourceType", kind)
            .text("Timestamp", &time(self.serial))
            .text("ResourceStatus", &step.status)
            .maybe("ResourceStatusReason", step.reason.as_deref())
            .text("ClientRequestToken", &self.token)
    }
}
