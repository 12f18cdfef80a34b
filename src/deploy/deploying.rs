//! The way of one deploy, from the order to the end.

use super::account::{self, Account};
use super::change_set::{self, Made, Ready};
use super::client::Cloud;
use super::desk::{Desk, Note, Question};
use super::events::{self, Failed};
use super::failure::{Failure, Kind};
use super::order::Order;
use super::parameters;
use super::planning::{self, Sides};
use super::standing::{self, Standing};
use super::stop::Stop;
use super::watch::{self, Watched};
use super::{validation, same, token};
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
            Standing::Absent | Standing::Review(_) => return way.create(standing).await,
            Standing::Steady(stack) => return way.update(stack).await,
            Standing::Busy(stack) => {
                if let Some(end) = way.join(&stack).await? {
                    return Ok(end);
                }
            }
            Standing::Dead(stack) => {
                if !way.bury(&stack).await? {
                    return Ok(End::Declined);
                }
            }
            Standing::Stuck(stack) => {
                if !way.free(&stack).await? {
                    return Ok(End::Declined);
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

struct Way<'w> {
    cloud: &'w Cloud,
    order: &'w Order,
    sides: &'w Sides<'w>,
    desk: &'w dyn Desk,
}

impl Way<'_> {
    fn say(&self, text: impl Into<String>) {
        self.desk.note(&self.order.stack, Note::Said(text.into()));
    }

    fn ask(&self, question: &Question<'_>) -> Result<bool, Stop> {
        self.desk.ask(&self.order.stack, question).map_err(Stop::Unanswered)
    }

    async fn create(&self, standing: Standing) -> Result<End, Stop> {
        if matches!(standing, Standing::Review(_)) {
            self.say("the stack is there without resources: an earlier change set was never executed");
        }
        let parameters = parameters::settle(self.order, None, self.desk)?;
        let made = change_set::create(self.cloud, self.order, &parameters, ChangeSetType::Create).await?;
        self.carry_out(&made, None, matches!(standing, Standing::Absent)).await
    }

    async fn update(&self, stack: Stack) -> Result<End, Stop> {
        let arn = stack.stack_id().unwrap_or_default().to_owned();
        let deployed = self.cloud.template(&arn).await?;
        let parameters = parameters::settle(self.order, Some(&stack), self.desk)?;
        if same::is_same(self.order, &parameters, &stack, &deployed) {
            return self.settled(&arn, End::UpToDate).await;
        }
        let made = change_set::create(self.cloud, self.order, &parameters, ChangeSetType::Update).await?;
        self.carry_out(&made, Some((&stack, &deployed)), false).await
    }

    /// From a change set to the end.
    async fn carry_out(&self, made: &Made, before: Option<(&Stack, &str)>, is_new: bool) -> Result<End, Stop> {
        match change_set::wait(self.cloud, made).await? {
            Ready::Changes => {}
            Ready::Nothing => {
                change_set::delete(self.cloud, made).await?;
                return match before {
                    Some(_) => self.settled(&made.stack, End::UpToDate).await,
                    None => Err(Stop::Refused("the template makes no resource".to_owned())),
                };
            }
            Ready::Refused(reason) => {
                let failed = validation::failures(self.cloud, made, reason).await;
                self.take_back(made, is_new).await?;
                return Ok(End::Failed(failed, "the change set failed; nothing was changed".to_owned()));
            }
        }
        let plan = planning::of_change_set(self.cloud, made, before, self.order, self.sides).await?;
        if !self.is_agreed(&plan, made)? {
            self.take_back(made, is_new).await?;
            return if self.cloud.interrupt.is_asked() { Err(Stop::Interrupted) } else { Ok(End::Declined) };
        }
        let token = change_set::execute(self.cloud, made, self.order.disable_rollback).await?;
        let verb = if before.is_some() { "updating" } else { "creating" };
        self.follow(&made.stack, &token, verb, Some(plan.changes.len())).await
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

    /// Removes a change set that is not executed, with the stack that was only there for it.
    async fn take_back(&self, made: &Made, is_new: bool) -> Result<(), Stop> {
        change_set::delete(self.cloud, made).await?;
        if is_new {
            self.cloud.delete(&made.stack, None).await?;
        }
        Ok(())
    }

    /// Follows an operation to its end.
    async fn follow(&self, arn: &str, token: &str, verb: &'static str, count: Option<usize>) -> Result<End, Stop> {
        let watched = self.watch(arn, token, verb, count).await?;
        match &watched.status {
            None => Ok(End::Left(arn.to_owned())),
            Some(_) if watched.is_good() => self.settled(arn, End::Done).await,
            Some(status) => Ok(End::Failed(failures(&watched), status.clone())),
        }
    }

    async fn watch(&self, arn: &str, token: &str, verb: &'static str, count: Option<usize>) -> Result<Watched, Stop> {
        let stack = &self.order.stack;
        self.desk.note(stack, Note::Begins(verb, count));
        Ok(watch::watch(self.cloud, (stack, arn), token, self.desk).await?)
    }

    /// The end of a deploy that left the stack as it is meant to be; its protection is set here, because no change set
    /// does that.
    async fn settled(&self, arn: &str, end: fn(Deployed) -> End) -> Result<End, Stop> {
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

    /// Something goes on already. Where it is this very deploy, begun by a process that ended, its end is ours too;
    /// otherwise it is waited for.
    async fn join(&self, stack: &Stack) -> Result<Option<End>, Stop> {
        let arn = stack.stack_id().unwrap_or_default();
        let status = standing::status(stack);
        let token = match stack.change_set_id() {
            Some(change_set) if self.is_ours(arn, change_set, status).await? => token::of_change_set(change_set),
            _ => {
                self.say(format!("another operation is in progress ({status}); waiting for its end"));
                self.wait_for(arn).await?;
                return Ok(None);
            }
        };
        self.say("this deploy was begun before and is still in progress; going on with it");
        let verb = if status.starts_with("CREATE") { "creating" } else { "updating" };
        self.follow(arn, &token, verb, None).await.map(Some)
    }

    /// Whether an operation in progress executes what is to be deployed now, and was begun by infrac.
    async fn is_ours(&self, arn: &str, change_set: &str, status: &str) -> Result<bool, Stop> {
        if status.starts_with("DELETE") || !change_set.contains(&format!("/{}", token::PREFIX)) {
            return Ok(false);
        }
        let token = token::of_change_set(change_set);
        let (events, _) = self.cloud.events(arn, None).await?;
        if !events.iter().any(|event| event.client_request_token() == Some(&token)) {
            return Ok(false);
        }
        Ok(same::same_text(&self.order.body, &self.cloud.template(arn).await?))
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

    /// Deletes a stack that can be nothing but deleted.
    async fn bury(&self, stack: &Stack) -> Result<bool, Stop> {
        if !self.ask(&Question::Replace(standing::status(stack)))? {
            return Ok(false);
        }
        let arn = stack.stack_id().unwrap_or_default();
        let token = self.cloud.delete(arn, self.order.role.as_deref()).await?;
        let watched = self.watch(arn, &token, "deleting", None).await?;
        match &watched.status {
            None => Err(Stop::Interrupted),
            Some(_) if watched.is_good() => Ok(true),
            Some(status) => Err(Stop::Failed(failures(&watched), status.clone())),
        }
    }

    /// Lets a rollback that is stuck go on.
    async fn free(&self, stack: &Stack) -> Result<bool, Stop> {
        if !self.ask(&Question::Continue(standing::status(stack)))? {
            return Ok(false);
        }
        let arn = stack.stack_id().unwrap_or_default();
        let token = self.cloud.continue_rollback(arn, self.order.role.as_deref()).await?;
        let watched = self.watch(arn, &token, "rolling back", None).await?;
        match watched.status.as_deref() {
            None => Err(Stop::Interrupted),
            Some("UPDATE_ROLLBACK_COMPLETE") => Ok(true),
            Some(status) => Err(Stop::Failed(failures(&watched), status.to_owned())),
        }
    }
}

/// What failed in an operation; what the service says about the stack where no resource did.
fn failures(watched: &Watched) -> Vec<Failed> {
    let found = events::causes(&watched.steps);
    if !found.is_empty() {
        return found;
    }
    let reason = watched.reason.clone().unwrap_or_else(|| "the service does not say why".to_owned());
    vec![Failed { step: None, path: Vec::new(), reason }]
}

fn deployed(stack: &Stack) -> Deployed {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let outputs = stack.outputs().iter().map(|output| Output {
        id: text(output.output_key()).unwrap_or_default(),
        value: text(output.output_value()).unwrap_or_default(),
        description: text(output.description()),
        export: text(output.export_name()),
    });
    Deployed { arn: stack.stack_id().unwrap_or_default().to_owned(), outputs: outputs.collect() }
}
