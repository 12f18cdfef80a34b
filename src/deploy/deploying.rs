//! The way of one deploy, from the order to the end.

use super::account::{self, Account};
use super::change_set;
use super::client::Cloud;
use super::desk::{Desk, Note, Question};
use super::events::Failed;
use super::failure::Failure;
use super::order::Order;
use super::parameters;
use super::planning::Sides;
use super::standing::{self, Standing};
use super::stop::Stop;
use super::watch::{self, Watched};
use super::{operation, same, token};
use crate::plan::Plan;
use aws_sdk_cloudformation::types::{ChangeSetType, Stack};

/// How a deploy ended.
#[derive(Debug)]
pub enum End {
    /// The stack has what was asked for already.
    UpToDate(Deployed),
    /// The stack has it now.
    Done(Deployed),
    /// Nothing was executed: the answer was no.
    Declined,
    /// Nothing was executed: the plan loses data that nobody allowed to be lost.
    Kept(Box<Plan>),
    /// It goes on at AWS, and nobody looks any more.
    Left(String),
    /// It failed: what failed first comes first; with the status of the stack.
    Failed(Vec<Failed>, String),
}

/// A stack that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployed {
    /// Its ARN.
    pub arn: String,
    /// Its outputs: name and value.
    pub outputs: Vec<Output>,
}

/// What a stack tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its logical id.
    pub id: String,
    /// Its value.
    pub value: String,
    /// What it is about.
    pub description: Option<String>,
    /// The name by which other stacks import it.
    pub export: Option<String>,
}

/// Deploys one stack.
///
/// # Errors
/// When a call fails for good, when the order cannot be carried out, or when nobody can be asked.
pub async fn deploy(cloud: &Cloud, order: &Order, sides: &Sides<'_>, desk: &dyn Desk) -> Result<End, Stop> {
    let way = Way { cloud, order, sides, desk };
    loop {
        if cloud.interrupt.is_asked() {
            return Err(Stop::Interrupted);
        }
        let standing = cloud.stack(&order.stack).await?.map_or(Standing::Absent, standing::of);
        match standing {
            Standing::Absent | Standing::Review => return way.create(standing).await,
            Standing::Steady(stack) => return way.update(stack).await,
            Standing::Busy(stack) => {
                if let Some(end) = way.join(&stack).await? {
                    return Ok(end);
                }
            }
            Standing::Dead(stack) => {
                if let Some(end) = way.bury(&stack).await? {
                    return Ok(end);
                }
            }
            Standing::Stuck(stack) => {
                if let Some(end) = way.free(&stack).await? {
                    return Ok(end);
                }
            }
        }
    }
}

/// Says who deploys, and where.
///
/// # Errors
/// When the caller is not who AWS knows.
pub async fn introduce(cloud: &Cloud, stack: &str, desk: &dyn Desk) -> Result<Account, Failure> {
    let account = account::identity(cloud).await?;
    desk.note(stack, Note::Account(&account, &cloud.region));
    Ok(account)
}

/// One deploy on its way. From a change set on it goes as `carrying` says.
pub(super) struct Way<'w> {
    pub(super) cloud: &'w Cloud,
    pub(super) order: &'w Order,
    pub(super) sides: &'w Sides<'w>,
    pub(super) desk: &'w dyn Desk,
}

impl Way<'_> {
    pub(super) fn say(&self, text: impl Into<String>) {
        self.desk.note(&self.order.stack, Note::Said(text.into()));
    }

    pub(super) fn ask(&self, question: &Question<'_>) -> Result<bool, Stop> {
        self.desk.ask(&self.order.stack, question).map_err(Stop::Unanswered)
    }

    async fn create(&self, standing: Standing) -> Result<End, Stop> {
        if matches!(standing, Standing::Review) {
            self.say("the stack is there without resources: an earlier change set was never executed");
        }
        let parameters = parameters::settle(self.order, None, self.desk)?;
        let made = change_set::create(self.cloud, self.order, &parameters, ChangeSetType::Create).await?;
        self.carry_out(&made, None, &parameters).await
    }

    async fn update(&self, stack: Stack) -> Result<End, Stop> {
        let arn = stack.stack_id().unwrap_or_default().to_owned();
        let deployed = self.cloud.template(&arn).await?;
        let parameters = parameters::settle(self.order, Some(&stack), self.desk)?;
        if same::is_same(self.order, &parameters, &stack, &deployed) {
            return self.settled(&arn, End::UpToDate).await;
        }
        let made = change_set::create(self.cloud, self.order, &parameters, ChangeSetType::Update).await?;
        self.carry_out(&made, Some((&stack, &deployed)), &parameters).await
    }

    /// Follows an operation to its end.
    pub(super) async fn follow(
        &self,
        arn: &str,
        token: &str,
        verb: &'static str,
        count: Option<usize>,
    ) -> Result<End, Stop> {
        let watched = self.watch(arn, token, verb, count).await?;
        match &watched.status {
            None => Ok(End::Left(arn.to_owned())),
            Some(_) if watched.is_good() => {
                let settled = self.settled(arn, End::Done).await;
                settled.map_err(|stop| stop.and(format!("`{}` itself is deployed", self.order.stack)))
            }
            Some(status) => Ok(End::Failed(watched.failed, status.clone())),
        }
    }

    async fn watch(&self, arn: &str, token: &str, verb: &'static str, count: Option<usize>) -> Result<Watched, Stop> {
        let stack = &self.order.stack;
        self.desk.note(stack, Note::Begins(verb, count));
        Ok(watch::watch(self.cloud, (stack, arn), &[token.to_owned()], self.desk).await?)
    }

    /// The end of a deploy that left the stack as it is meant to be; its protection is set here, because no change set
    /// does that.
    pub(super) async fn settled(&self, arn: &str, end: fn(Deployed) -> End) -> Result<End, Stop> {
        let Some(stack) = self.cloud.stack(arn).await? else {
            return Err(Stop::Refused("the stack was deleted in the meantime".to_owned()));
        };
        if let Some(on) = self.order.protect
            && stack.enable_termination_protection().unwrap_or_default() != on
        {
            self.cloud.protect(arn, on).await?;
            self.say(if on { "the stack is protected from being deleted now" } else { "the stack can be deleted now" });
        }
        Ok(end(deployed(&stack)))
    }

    /// Something goes on already. Where it is this very deploy, begun by a process that ended, it is gone on with;
    /// otherwise it is waited for. What comes after it is found out anew: it may have had other values.
    async fn join(&self, stack: &Stack) -> Result<Option<End>, Stop> {
        let (arn, status) = (stack.stack_id().unwrap_or_default(), standing::status(stack));
        let goes_on = |stop: Stop| stop.and(format!("what was begun in `{}` goes on at AWS", self.order.stack));
        let Some(token) = self.ours(stack).await.map_err(goes_on)? else {
            self.say(format!("another operation is in progress ({status}); waiting for its end"));
            self.wait_for(arn).await.map_err(goes_on)?;
            return Ok(None);
        };
        self.say("this deploy was begun before and is still in progress; going on with it");
        let watched = self.watch(arn, &token, operation::verb(status), None).await?;
        match &watched.status {
            None => Ok(Some(End::Left(arn.to_owned()))),
            Some(_) if watched.is_good() => Ok(None),
            Some(status) => Ok(Some(End::Failed(watched.failed.clone(), status.clone()))),
        }
    }

    /// The token of what goes on, where infrac began it and it makes what is to be deployed now: a rollback that was let go
    /// on, or a deletion, has another one than the change set.
    async fn ours(&self, stack: &Stack) -> Result<Option<String>, Stop> {
        let (arn, status) = (stack.stack_id().unwrap_or_default(), standing::status(stack));
        let is_ours = |token: &String| match stack.change_set_id() {
            Some(change_set) => *token == token::of_change_set(change_set),
            // Not every service tells it. A rollback may be of another deploy then.
            None => token.starts_with(token::PREFIX) && !status.contains("ROLLBACK"),
        };
        let token = operation::latest(self.cloud, arn).await?.filter(is_ours);
        if token.is_none() || status.starts_with("DELETE") {
            return Ok(None);
        }
        let deployed = self.cloud.template(arn).await?;
        Ok(token.filter(|_| same::same_text(&self.order.body, &deployed)))
    }

    /// Waits until nothing goes on any more.
    async fn wait_for(&self, arn: &str) -> Result<(), Stop> {
        loop {
            let stack = self.cloud.stack(arn).await?;
            if stack.is_none_or(|stack| standing::is_final(standing::status(&stack))) {
                return Ok(());
            }
            if self.cloud.interrupt.is_asked() {
                return Err(Stop::Interrupted);
            }
            self.cloud.interrupt.sleep(self.cloud.pace.poll).await;
        }
    }

    /// Deletes a stack that can be nothing but deleted; the end where the deploy does not go on after it.
    async fn bury(&self, stack: &Stack) -> Result<Option<End>, Stop> {
        if !self.is_wanted(&Question::Replace(standing::status(stack)))? {
            return Ok(Some(End::Declined));
        }
        let arn = stack.stack_id().unwrap_or_default();
        let token = self.cloud.delete(arn, self.order.role.as_deref()).await?;
        let watched = self.watch(arn, &token, "deleting", None).await?;
        match &watched.status {
            None => Ok(Some(End::Left(arn.to_owned()))),
            Some(_) if watched.is_good() => Ok(None),
            Some(status) => Err(Stop::Failed(watched.failed, status.clone())),
        }
    }

    /// Lets a rollback that is stuck go on; the end where the deploy does not go on after it.
    async fn free(&self, stack: &Stack) -> Result<Option<End>, Stop> {
        if !self.is_wanted(&Question::Continue(standing::status(stack)))? {
            return Ok(Some(End::Declined));
        }
        let arn = stack.stack_id().unwrap_or_default();
        let token = self.cloud.continue_rollback(arn, self.order.role.as_deref()).await?;
        let watched = self.watch(arn, &token, "rolling back", None).await?;
        match watched.status.as_deref() {
            None => Ok(Some(End::Left(arn.to_owned()))),
            Some("UPDATE_ROLLBACK_COMPLETE") => Ok(None),
            Some(status) => Err(Stop::Failed(watched.failed, status.to_owned())),
        }
    }

    /// Asks, and does not go on where somebody asked to stop meanwhile.
    fn is_wanted(&self, question: &Question<'_>) -> Result<bool, Stop> {
        let answer = self.ask(question)?;
        if self.cloud.interrupt.is_asked() { Err(Stop::Interrupted) } else { Ok(answer) }
    }
}

/// A stack with what it tells.
pub fn deployed(stack: &Stack) -> Deployed {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let outputs = stack.outputs().iter().map(|output| Output {
        id: text(output.output_key()).unwrap_or_default(),
        value: text(output.output_value()).unwrap_or_default(),
        description: text(output.description()),
        export: text(output.export_name()),
    });
    Deployed { arn: stack.stack_id().unwrap_or_default().to_owned(), outputs: outputs.collect() }
}
