//! How a stack is: its state, what it consists of, and what it tells.

use super::client::Cloud;
use super::deploying::{Deployed, deployed};
use super::failure::Failure;
use super::standing;
use aws_sdk_cloudformation::types::Stack;
use std::time::{Duration, SystemTime};

/// A stack as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its state, as the service writes it.
    pub status: String,
    /// What the service says about that.
    pub reason: Option<String>,
    /// When it was made or changed last.
    pub since: SystemTime,
    /// Whether it cannot be deleted.
    pub protected: bool,
    /// Its ARN and its outputs.
    pub deployed: Deployed,
    /// What it consists of.
    pub resources: Vec<Owned>,
}

/// A resource of a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    /// Its logical id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Its name at AWS.
    pub physical: String,
    /// Its state.
    pub status: String,
}

/// How a stack is; nothing where there is none.
///
/// # Errors
/// When a call fails for good.
pub async fn status(cloud: &Cloud, name: &str) -> Result<Option<(Status, Stack)>, Failure> {
    let Some(stack) = cloud.stack(name).await? else { return Ok(None) };
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let resources = cloud.resources(stack.stack_id().unwrap_or_default()).await?;
    let resources = resources.iter().map(|resource| Owned {
        id: text(resource.logical_resource_id()),
        kind: text(resource.resource_type()),
        physical: text(resource.physical_resource_id()),
        status: resource.resource_status().map_or_else(String::new, |status| status.as_str().to_owned()),
    });
    let at = stack.last_updated_time().or(stack.creation_time());
    let since = at.and_then(|at| Duration::try_from_secs_f64(at.as_secs_f64()).ok()).unwrap_or_default();
    let status = Status {
        status: standing::status(&stack).to_owned(),
        reason: stack.stack_status_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
        since: SystemTime::UNIX_EPOCH + since,
        protected: stack.enable_termination_protection() == Some(true),
        deployed: deployed(&stack),
        resources: resources.collect(),
    };
    Ok(Some((status, stack)))
}

/// What a stack tells; nothing where there is none.
///
/// # Errors
/// When a call fails for good.
pub async fn outputs(cloud: &Cloud, name: &str) -> Result<Option<Deployed>, Failure> {
    Ok(cloud.stack(name).await?.as_ref().map(deployed))
}
