//! The operation that a stack is in, for those who did not begin it.

use super::client::{Cloud, TRIES};
use super::desk::{Desk, Note};
use super::failure::Failure;
use super::standing;
use super::stop::Stop;
use super::watch::{self, Watched};
use aws_sdk_cloudformation::types::Stack;

/// The token that the newest event of a stack carries, which is that of its latest operation.
pub async fn latest(cloud: &Cloud, arn: &str) -> Result<Option<String>, Failure> {
    let (events, _) = cloud.events(arn, None, TRIES).await?;
    Ok(events.iter().find_map(|event| event.client_request_token()).map(str::to_owned))
}

/// What is done to a stack in a state.
pub fn verb(status: &str) -> &'static str {
    match status {
        "CREATE_IN_PROGRESS" => "creating",
        "DELETE_IN_PROGRESS" => "deleting",
        status if status.contains("ROLLBACK") => "rolling back",
        _ => "updating",
    }
}

/// Follows what goes on in a stack to its end; nothing where nothing goes on.
///
/// # Errors
/// When a call fails for good.
pub async fn follow(cloud: &Cloud, name: &str, stack: &Stack, desk: &dyn Desk) -> Result<Option<Watched>, Stop> {
    let (arn, status) = (stack.stack_id().unwrap_or_default(), standing::status(stack));
    if standing::is_final(status) || status == "REVIEW_IN_PROGRESS" {
        return Ok(None);
    }
    let Some(token) = latest(cloud, arn).await? else { return Ok(None) };
    desk.note(name, Note::Begins(verb(status), None));
    Ok(Some(watch::watch(cloud, (name, arn), &[token], desk).await?))
}

/// Takes back what goes on in a stack: an update is rolled back, and a stack that is being made is deleted.
///
/// # Errors
/// When nothing goes on, or nothing that can be taken back, and when a call fails for good.
pub async fn cancel(cloud: &Cloud, name: &str, desk: &dyn Desk) -> Result<Watched, Stop> {
    let Some(stack) = cloud.stack(name).await? else {
        return Err(Stop::Refused(format!("there is no stack `{name}` in {}", cloud.region)));
    };
    let (arn, status) = (stack.stack_id().unwrap_or_default(), standing::status(&stack));
    // Whether what is taken back carries on with its own token is not documented.
    let before = latest(cloud, arn).await?;
    let (verb, token) = match status {
        "UPDATE_IN_PROGRESS" => ("rolling back", cloud.cancel_update(arn).await?),
        "CREATE_IN_PROGRESS" => {
            if !desk.ask(name, &super::Question::Destroy).map_err(Stop::Unanswered)? {
                return Err(Stop::Interrupted);
            }
            ("deleting", cloud.delete(arn, None).await?)
        }
        status if standing::is_final(status) => {
            return Err(Stop::Refused(format!("nothing goes on in `{name}` ({status})")));
        }
        status => return Err(Stop::Refused(format!("`{name}` cannot be stopped any more ({status})"))),
    };
    desk.note(name, Note::Begins(verb, None));
    let tokens: Vec<String> = before.into_iter().chain([token]).collect();
    Ok(watch::watch(cloud, (name, arn), &tokens, desk).await?)
}
