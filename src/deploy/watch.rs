//! Looks at an operation until it is over.

use super::client::Cloud;
use super::desk::{Desk, Note, Outcome, Step};
use super::events::{self, Failed, News, Reader};
use super::failure::{Failure, Kind};
use super::{standing, validation};
use std::time::{Duration, Instant};

/// Looks without anything new, after which the stack itself is asked: somebody else may have ended the operation by one of
/// their own, of which it has no events.
const QUIET: u32 = 5;

/// What became of an operation.
#[derive(Debug)]
pub struct Watched {
    /// The status of the stack; nothing where it goes on and nobody looks any more.
    pub status: Option<String>,
    /// What the service says about the stack as a whole.
    pub reason: Option<String>,
    /// Everything that happened.
    pub steps: Vec<Step>,
    /// What failed, the first cause first; empty where nothing did.
    pub failed: Vec<Failed>,
}

impl Watched {
    /// Whether the operation did what it was meant to do.
    pub fn is_good(&self) -> bool {
        self.status.as_deref().is_some_and(standing::is_good)
    }
}

/// Tells the desk what happens in an operation until it is over, or until somebody asks to stop.
pub async fn watch(
    cloud: &Cloud,
    (name, arn): (&str, &str),
    tokens: &[String],
    desk: &dyn Desk,
) -> Result<Watched, Failure> {
    let watched = look(Looking::new(cloud, name, arn, tokens), desk).await;
    watched.map_err(|failure| {
        if failure.kind == Kind::Lost {
            return failure;
        }
        failure.and(format!("what was begun in `{name}` goes on at AWS: say the same again to go on with it"))
    })
}

async fn look(mut looking: Looking<'_>, desk: &dyn Desk) -> Result<Watched, Failure> {
    let Looking { cloud, name, arn, .. } = looking;
    loop {
        if cloud.interrupt.is_asked() {
            desk.note(name, Note::Ends(Outcome::Left));
            return Ok(Watched { status: None, ..looking.watched });
        }
        let before = looking.watched.steps.len();
        let looked = looking.look().await;
        let news = &looking.watched.steps[before..];
        news.iter().for_each(|step| desk.note(name, Note::Step(step)));
        let is_quiet = news.is_empty();
        if let Err(failure) = looked {
            looking.bear(failure)?;
            cloud.interrupt.sleep(looking.wait).await;
            continue;
        }
        looking.quiet = if is_quiet { looking.quiet + 1 } else { 0 };
        if looking.quiet.is_multiple_of(QUIET) && looking.quiet > 0 {
            looking.ask_stack().await?;
        }
        if looking.watched.status.as_deref().is_some_and(standing::is_final) {
            let good = looking.watched.is_good();
            desk.note(name, Note::Ends(if good { Outcome::Done } else { Outcome::Failed }));
            if !good {
                looking.watched.failed = failures(cloud, arn, &looking.watched).await;
            }
            return Ok(looking.watched);
        }
        looking.settle(is_quiet);
        cloud.interrupt.sleep(looking.wait.mul_f64(0.75 + fastrand::f64() / 2.0)).await;
    }
}

/// What failed in an operation: resources, or what the validation found before any was touched, or else what the service
/// says about the stack.
async fn failures(cloud: &Cloud, arn: &str, watched: &Watched) -> Vec<Failed> {
    let mut found = events::causes(&watched.steps);
    if found.is_empty() {
        found = validation::of_stack(cloud, arn).await;
    }
    if found.is_empty() {
        let reason = watched.reason.clone().unwrap_or_else(|| "the service does not say why".to_owned());
        found.push(Failed { step: None, path: Vec::new(), reason });
    }
    found
}

struct Looking<'l> {
    cloud: &'l Cloud,
    name: &'l str,
    arn: &'l str,
    /// Of the stack itself, then of its nested stacks.
    readers: Vec<(String, Reader)>,
    watched: Watched,
    wait: Duration,
    /// Since when nothing can be reached.
    lost: Option<Instant>,
    /// Looks without anything new.
    quiet: u32,
}

impl<'l> Looking<'l> {
    fn new(cloud: &'l Cloud, name: &'l str, arn: &'l str, tokens: &[String]) -> Self {
        let readers = vec![(arn.to_owned(), Reader::new(arn, tokens))];
        let watched = Watched { status: None, reason: None, steps: Vec::new(), failed: Vec::new() };
        Self { cloud, name, arn, readers, watched, wait: cloud.pace.poll, lost: None, quiet: 0 }
    }

    /// Asks every stack for what is new. What was learned stays when one of them cannot be asked.
    async fn look(&mut self) -> Result<(), Failure> {
        let mut at = 0;
        while at < self.readers.len() {
            let (arn, reader) = &mut self.readers[at];
            let is_own = arn == self.arn;
            let News { steps, status, nested } = match reader.news(self.cloud).await {
                // A stack that is deleted is gone, for those services that keep no events of it.
                Err(failure) if failure.kind == Kind::Absent && is_own => {
                    News { status: Some(("DELETE_COMPLETE".to_owned(), None)), ..News::default() }
                }
                Err(failure) if failure.kind == Kind::Absent => News::default(),
                other => other?,
            };
            for (id, arn) in nested {
                if !self.readers.iter().any(|(known, _)| *known == arn) {
                    let reader = self.readers[at].1.nested(&id, &arn);
                    self.readers.push((arn, reader));
                }
            }
            if is_own && let Some((status, reason)) = status {
                (self.watched.status, self.watched.reason) = (Some(status), reason.or(self.watched.reason.take()));
            }
            self.watched.steps.extend(steps);
            at += 1;
        }
        self.lost = None;
        Ok(())
    }

    /// Whether the operation is over by what the stack itself says. What cannot be asked now is asked later.
    ///
    /// A stack at rest of whose operation nothing was seen has not begun it: what answered the call was not the service.
    async fn ask_stack(&mut self) -> Result<(), Failure> {
        let is_seen = self.watched.status.is_some() || !self.watched.steps.is_empty();
        match self.cloud.stack(self.arn).await {
            Ok(Some(stack)) if !is_seen && standing::is_at_rest(standing::status(&stack)) => {
                Err(Failure::new(Kind::Lost, "DescribeStacks", format!("nothing has begun in `{}`", self.name)))
            }
            Ok(Some(stack)) if standing::is_final(standing::status(&stack)) => {
                self.watched.status = Some(standing::status(&stack).to_owned());
                self.watched.reason = stack.stack_status_reason().map(str::to_owned).or(self.watched.reason.take());
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(failure) if failure.passes() => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// Waits a little longer while nothing happens.
    fn settle(&mut self, is_quiet: bool) {
        let (poll, usual) = (self.cloud.pace.poll, self.cloud.pace.usual);
        self.wait = if is_quiet { self.wait.mul_f64(1.2).clamp(poll, usual) } else { poll };
    }

    /// What cannot be read now may be read later: an operation does not fail because somebody could not look at it.
    fn bear(&mut self, failure: Failure) -> Result<(), Failure> {
        if !failure.passes() {
            return Err(failure);
        }
        let since = *self.lost.get_or_insert_with(Instant::now);
        if failure.kind == Kind::Unclear && since.elapsed() > self.cloud.pace.patience {
            return Err(failure);
        }
        self.wait = self.wait.mul_f64(1.5).min(self.cloud.pace.slowest);
        Ok(())
    }
}
