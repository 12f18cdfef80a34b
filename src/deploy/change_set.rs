//! One change set: made once, waited for, and read whole.

use super::body::{self, Body};
use super::capabilities;
use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::order::{Order, Parameter};
use super::{standing, token};
use aws_sdk_cloudformation::operation::describe_change_set::DescribeChangeSetOutput;
use aws_sdk_cloudformation::types::{self, Change, ChangeSetType};

/// A change set that is there.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its ARN.
    pub arn: String,
    /// The ARN of its stack.
    pub stack: String,
    /// The capabilities that it was given.
    pub capabilities: Vec<&'static str>,
}

/// What became of a change set.
#[derive(Debug)]
pub enum Ready {
    /// It can be executed.
    Changes,
    /// There is nothing to change.
    Nothing,
    /// The service does not take it, and why.
    Refused(String),
    /// Somebody asked to stop.
    Unawaited,
}

/// A change set whose execution failed as a call.
#[derive(Debug)]
pub enum Unexecuted {
    /// It was not executed.
    Surely(Failure),
    /// Nobody knows.
    Perhaps(Failure),
}

impl Made {
    /// Its name, which is in its ARN.
    pub fn name(&self) -> &str {
        self.arn.split('/').nth(1).unwrap_or(&self.arn)
    }

    /// What stays where it cannot be taken back.
    pub fn left(&self) -> String {
        format!("{} is not executed; it may be left, or an empty stack: the next deploy takes its place", self.name())
    }
}

/// Makes a change set of an order.
pub async fn create(
    cloud: &Cloud,
    order: &Order,
    parameters: &[Parameter],
    kind: ChangeSetType,
) -> Result<Made, Failure> {
    let body = body::place(cloud, order).await?;
    let mut capabilities = order.capabilities.clone();
    match once(cloud, (order, parameters), &kind, &body, &capabilities).await {
        Err(failure) if !capabilities::missing(&failure.message).is_empty() => {
            capabilities = capabilities::missing(&failure.message);
            once(cloud, (order, parameters), &kind, &body, &capabilities).await
        }
        other => other,
    }
}

async fn once(
    cloud: &Cloud,
    (order, parameters): (&Order, &[Parameter]),
    kind: &ChangeSetType,
    body: &Body,
    capabilities: &[&'static str],
) -> Result<Made, Failure> {
    let name = token::change_set();
    let request = || {
        let request = cloud.stacks.create_change_set().stack_name(&order.stack).change_set_name(&name);
        let request = request.client_token(&name).change_set_type(kind.clone()).description("made by infrac");
        let request = match body {
            Body::Inline(text) => request.template_body(text),
            Body::Url(url) => request.template_url(url),
        };
        let request = request.set_role_arn(order.role.clone());
        let request = request.set_notification_arns(Some(order.notify.clone()).filter(|topics| !topics.is_empty()));
        let request = request.set_tags(Some(order.tags.iter().map(tag).collect()));
        let request = request.set_parameters(Some(parameters.iter().map(parameter).collect()));
        request.set_capabilities(Some(capabilities.iter().map(|one| types::Capability::from(*one)).collect()))
    };
    let made = |arn: Option<String>, stack: Option<String>| Made {
        arn: arn.unwrap_or_default(),
        stack: stack.unwrap_or_default(),
        capabilities: capabilities.to_vec(),
    };
    match cloud.call("CreateChangeSet", async || request().send().await).await {
        Ok(answer) => Ok(made(answer.id, answer.stack_id)),
        // Nobody else uses this name: an answer before this one may have got lost.
        Err(failure) if matches!(failure.kind, Kind::Exists | Kind::Unclear | Kind::Throttled | Kind::Credentials) => {
            match described(cloud, &name, Some(&order.stack), None, false).await {
                Ok(found) => Ok(made(found.change_set_id, found.stack_id)),
                Err(absent) if absent.kind == Kind::Absent => Err(failure),
                Err(_) => {
                    Err(failure
                        .and(format!("{name} may be made, and is not executed: the next deploy takes its place")))
                }
            }
        }
        Err(failure) => Err(failure),
    }
}

fn tag((key, value): &(String, String)) -> types::Tag {
    types::Tag::builder().key(key).value(value).build()
}

fn parameter(parameter: &Parameter) -> types::Parameter {
    let built = types::Parameter::builder().parameter_key(&parameter.id);
    match &parameter.value {
        Some(value) => built.parameter_value(value).build(),
        None => built.use_previous_value(true).build(),
    }
}

/// One page of a change set.
async fn described(
    cloud: &Cloud,
    name: &str,
    stack: Option<&str>,
    page: Option<String>,
    values: bool,
) -> Result<DescribeChangeSetOutput, Failure> {
    let request = || {
        let request = cloud.stacks.describe_change_set().change_set_name(name).set_next_token(page.clone());
        request.set_stack_name(stack.map(str::to_owned)).include_property_values(values)
    };
    cloud.call("DescribeChangeSet", async || request().send().await).await
}

/// Waits until a change set can be executed, or cannot.
pub async fn wait(cloud: &Cloud, made: &Made) -> Result<Ready, Failure> {
    loop {
        let found = described(cloud, &made.arn, None, None, false).await?;
        let reason = found.status_reason.unwrap_or_default();
        match found.status.as_ref().map_or("", |status| status.as_str()) {
            "CREATE_COMPLETE" => return Ok(Ready::Changes),
            "FAILED" if is_nothing(&reason) => return Ok(Ready::Nothing),
            "FAILED" => return Ok(Ready::Refused(reason)),
            "CREATE_PENDING" | "CREATE_IN_PROGRESS" if cloud.interrupt.is_asked() => return Ok(Ready::Unawaited),
            "CREATE_PENDING" | "CREATE_IN_PROGRESS" => cloud.interrupt.sleep(cloud.pace.poll / 2).await,
            status => return Ok(Ready::Refused(format!("somebody else deleted the change set ({status})"))),
        }
    }
}

/// The two sentences by which the service says that there is nothing to do.
fn is_nothing(reason: &str) -> bool {
    reason.contains("didn't contain changes") || reason.contains("No updates are to be performed")
}

/// How far a change set has been executed: `EXECUTE_COMPLETE`, `AVAILABLE`.
pub async fn execution(cloud: &Cloud, arn: &str) -> Result<String, Failure> {
    let found = described(cloud, arn, None, None, false).await?;
    Ok(found.execution_status.map_or_else(String::new, |status| status.as_str().to_owned()))
}

/// All changes of a change set, without the values of properties or with them: with them, the service may leave some out.
pub async fn changes(cloud: &Cloud, arn: &str, values: bool) -> Result<Vec<Change>, Failure> {
    let (mut all, mut page) = (Vec::new(), None);
    loop {
        let found = described(cloud, arn, None, page, values).await?;
        all.extend(found.changes.unwrap_or_default());
        page = found.next_token;
        if page.is_none() {
            return Ok(all);
        }
    }
}

/// Executes a change set; gives the token of the operation. Said twice, it does the same once.
pub async fn execute(cloud: &Cloud, made: &Made, disable_rollback: bool) -> Result<String, Unexecuted> {
    let token = token::of_change_set(&made.arn);
    let request = || {
        let request = cloud.stacks.execute_change_set().change_set_name(&made.arn).client_request_token(&token);
        request.set_disable_rollback(disable_rollback.then_some(true))
    };
    match cloud.tell("ExecuteChangeSet", async || request().send().await).await {
        Ok(true) => Ok(token),
        // Something else may have answered. Where nothing began, whoever watches will see it.
        Ok(false) => match is_executed(cloud, made).await {
            Some(_) => Ok(token),
            None => {
                Err(Unexecuted::Perhaps(Failure::new(Kind::Lost, "ExecuteChangeSet", "it was not AWS that answered")))
            }
        },
        // An answer before this one may have got lost: the service does not take twice what it has begun.
        Err(failure) => match is_executed(cloud, made).await {
            Some(true) => Ok(token),
            Some(false) => Err(Unexecuted::Surely(failure)),
            None => Err(Unexecuted::Perhaps(failure)),
        },
    }
}

/// Whether a change set was executed; nothing where that cannot be told.
async fn is_executed(cloud: &Cloud, made: &Made) -> Option<bool> {
    match execution(cloud, &made.arn).await {
        Ok(status) if status.starts_with("EXECUTE_") => Some(true),
        Ok(status) if status == "AVAILABLE" => Some(false),
        // What was executed can be gone by now; its stack knows it.
        Ok(_) | Err(_) => {
            let stack = cloud.stack(&made.stack).await.ok()?;
            Some(stack?.change_set_id() == Some(&made.arn))
        }
    }
}

/// The names of the change sets that a stack has.
pub async fn names(cloud: &Cloud, stack: &str) -> Result<Vec<String>, Failure> {
    let (mut all, mut page) = (Vec::new(), None);
    loop {
        let request = || cloud.stacks.list_change_sets().stack_name(stack).set_next_token(page.clone());
        let answer = cloud.call("ListChangeSets", async || request().send().await).await?;
        let summaries = answer.summaries.unwrap_or_default().into_iter();
        all.extend(summaries.filter_map(|summary| summary.change_set_name));
        page = answer.next_token;
        if page.is_none() {
            return Ok(all);
        }
    }
}

/// Deletes a change set that is not to be executed. One that is gone is no failure.
pub async fn delete(cloud: &Cloud, made: &Made) -> Result<(), Failure> {
    let request = || cloud.stacks.delete_change_set().change_set_name(&made.arn);
    match cloud.tell("DeleteChangeSet", async || request().send().await).await {
        Ok(true) => Ok(()),
        Ok(false) => is_gone(cloud, made).await,
        Err(failure) if failure.kind == Kind::Absent => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// A change set that is still there was not deleted, whoever said so.
async fn is_gone(cloud: &Cloud, made: &Made) -> Result<(), Failure> {
    match described(cloud, &made.arn, None, None, false).await {
        Ok(_) => Err(Failure::new(Kind::Lost, "DeleteChangeSet", "the change set is still there")),
        Err(failure) if failure.kind == Kind::Absent => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Removes a change set that is not executed, with the stack that is only there for it. A stack in which somebody else
/// has something is left to them.
pub async fn take_back(cloud: &Cloud, made: &Made, is_new: bool) -> Result<(), Failure> {
    delete(cloud, made).await?;
    if !is_new {
        return Ok(());
    }
    if !is_empty(cloud, &made.stack).await? {
        return Ok(());
    }
    let others = names(cloud, &made.stack).await?;
    let are_ours = others.iter().all(|name| name.starts_with(token::PREFIX));
    if are_ours && !cloud.discard(&made.stack).await? && is_empty(cloud, &made.stack).await? {
        return Err(Failure::new(Kind::Lost, "DeleteStack", "the empty stack is still there"));
    }
    Ok(())
}

/// Whether a stack is only there for change sets.
async fn is_empty(cloud: &Cloud, stack: &str) -> Result<bool, Failure> {
    let stack = cloud.stack(stack).await?;
    Ok(stack.is_some_and(|stack| standing::status(&stack) == "REVIEW_IN_PROGRESS"))
}
