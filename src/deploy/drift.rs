//! What somebody changed behind a stack's back.

use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::stop::Stop;
use aws_sdk_cloudformation::types::{StackResourceDrift, StackResourceDriftStatus};

/// What was looked at, and what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// What is no longer as the stack made it.
    pub drifted: Vec<Drifted>,
    /// Why the service could not look at everything.
    pub reason: Option<String>,
}

/// A resource that is no longer as the stack made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drifted {
    /// Its logical id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Its name at AWS.
    pub physical: String,
    /// Whether it is there no more.
    pub is_deleted: bool,
    /// The properties that differ.
    pub differences: Vec<Difference>,
}

/// A property that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The way to it below `Properties`.
    pub path: Vec<String>,
    /// What the stack says; empty for what is there besides.
    pub expected: String,
    /// What is there; empty for what is missing.
    pub actual: String,
}

/// Lets the service look at everything in a stack, and waits for that.
///
/// # Errors
/// When there is no such stack, when somebody wants to go, and when a call fails for good.
pub async fn detect(cloud: &Cloud, name: &str) -> Result<Drift, Stop> {
    let Some(stack) = cloud.stack(name).await? else {
        return Err(Stop::Refused(format!("there is no stack `{name}` in {}", cloud.region)));
    };
    let arn = stack.stack_id().unwrap_or_default();
    let request = || cloud.stacks.detect_stack_drift().stack_name(arn);
    let begun = cloud.call("DetectStackDrift", async || request().send().await).await?;
    let reason = wait(cloud, &begun.stack_drift_detection_id.unwrap_or_default()).await?;
    let drifted = differing(cloud, arn).await?;
    Ok(Drift { drifted: drifted.iter().map(of).collect(), reason })
}

/// Waits for the end of a look; gives what the service says about one that did not see everything.
async fn wait(cloud: &Cloud, id: &str) -> Result<Option<String>, Stop> {
    loop {
        if cloud.interrupt.is_asked() {
            return Err(Stop::Interrupted);
        }
        let request = || cloud.stacks.describe_stack_drift_detection_status().stack_drift_detection_id(id);
        let found = cloud.call("DescribeStackDriftDetectionStatus", async || request().send().await).await?;
        let status = found.detection_status.as_ref().map_or("", |status| status.as_str());
        match status {
            "DETECTION_IN_PROGRESS" => cloud.interrupt.sleep(cloud.pace.poll).await,
            "DETECTION_COMPLETE" => return Ok(None),
            _ => return Ok(Some(found.detection_status_reason.unwrap_or_else(|| status.to_owned()))),
        }
    }
}

async fn differing(cloud: &Cloud, arn: &str) -> Result<Vec<StackResourceDrift>, Failure> {
    let (mut all, mut page) = (Vec::new(), None);
    loop {
        let request = || {
            let request = cloud.stacks.describe_stack_resource_drifts().stack_name(arn).set_next_token(page.clone());
            let filters = [StackResourceDriftStatus::Modified, StackResourceDriftStatus::Deleted];
            request.set_stack_resource_drift_status_filters(Some(filters.to_vec()))
        };
        let answer = match cloud.call("DescribeStackResourceDrifts", async || request().send().await).await {
            Err(failure) if failure.kind == Kind::Absent => return Ok(all),
            other => other?,
        };
        all.extend(answer.stack_resource_drifts.unwrap_or_default());
        page = answer.next_token;
        if page.is_none() {
            return Ok(all);
        }
    }
}

fn of(drift: &StackResourceDrift) -> Drifted {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let differences = drift.property_differences().iter().map(|difference| Difference {
        path: text(difference.property_path()).split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect(),
        expected: shown(difference.expected_value()),
        actual: shown(difference.actual_value()),
    });
    Drifted {
        id: text(drift.logical_resource_id()),
        kind: text(drift.resource_type()),
        physical: text(drift.physical_resource_id()),
        is_deleted: drift.stack_resource_drift_status() == Some(&StackResourceDriftStatus::Deleted),
        differences: differences.collect(),
    }
}

/// A value; what is absent is `null` in the service's words.
fn shown(value: Option<&str>) -> String {
    value.filter(|value| *value != "null").unwrap_or_default().to_owned()
}
