//! From a change set to the end: what is not executed is taken back, and what cannot be taken back is said.

use super::change_set::{self, Made, Ready, Unexecuted};
use super::deploying::{End, Way};
use super::desk::{Note, Question};
use super::failure::{Failure, Kind};
use super::order::Parameter;
use super::stop::Stop;
use super::{planning, validation};
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
    pub(super) async fn carry_out(
        &self,
        made: &Made,
        before: Option<(&Stack, &str)>,
        parameters: &[Parameter],
    ) -> Result<End, Stop> {
        let is_new = before.is_none();
        let end = match self.verdict(made, before, parameters).await {
            Ok(Verdict::Agreed(count)) => return self.execute(made, is_new, count).await,
            Ok(Verdict::Nothing) if is_new => Err(Stop::Refused("the template makes no resource".to_owned())),
            Ok(Verdict::Nothing) => Ok(None),
            Ok(Verdict::Unwanted(end)) => Ok(Some(end)),
            Err(stop) => Err(stop),
        };
        let taken = change_set::take_back(self.cloud, made, is_new).await;
        match (end, taken) {
            (Ok(Some(end)), Ok(())) => Ok(end),
            (Ok(None), Ok(())) => self.settled(&made.stack, End::UpToDate).await,
            (Err(stop), Ok(())) => Err(stop),
            (Ok(_), Err(failure)) => Err(failure.and(made.left()).into()),
            (Err(Stop::Failure(failure)), Err(_)) => Err(failure.and(made.left()).into()),
            (Err(stop), Err(_)) => {
                self.say(made.left());
                Err(stop)
            }
        }
    }

    async fn verdict(
        &self,
        made: &Made,
        before: Option<(&Stack, &str)>,
        parameters: &[Parameter],
    ) -> Result<Verdict, Stop> {
        match change_set::wait(self.cloud, made).await? {
            Ready::Changes => {}
            Ready::Nothing => return Ok(Verdict::Nothing),
            Ready::Refused(reason) => {
                let failed = validation::of_change_set(self.cloud, made, reason).await;
                return Ok(Verdict::Unwanted(End::Failed(
                    failed,
                    "the change set failed; nothing was changed".to_owned(),
                )));
            }
            Ready::Unawaited => return Err(Stop::Interrupted),
        }
        let plan = planning::of_change_set(self.cloud, made, before, parameters, self.sides).await?;
        let answer = self.answer(&plan, made);
        if self.cloud.interrupt.is_asked() {
            return Err(Stop::Interrupted);
        }
        Ok(match answer? {
            None => Verdict::Agreed(plan.changes.len()),
            Some(end) => Verdict::Unwanted(end),
        })
    }

    /// Shows the plan and asks for consent: how it ends without one, or nothing. What loses data has to be allowed by name.
    fn answer(&self, plan: &Plan, made: &Made) -> Result<Option<End>, Stop> {
        self.desk.note(&self.order.stack, Note::Plan(plan));
        let lost: Vec<String> =
            plan.lost(&self.order.allow_loss).map(|(change, _)| change.logical_id.clone()).collect();
        if !lost.is_empty() && !self.ask(&Question::Lose(&lost))? {
            return Ok(Some(End::Kept(Box::new(plan.clone()))));
        }
        let is_agreed = self.ask(&Question::Execute(plan, &made.capabilities))?;
        Ok((!is_agreed).then_some(End::Declined))
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
        match change_set::take_back(self.cloud, made, is_new).await {
            Ok(()) => failure.into(),
            Err(_) => failure.and(made.left()).into(),
        }
    }
}
