//! What the service found wrong before anything was made: only events tell it, with a place in the template. Services that
//! have no such events answer with an error, and then what the stack or the change set says is all there is.

use super::change_set::Made;
use super::client::Cloud;
use super::desk::Step;
use super::events::Failed;
use super::failure::Failure;
use aws_sdk_cloudformation::types::{EventFilter, OperationEvent};
use std::time::SystemTime;

/// Why a change set failed: one for each finding of the validation, or the reason that the change set gives.
pub async fn of_change_set(cloud: &Cloud, made: &Made, reason: String) -> Vec<Failed> {
    let events = events(cloud, None, Some(&made.arn)).await.unwrap_or_default();
    let found: Vec<Failed> = events.iter().filter_map(finding).collect();
    if found.is_empty() { vec![Failed { step: None, path: Vec::new(), reason }] } else { found }
}

/// Why the latest operation of a stack failed, where the validation was the cause.
pub async fn of_stack(cloud: &Cloud, arn: &str) -> Vec<Failed> {
    let events = events(cloud, Some(arn), None).await.unwrap_or_default();
    let latest = events.first().and_then(|newest| newest.operation_id());
    events.iter().filter(|event| event.operation_id() == latest).filter_map(finding).collect()
}

async fn events(cloud: &Cloud, stack: Option<&str>, change_set: Option<&str>) -> Result<Vec<OperationEvent>, Failure> {
    let (mut all, mut page) = (Vec::new(), None);
    loop {
        let request = || {
            let filter = EventFilter::builder().failed_events(true).build();
            let request = cloud.stacks.describe_events().filters(filter).set_next_token(page.clone());
            request.set_stack_name(stack.map(str::to_owned)).set_change_set_name(change_set.map(str::to_owned))
        };
        let answer = cloud.call("DescribeEvents", async || request().send().await).await?;
        all.extend(answer.operation_events.unwrap_or_default());
        page = answer.next_token;
        if page.is_none() {
            return Ok(all);
        }
    }
}

fn finding(event: &OperationEvent) -> Option<Failed> {
    let reason = event.validation_status_reason().or(event.hook_status_reason()).filter(|text| !text.is_empty())?;
    let path = event.validation_path().map(steps).unwrap_or_default();
    let (id, rest) = match path.as_slice() {
        [section, id, rest @ ..] if section == "Resources" => (Some(id.clone()), rest.to_vec()),
        _ => (event.logical_resource_id().map(str::to_owned), path),
    };
    let step = id.map(|id| Step {
        within: Vec::new(),
        id,
        kind: event.resource_type().unwrap_or_default().to_owned(),
        status: "VALIDATION_FAILED".to_owned(),
        reason: Some(reason.to_owned()),
        at: SystemTime::UNIX_EPOCH,
    });
    Some(Failed { step, path: rest, reason: reason.to_owned() })
}

/// The steps of a path such as `/Resources/Files/Properties/BucketName`.
fn steps(path: &str) -> Vec<String> {
    path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}
