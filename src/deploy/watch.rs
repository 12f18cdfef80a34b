//! Looks at an operation until it is over.

use super::client::Cloud;
use super::desk::{Desk, Note, Outcome, Step};
use super::events::{News, Reader};
use super::failure::{Failure, Kind};
use super::standing;
use std::time::{Duration, Instant};

/// The longest time between two looks while all goes well.
const USUAL: Duration = Duration::from_secs(5);

/// What became of an operation.
#[derive(Debug)]
pub struct Watched {
    /// The status of the stack; nothing where it goes on and nobody looks any more.
    pub status: Option<String>,
    /// What the service says about the stack as a whole.
    pub reason: Option<String>,
    /// Everything that happened.
    pub steps: Vec<Step>,
}

impl Watched {
    /// Whether the operation did what it was meant to do.
    pub fn is_good(&self) -> bool {
        self.status.as_deref().is_some_and(standing::is_good)
    }
}

/// Tells the desk what happens in an operation until it is over, or until somebody asks to stop.
pub async fn watch(cloud: &Cloud, (name, arn): (&str, &str), token: &str, desk: &dyn Desk) -> Result<Watched, Failure> {
    let mut looking = Looking::new(cloud, name, arn, token);
    loop {
        if cloud.interrupt.is_asked() {
            desk.note(name, Note::Ends(Outcome::Left));
            return Ok(looking.watched);
        }
        let news = match looking.look().await {
            Ok(news) => news,
            Err(failure) => {
                looking.bear(failure)?;
                cloud.interrupt.sleep(looking.wait).await;
                continue;
            }
        };
        news.iter().for_each(|step| desk.note(name, Note::Step(step)));
        if looking.watched.status.as_deref().is_some_and(standing::is_final) {
            let good = looking.watched.is_good();
            desk.note(name, Note::Ends(if good { Outcome::Done } else { Outcome::Failed }));
            return Ok(looking.watched);
        }
        looking.settle(news.is_empty());
        cloud.interrupt.sleep(looking.wait.mul_f64(0.75 + fastrand::f64() / 2.0)).await;
    }
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
}

impl<'l> Looking<'l> {
    fn new(cloud: &'l Cloud, name: &'l str, arn: &'l str, token: &str) -> Self {
        let readers = vec![(arn.to_owned(), Reader::new(arn, token))];
        let watched = Watched { status: None, reason: None, steps: Vec::new() };
        Self { cloud, name, arn, readers, watched, wait: cloud.pace.poll, lost: None }
    }

    /// Asks every stack for what is new.
    async fn look(&mut self) -> Result<Vec<Step>, Failure> {
        let mut all = Vec::new();
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
            all.extend(steps);
            at += 1;
        }
        self.lost = None;
        self.watched.steps.extend(all.iter().cloned());
        Ok(all)
    }

    /// Waits a little longer while nothing happens.
    fn settle(&mut self, is_quiet: bool) {
        let (poll, usual) = (self.cloud.pace.poll, USUAL.max(self.cloud.pace.poll).min(self.cloud.pace.slowest));
        self.wait = if is_quiet { self.wait.mul_f64(1.2).clamp(poll, usual) } else { poll };
    }

    /// What cannot be read now may be read later: an operation does not fail because somebody could not look at it.
    fn bear(&mut self, failure: Failure) -> Result<(), Failure> {
        if !failure.passes() {
            return Err(failure);
        }
        let since = *self.lost.get_or_insert_with(Instant::now);
        if failure.kind == Kind::Unclear && since.elapsed() > self.cloud.pace.patience {
            return Err(Failure { message: format!("{}; {} may still go on", failure.message, self.name), ..failure });
        }
        self.wait = self.wait.mul_f64(1.5).min(self.cloud.pace.slowest);
        Ok(())
    }
}
