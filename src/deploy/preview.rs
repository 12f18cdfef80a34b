//! What a deploy would change: a change set that is never executed, and removed with what was made for it.

use super::change_set::{self, Made, Ready};
use super::client::Cloud;
use super::desk::{Desk, Note};
use super::events::Failed;
use super::order::{Order, Parameter};
use super::planning::{self, Sides};
use super::standing::{self, Standing};
use super::stop::Stop;
use super::{parameters, same, validation};
use crate::plan::{self, Basis, Plan};
use crate::template::Template;
use aws_sdk_cloudformation::types::{ChangeSetType, Stack};

/// What a deploy would come to.
#[derive(Debug)]
pub enum Preview {
    /// What would change; nothing where the stack has it already.
    Plan(Plan),
    /// The service would not take it: why.
    Refused(Vec<Failed>),
}

/// Finds out what a deploy would change, and leaves everything as it is.
///
/// # Errors
/// When a call fails for good, when the stack cannot be changed now, or when a parameter has no value.
pub async fn preview(cloud: &Cloud, order: &Order, sides: &Sides<'_>, desk: &dyn Desk) -> Result<Preview, Stop> {
    let standing = cloud.stack(&order.stack).await?.map_or(Standing::Absent, standing::of);
    let is_new = matches!(standing, Standing::Absent);
    match standing {
        Standing::Absent | Standing::Review => {
            let parameters = parameters::settle(order, None, desk)?;
            let made = change_set::create(cloud, order, &parameters, ChangeSetType::Create).await?;
            told(cloud, &made, is_new, None, &parameters, sides).await
        }
        Standing::Steady(stack) => of_stack(cloud, order, &stack, sides, desk).await,
        Standing::Dead(stack) => {
            let status = standing::status(&stack);
            let text = format!("the stack is {status}: a deploy deletes it and makes it again, once that is agreed");
            desk.note(&order.stack, Note::Said(text));
            Ok(Preview::Plan(plan::predict(&Template::default(), sides.template)))
        }
        Standing::Busy(stack) | Standing::Stuck(stack) => {
            let status = standing::status(&stack);
            Err(Stop::Refused(format!("`{}` is {status}: nothing can be planned before that is over", order.stack)))
        }
    }
}

async fn of_stack(
    cloud: &Cloud,
    order: &Order,
    stack: &Stack,
    sides: &Sides<'_>,
    desk: &dyn Desk,
) -> Result<Preview, Stop> {
    let deployed = cloud.template(stack.stack_id().unwrap_or_default()).await?;
    let parameters = parameters::settle(order, Some(stack), desk)?;
    if same::is_same(order, &parameters, stack, &deployed) {
        return Ok(Preview::Plan(Plan::new(Basis::ChangeSet)));
    }
    let made = change_set::create(cloud, order, &parameters, ChangeSetType::Update).await?;
    told(cloud, &made, false, Some((stack, &deployed)), &parameters, sides).await
}

/// What a change set says; it is removed whatever that is.
async fn told(
    cloud: &Cloud,
    made: &Made,
    is_new: bool,
    before: Option<(&Stack, &str)>,
    parameters: &[Parameter],
    sides: &Sides<'_>,
) -> Result<Preview, Stop> {
    let found = match change_set::wait(cloud, made).await {
        Ok(Ready::Changes) => {
            let plan = planning::of_change_set(cloud, made, before, parameters, sides).await;
            plan.map(Preview::Plan).map_err(Stop::from)
        }
        Ok(Ready::Nothing) => Ok(Preview::Plan(Plan::new(Basis::ChangeSet))),
        Ok(Ready::Unawaited) => Err(Stop::Interrupted),
        Ok(Ready::Refused(reason)) => Ok(Preview::Refused(validation::of_change_set(cloud, made, reason).await)),
        Err(failure) => Err(failure.into()),
    };
    let removed = change_set::take_back(cloud, made, is_new).await;
    match (found, removed) {
        (found, Ok(())) => found,
        (Ok(_), Err(failure)) => Err(failure.and(made.left()).into()),
        (Err(stop), Err(_)) => Err(stop.and(made.left())),
    }
}
