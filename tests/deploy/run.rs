//! One deploy against the service, and what was said in it.

use crate::service::Service;
use futures_util::future::Either;
use infrac::deploy::{
    self, Access, Cloud, Desk, End, Input, Interrupt, Keys, Note, Order, Pace, Question, Sides, Stop,
};
use infrac::{Source, compile, template};
use std::cell::RefCell;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Waits that cost a test little; an answer that never comes is given up soon.
pub const QUICK: Pace = Pace {
    poll: Duration::from_millis(1),
    usual: Duration::from_millis(2),
    slowest: Duration::from_millis(4),
    retry: Duration::from_millis(1),
    patience: Duration::from_millis(200),
    answer: Duration::from_millis(700),
};

/// Answers every question in the same way, and takes notes.
#[derive(Default)]
pub struct Notes {
    pub consents: bool,
    pub taken: RefCell<Vec<String>>,
}

impl Desk for Notes {
    fn note(&self, _: &str, note: Note<'_>) {
        self.taken.borrow_mut().push(match note {
            Note::Account(account, region) => format!("account {} in {region}", account.id),
            Note::Said(text) => text,
            Note::Plan(plan) => format!("plan of {}", plan.changes.len()),
            Note::Leaving(all) => format!("leaving of {}", all.len()),
            Note::Begins(verb, _) => format!("begins {verb}"),
            Note::Step(step) => format!("{}{} {}", step.within.concat(), step.id, step.status),
            Note::Ends(outcome) => format!("ends {outcome:?}"),
        });
    }

    fn ask(&self, _: &str, question: &Question<'_>) -> io::Result<bool> {
        let what = match question {
            Question::Execute(..) => "execute",
            Question::Replace(_) => "replace",
            Question::Continue(_) => "continue",
            Question::Lose(_) => "lose",
            Question::Destroy => "destroy",
        };
        self.taken.borrow_mut().push(format!("asks whether to {what}"));
        Ok(self.consents)
    }

    fn value(&self, _: &str, _: &Input) -> io::Result<Option<String>> {
        Ok(None)
    }
}

/// A template of source text, without white space.
pub fn body(text: &str) -> String {
    let source = Source::new("test.infra", text);
    let compiled = compile(&source);
    assert!(!compiled.has_errors(), "{:?}", compiled.diagnostics);
    let mut bytes = Vec::new();
    template::compact_json(&compiled.template, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// How long a deploy of a few hundred milliseconds may take on a machine that is busy.
const HANGS: Duration = Duration::from_secs(20);

/// What came of one deploy.
pub struct Ran {
    /// Nothing where the process was killed.
    pub end: Option<Result<End, Stop>>,
    /// Whether it had no end, and was killed for that.
    pub hangs: bool,
    pub notes: Vec<String>,
}

/// Deploys what a source text says as the stack `test`.
pub fn run(service: &Service, order: &Order, text: &str, consents: bool, pace: Pace) -> Ran {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let notes = Notes { consents, ..Notes::default() };
    let end = runtime.block_on(async {
        let cloud = connected(service, pace).await;
        service.state().interrupt = cloud.interrupt.clone();
        let deploy = Box::pin(tokio::time::timeout(HANGS, deployed(&cloud, order, text, &notes)));
        match futures_util::future::select(deploy, Box::pin(service.killed())).await {
            Either::Left((Ok(end), _)) => Some(Some(end)),
            Either::Left((Err(_), _)) => None,
            Either::Right(_) => Some(None),
        }
    });
    service.state().interrupt = Interrupt::default();
    Ran { hangs: end.is_none(), end: end.flatten(), notes: notes.taken.into_inner() }
}

/// As the command line does it: whose account it is comes first.
async fn deployed(cloud: &Cloud, order: &Order, text: &str, notes: &Notes) -> Result<End, Stop> {
    let source = Source::new("test.infra", text);
    let compiled = compile(&source);
    let sides = Sides { template: &compiled.template, locate: &|_| None };
    deploy::introduce(cloud, &order.stack, notes).await?;
    deploy::deploy(cloud, order, &sides, notes).await
}

/// The SDK keeps one budget of retries for each region of a process: one run shall not take from another.
async fn connected(service: &Service, pace: Pace) -> Cloud {
    static REGIONS: AtomicUsize = AtomicUsize::new(0);
    let region = format!("test-{}", REGIONS.fetch_add(1, Ordering::SeqCst));
    let keys = Keys { id: "AKIATEST".to_owned(), secret: "secret".to_owned(), session: None };
    let access = Access { region: Some(region), profile: None, endpoint: Some(service.address()), keys: Some(keys) };
    deploy::connect(&access, pace).await.expect("a region and credentials")
}
