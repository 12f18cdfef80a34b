//! The calls of CloudFormation, each in the form that a deploy needs. All of them can be repeated: what makes something
//! carries a name or a token of its own.

use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::{operation, token};
use aws_config::retry::RetryConfig;
use aws_sdk_cloudformation::config::Builder;
use aws_sdk_cloudformation::types::{Stack, StackEvent, StackResourceSummary};

impl Cloud {
    /// The stack of this name or ARN.
    pub(super) async fn stack(&self, name: &str) -> Result<Option<Stack>, Failure> {
        let found = self.call("DescribeStacks", async || self.stacks.describe_stacks().stack_name(name).send().await);
        match found.await {
            Ok(answer) => Ok(answer.stacks.unwrap_or_default().into_iter().next()),
            Err(failure) if failure.kind == Kind::Absent => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// The template of a stack as it was given.
    pub(super) async fn template(&self, name: &str) -> Result<String, Failure> {
        let stage = aws_sdk_cloudformation::types::TemplateStage::Original;
        let request = || self.stacks.get_template().stack_name(name).template_stage(stage.clone());
        let answer = self.call("GetTemplate", async || request().send().await).await?;
        Ok(answer.template_body.unwrap_or_default())
    }

    /// One page of a stack's events, the newest first, and what asks for the next page. Whoever looks again anyway tries
    /// once: repeated looks are what the service throttles.
    pub(super) async fn events(
        &self,
        stack: &str,
        page: Option<String>,
        tries: u32,
    ) -> Result<(Vec<StackEvent>, Option<String>), Failure> {
        let request = || {
            let retry = RetryConfig::standard().with_max_attempts(tries).with_initial_backoff(self.pace.retry);
            let request = self.stacks.describe_stack_events().stack_name(stack).set_next_token(page.clone());
            request.customize().config_override(Builder::new().retry_config(retry))
        };
        let answer = self.call("DescribeStackEvents", async || request().send().await).await?;
        Ok((answer.stack_events.unwrap_or_default(), answer.next_token))
    }

    /// The resources that a stack has.
    pub(super) async fn resources(&self, stack: &str) -> Result<Vec<StackResourceSummary>, Failure> {
        let (mut all, mut page) = (Vec::new(), None);
        loop {
            let request = || self.stacks.list_stack_resources().stack_name(stack).set_next_token(page.clone());
            let answer = self.call("ListStackResources", async || request().send().await).await?;
            all.extend(answer.stack_resource_summaries.unwrap_or_default());
            page = answer.next_token;
            if page.is_none() {
                return Ok(all);
            }
        }
    }

    /// Begins to delete a stack; gives the token of the operation.
    pub(super) async fn delete(&self, stack: &str, role: Option<&str>) -> Result<String, Failure> {
        let token = token::fresh();
        let request = || {
            let request = self.stacks.delete_stack().stack_name(stack).client_request_token(&token);
            request.set_role_arn(role.map(str::to_owned))
        };
        self.tell("DeleteStack", async || request().send().await).await.map_err(Failure::of_beginning)?;
        Ok(token)
    }

    /// Deletes a stack that is only there for a change set; whether it was heard for certain.
    pub(super) async fn discard(&self, stack: &str) -> Result<bool, Failure> {
        let token = token::fresh();
        let request = || self.stacks.delete_stack().stack_name(stack).client_request_token(&token);
        self.tell("DeleteStack", async || request().send().await).await
    }

    /// Takes an update back that goes on; gives the token of the operation.
    pub(super) async fn cancel_update(&self, stack: &str) -> Result<String, Failure> {
        let token = token::fresh();
        let request = || self.stacks.cancel_update_stack().stack_name(stack).client_request_token(&token);
        self.tell("CancelUpdateStack", async || request().send().await).await.map_err(Failure::of_beginning)?;
        Ok(token)
    }

    /// Lets a rollback that failed go on; gives the token of the operation.
    pub(super) async fn continue_rollback(&self, stack: &str, role: Option<&str>) -> Result<String, Failure> {
        let token = token::fresh();
        let request = || {
            let request = self.stacks.continue_update_rollback().stack_name(stack).client_request_token(&token);
            request.set_role_arn(role.map(str::to_owned))
        };
        match self.tell("ContinueUpdateRollback", async || request().send().await).await {
            Ok(_) => Ok(token),
            // An answer before this one may have got lost.
            Err(failure) => match operation::latest(self, stack).await {
                Ok(Some(latest)) if latest == token => Ok(token),
                Ok(_) | Err(_) => Err(failure.of_beginning()),
            },
        }
    }

    /// Protects a stack from being deleted, or no longer.
    pub(super) async fn protect(&self, stack: &str, on: bool) -> Result<(), Failure> {
        let request =
            || self.stacks.update_termination_protection().stack_name(stack).enable_termination_protection(on);
        self.call("UpdateTerminationProtection", async || request().send().await).await.map(drop)
    }
}
