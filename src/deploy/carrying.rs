//! From a change set to the end: what is not executed is taken back, and what cannot be taken back is said.

use super::change_set::{self, Made, Ready, Unexecuted};
use super::deploying::{End, Way};
use super::desk::{Note, Question};
use super::failure::{Failure, Kind};
use super::stop::Stop;
use super::{planning, standing, token, validation};
use crate::plan::Plan;
use aws_sdk_cloudformation::types::Stack;

/// What a change set comes to before it is executed.
enum Verdict {
    /// It is wanted; so many resources change.
    Agreed(usize),
    /// There is nothing to change.
    Nothing,
    /// It is not executed.
    Unwanted(End),
}

/// How often a change set is executed whose execution is answered and does not begin.
const TRIES: u32 = 2;

impl Way<'_> {
    /// From a change set to the end; with the stack and its template where there was one before.
    pub(super) async fn carry_out(&self, made: &Made, before: Option<(&Stack, &str)>) -> Result<End, Stop> {
        let is_new = before.is_none();
        let end = match self.verdict(made, before).await {
            Ok(Verdict::Agreed(count)) => return self.execute(made, is_new, count).await,
            Ok(Verdict::Nothing) if is_new => Err(Stop::Refused("the template makes no resource".to_owned())),
            Ok(Verdict::Nothing) => Ok(None),
            Ok(Verdict::Unwanted(end)) => Ok(Some(end)),
            Err(stop) => Err(stop),
        };
        let taken = self.take_back(made, is_new).await;
        match (end, taken) {
            (Ok(Some(end)), Ok(())) => Ok(end),
            (Ok(None), Ok(())) => self.settled(&made.stack, End::UpToDate).await,
            (Err(stop), Ok(())) => Err(stop),
            (Ok(_), Err(failure)) => Err(failure.and(self.left(made)).into()),
            (Err(Stop::Failure(failure)), Err(_)) => Err(failure.and(self.left(made)).into()),
            (Err(stop), Err(_)) => {
                self.say(self.left(made));
                Err(stop)
            }
        }
    }

    async fn verdict(&self, made: &Made, before: Option<(&Stack, &str)>) -> Result<Verdict, Stop> {
        match change_set::wait(self.cloud, made).await? {
            Ready::Changes => {}
            Ready::Nothing => return Ok(Verdict::Nothing),
            Ready::Refused(reason) => {
                let failed = validation::of_change_set(self.cloud, made, reason).await;
                return Ok(Verdict::Unwanted(End::Failed(failed, "the change set failed; nothing was changed".to_owned())));
            }
            Ready::Unawaited => return Err(Stop::Interrupted),
        }
        let plan = planning::of_change_set(self.cloud, made, before, self.order, self.sides).await?;
        let agreed = self.is_agreed(&plan, made);
        if self.cloud.interrupt.is_asked() {
            return Err(Stop::Interrupted);
        }
        Ok(if agreed? { Verdict::Agreed(plan.changes.len()) } else { Verdict::Unwanted(End::Declined) })
    }

    /// Whether the plan may be executed. What loses data has to be allowed by name.
    fn is_agreed(&self, plan: &Plan, made: &Made) -> Result<bool, Stop> {
        self.desk.note(&self.order.stack, Note::Plan(plan));
        let is_allowed = |id: &str| self.order.allow_loss.iter().any(|allowed| allowed == id);
        let lost: Vec<String> = plan
            .losses()
            .filter(|(change, _)| !is_allowed(&change.logical_id))
            .map(|(change, _)| change.logical_id.clone())
            .collect();
        if !lost.is_empty() {
            return Ok(self.ask(&Question::Lose(&lost))? && self.ask(&Question::Execute(plan, &made.capabilities))?);
        }
        self.ask(&Question::Execute(plan, &made.capabilities))
    }

    /// Executes a change set and follows it. Where something else than the service answered, nothing begins: then it is
    /// said again, which cannot do it twice.
    async fn execute(&self, made: &Made, is_new: bool, count: usize) -> Result<End, Stop> {
        let verb = if is_new { "creating" } else { "updating" };
        let mut left = TRIES;
        loop {
            left -= 1;
            let token = match change_set::execute(self.cloud, made, self.order.disable_rollback).await {
                Ok(token) => token,
                Err(Unexecuted::Surely(failure)) => return Err(self.give_up(made, is_new, failure).await),
                Err(Unexecuted::Perhaps(failure)) => {
                    let unknown = format!("whether {} was executed is not known, and it may go on", made.name());
                    return Err(failure.and(unknown).into());
                }
            };
            match self.follow(&made.stack, &token, verb, Some(count)).await {
                Err(Stop::Failure(failure)) if failure.kind == Kind::Lost => {
                    if left == 0 {
                        return Err(self.give_up(made, is_new, failure).await);
                    }
                }
                other => return other,
            }
        }
    }

    /// A failure after which a change set is not executed.
    async fn give_up(&self, made: &Made, is_new: bool, failure: Failure) -> Stop {
        match self.take_back(made, is_new).await {
            Ok(()) => failure.into(),
            Err(_) => failure.and(self.left(made)).into(),
        }
    }

    /// Removes a change set that is not executed, with the stack that is only there for it. A stack in which somebody else
    /// has something is left to them.
    async fn take_back(&self, made: &Made, is_new: bool) -> Result<(), Failure> {
        change_set::delete(self.cloud, made).await?;
        if !is_new {
            return Ok(());
        }
        if !self.is_empty(&made.stack).await? {
            return Ok(());
        }
        let others = change_set::names(self.cloud, &made.stack).await?;
        let are_ours = others.iter().all(|name| name.starts_with(token::PREFIX));
        if are_ours && !self.cloud.discard(&made.stack).await? && self.is_empty(&made.stack).await? {
            return Err(Failure::new(Kind::Lost, "DeleteStack", "the empty stack is still there"));
        }
        Ok(())
    }

    /// Whether a stack is only there for change sets.
    async fn is_empty(&self, stack: &str) -> Result<bool, Failure> {
        let stack = self.cloud.stack(stack).await?;
        Ok(stack.is_some_and(|stack| standing::status(&stack) == "REVIEW_IN_PROGRESS"))
    }

    /// What stays where nothing can be taken back.
    fn left(&self, made: &Made) -> String {
        let stack = &self.order.stack;
        let name = made.name();
        format!("{name} of `{stack}` is not executed; it may be left, or an empty stack: the next deploy takes its place")
    }
}
