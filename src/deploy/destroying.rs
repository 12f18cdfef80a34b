//! Deleting a stack: what goes and what stays is said first.

use super::client::Cloud;
use super::desk::{Desk, Leave, Leaving, Note, Question};
use super::events::Failed;
use super::failure::Failure;
use super::standing::{self, Standing};
use super::stop::Stop;
use super::watch;
use super::{emptying, operation};
use crate::deployment::emptying as marks;
use crate::plan::{self, Fate};
use crate::source::Source;
use crate::template::{self, Template};
use aws_sdk_cloudformation::types::{Stack, StackResourceSummary};

/// How it ended.
#[derive(Debug)]
pub enum Destroyed {
    /// There is no such stack.
    Absent,
    /// It is gone.
    Done,
    /// The answer was no.
    Declined,
    /// It goes on at AWS, and nobody looks any more.
    Left,
    /// It failed: what failed first comes first; with the status of the stack.
    Failed(Vec<Failed>, String),
}

/// Deletes a stack.
///
/// # Errors
/// When a call fails for good, when the stack is protected or busy, or when nobody can be asked.
pub async fn destroy(cloud: &Cloud, name: &str, role: Option<&str>, desk: &dyn Desk) -> Result<Destroyed, Stop> {
    let Some(stack) = cloud.stack(name).await? else { return Ok(Destroyed::Absent) };
    let arn = stack.stack_id().unwrap_or_default().to_owned();
    let token = match begun(cloud, &stack, &arn).await? {
        Some(token) => {
            desk.note(name, Note::Said("it is being deleted already; going on with that".to_owned()));
            token
        }
        None => {
            let leaving = leaving(cloud, &arn).await?;
            desk.note(name, Note::Leaving(&leaving));
            if !desk.ask(name, &Question::Destroy).map_err(Stop::Unanswered)? {
                return Ok(Destroyed::Declined);
            }
            for bucket in leaving.iter().filter(|one| one.leave == Leave::Emptied) {
                let count = emptying::empty(cloud, &bucket.physical).await?;
                desk.note(name, Note::Said(format!("emptied {}: {count} objects and versions", bucket.physical)));
            }
            cloud.delete(&arn, role).await?
        }
    };
    desk.note(name, Note::Begins("deleting", None));
    let watched = watch::watch(cloud, (name, &arn), &[token], desk).await?;
    Ok(match &watched.status {
        None => Destroyed::Left,
        Some(_) if watched.is_good() => Destroyed::Done,
        Some(status) => Destroyed::Failed(watched.failed, status.clone()),
    })
}

/// The token of the operation where the stack is being deleted already.
async fn begun(cloud: &Cloud, stack: &Stack, arn: &str) -> Result<Option<String>, Stop> {
    let status = standing::status(stack);
    if status == "DELETE_IN_PROGRESS" {
        return Ok(operation::latest(cloud, arn).await?);
    }
    if matches!(standing::of(stack.clone()), Standing::Busy(_)) && status != "CREATE_IN_PROGRESS" {
        let text = format!(
            "another operation is in progress ({status}): wait for its end (infrac status --watch), or take it back (infrac cancel)"
        );
        return Err(Stop::Refused(text));
    }
    if stack.enable_termination_protection() == Some(true) {
        let text = "the stack is protected from being deleted: write protect = no, and deploy it first";
        return Err(Stop::Refused(text.to_owned()));
    }
    Ok(None)
}

/// What becomes of each resource.
async fn leaving(cloud: &Cloud, arn: &str) -> Result<Vec<Leaving>, Failure> {
    let source = Source::new("deployed", cloud.template(arn).await?);
    let read = template::read(&source);
    let marked = marks::marked(&read.template);
    let resources = cloud.resources(arn).await?;
    let there = resources.iter().filter(|resource| {
        let status = resource.resource_status().map_or("", |status| status.as_str());
        !matches!(status, "DELETE_COMPLETE" | "DELETE_SKIPPED")
    });
    Ok(there.map(|resource| one(&read.template, &marked, resource)).collect())
}

fn one(template: &Template<'_>, marked: &[&str], resource: &StackResourceSummary) -> Leaving {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let id = text(resource.logical_resource_id());
    let declared = template.resources.iter().find(|declared| declared.id == id);
    let (fate, loss) = declared.map_or((Fate::Deleted, None), plan::with_stack);
    let leave = match fate {
        _ if marked.contains(&id.as_str()) => Leave::Emptied,
        Fate::Retained => Leave::Kept,
        Fate::Snapshot => Leave::Snapshot,
        Fate::Deleted => Leave::Deleted,
    };
    let lost = loss.map(|loss| loss.what);
    Leaving { id, kind: text(resource.resource_type()), physical: text(resource.physical_resource_id()), leave, lost }
}
