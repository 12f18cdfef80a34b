//! The events of one operation, in the order in which they happened, and what failed first.

use super::client::Cloud;
use super::desk::Step;
use super::failure::Failure;
use aws_sdk_cloudformation::types::StackEvent;
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

/// What a nested stack is as a resource.
pub const STACK: &str = "AWS::CloudFormation::Stack";

/// Reads the events of an operation as they come.
#[derive(Debug)]
pub struct Reader {
    stack: String,
    /// The tokens of the operation: one that is taken back has two.
    tokens: Vec<String>,
    within: Vec<String>,
    known: HashSet<String>,
}

/// What is new.
#[derive(Debug, Default)]
pub struct News {
    /// Steps of resources and of the stack itself, the oldest first.
    pub steps: Vec<Step>,
    /// The status of the stack where it has changed, with what is said about it.
    pub status: Option<(String, Option<String>)>,
    /// The nested stacks that something happens in: logical id and ARN.
    pub nested: Vec<(String, String)>,
}

impl Reader {
    /// Of the operation with these tokens on the stack with an ARN.
    pub fn new(stack: &str, tokens: &[String]) -> Self {
        Self { stack: stack.to_owned(), tokens: tokens.to_vec(), within: Vec::new(), known: HashSet::new() }
    }

    /// Of a nested stack, as part of the same operation.
    pub fn nested(&self, id: &str, arn: &str) -> Self {
        let within = self.within.iter().cloned().chain([id.to_owned()]).collect();
        Self { stack: arn.to_owned(), tokens: self.tokens.clone(), within, known: HashSet::new() }
    }

    /// What has happened since it was asked last. The service tells the newest first, and pages end where something is
    /// known or belongs to another operation.
    pub async fn news(&mut self, cloud: &Cloud) -> Result<News, Failure> {
        let (mut fresh, mut page) = (Vec::new(), None);
        loop {
            let (events, next) = cloud.events(&self.stack, page, 1).await?;
            let all = events.len();
            let before = fresh.len();
            fresh.extend(events.into_iter().filter(|event| self.is_new(event)));
            page = next.filter(|_| all > 0 && fresh.len() - before == all);
            if page.is_none() {
                break;
            }
        }
        fresh.reverse();
        // What failed half way through is not lost: only a whole answer counts as known.
        self.known.extend(fresh.iter().filter_map(|event| event.event_id().map(str::to_owned)));
        Ok(self.sorted(fresh))
    }

    fn is_new(&self, event: &StackEvent) -> bool {
        let ours = event.client_request_token().is_some_and(|token| self.tokens.iter().any(|own| own == token));
        ours && event.event_id().is_some_and(|id| !self.known.contains(id))
    }

    fn sorted(&self, events: Vec<StackEvent>) -> News {
        let mut news = News::default();
        for event in events {
            let step = self.step(&event);
            let physical = event.physical_resource_id().unwrap_or_default();
            if physical == self.stack {
                let before = news.status.take().and_then(|(_, reason)| reason);
                news.status = Some((step.status.clone(), step.reason.clone().or(before)));
            } else if step.kind == STACK && physical.starts_with("arn:") {
                news.nested.push((step.id.clone(), physical.to_owned()));
            }
            if physical != self.stack {
                news.steps.push(step);
            }
        }
        news
    }

    fn step(&self, event: &StackEvent) -> Step {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Step {
            within: self.within.clone(),
            id: text(event.logical_resource_id()),
            kind: text(event.resource_type()),
            status: event.resource_status().map_or_else(String::new, |status| status.as_str().to_owned()),
            reason: event.resource_status_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
            at: time(event.timestamp()),
        }
    }
}

fn time(at: Option<&aws_sdk_cloudformation::primitives::DateTime>) -> SystemTime {
    let since = at.and_then(|at| Duration::try_from_secs_f64(at.as_secs_f64()).ok()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + since
}

/// What failed, and what the service says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The step that failed; nothing where it is the stack as a whole.
    pub step: Option<Step>,
    /// A place below the resource, such as `Properties/BucketName`, where the service names one.
    pub path: Vec<String>,
    /// In the service's words.
    pub reason: String,
}

/// What failed of itself, in order: what was only cancelled because of another is not among it, nor a nested stack whose
/// own resource is.
pub fn causes(steps: &[Step]) -> Vec<Failed> {
    let failed = |step: &&Step| step.status.ends_with("_FAILED") && !is_cascade(step);
    let mut found: Vec<&Step> = steps.iter().filter(failed).collect();
    let inner: Vec<&[String]> = found.iter().map(|step| step.within.as_slice()).collect();
    let has_own = |step: &Step| {
        inner.iter().any(|within| {
            within.len() > step.within.len() && within.starts_with(&step.within) && within[step.within.len()] == step.id
        })
    };
    let keep: Vec<bool> = found.iter().map(|step| step.kind != STACK || !has_own(step)).collect();
    let mut kept = keep.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
    // A rollback that fails is the consequence of what failed before it.
    found.sort_by_key(|step| step.at);
    found.into_iter().map(failure_of).collect()
}

fn failure_of(step: &Step) -> Failed {
    let reason = step.reason.clone().unwrap_or_else(|| format!("{} failed, and the service says no more", step.id));
    Failed { step: Some(step.clone()), path: Vec::new(), reason }
}

/// Whether a step failed only because another had failed.
fn is_cascade(step: &Step) -> bool {
    let reason = step.reason.as_deref().unwrap_or_default();
    reason.starts_with("Resource creation cancelled")
        || reason.starts_with("Resource update cancelled")
        || reason.starts_with("Resource deletion cancelled")
}
