//! The person at the terminal, as a deploy sees them.

use super::progress::Progress;
use super::{leaving, words};
use crate::cli::render::{self, Style};
use crate::cli::report;
use crate::deploy::{Desk, Input, Interrupt, Note, Question};
use crate::plan::Plan;
use std::cell::RefCell;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc;
use std::time::Duration;

/// Tells what happens on standard error, and asks there. Answers come from the terminal.
pub struct Terminal {
    /// Whether every question is answered already.
    pub yes: bool,
    /// Whether several stacks speak.
    pub several: bool,
    /// Whether it is not said who is connected to what.
    pub quiet: bool,
    /// How text is shown.
    pub style: Style,
    /// Whether somebody wants to go.
    pub interrupt: Interrupt,
    /// What is going on.
    pub progress: RefCell<Progress>,
}

impl Terminal {
    /// The terminal of this process.
    pub fn new(yes: bool, several: bool) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let style = report::style(is_terminal);
        let progress = RefCell::new(Progress::new(style, is_terminal));
        Self { yes, several, quiet: false, style, interrupt: Interrupt::default(), progress }
    }

    /// One that says nothing but what goes on.
    pub fn quiet() -> Self {
        Self { quiet: true, ..Self::new(true, false) }
    }

    /// Whether somebody can answer.
    fn has_person() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    fn show_plan(&self, plan: &Plan) {
        let text = crate::cli::plan::text(&self.style, plan);
        self.progress.borrow().print(&text);
    }

    /// Says something about a stack.
    pub fn line(&self, stack: &str, text: &str) {
        let name = if self.several { format!("{}: ", render::line(stack)) } else { String::new() };
        self.progress.borrow().print(&format!("{name}{}\n", render::line(text)));
    }

    /// Does something with the terminal while nothing moves on it.
    pub fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.progress.borrow().aside(act)
    }

    /// Whether the data of these may be lost: somebody has to write each name. `--yes` is no answer to this.
    fn lose(&self, ids: &[String]) -> io::Result<bool> {
        if self.yes || !Self::has_person() {
            return Ok(false);
        }
        for id in ids {
            let prompt = format!("Data would be lost. To go on, write the name {}: ", render::line(id));
            if self.answer(&prompt)?.is_none_or(|answer| answer.trim() != id) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// An answer; nothing at the end of what can be read.
    fn answer(&self, prompt: &str) -> io::Result<Option<String>> {
        self.aside(|| {
            let mut err = io::stderr().lock();
            write!(err, "{prompt}")?;
            err.flush()?;
            self.wait(|| {
                let mut answer = String::new();
                let read = io::stdin().lock().read_line(&mut answer)?;
                Ok((read > 0).then(|| answer.trim_end_matches(['\r', '\n']).to_owned()))
            })
        })
    }

    /// Waits for what somebody types, unless they want to go before.
    fn wait<T: Send + 'static>(&self, read: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
        let (give, take) = mpsc::channel();
        // Reading cannot be stopped: where nobody waits for it any more, it ends with the process.
        std::thread::spawn(move || give.send(read()));
        loop {
            match take.recv_timeout(LOOK) {
                Ok(answer) => return answer,
                Err(mpsc::RecvTimeoutError::Timeout) if !self.interrupt.is_asked() => {}
                Err(_) => {
                    // Behind what the terminal shows for Ctrl-C.
                    let _ = writeln!(io::stderr());
                    return Err(io::ErrorKind::Interrupted.into());
                }
            }
        }
    }
}

/// How often it is looked whether somebody wants to go.
const LOOK: Duration = Duration::from_millis(50);

impl Desk for Terminal {
    fn note(&self, stack: &str, note: Note<'_>) {
        match note {
            Note::Account(..) if self.quiet => {}
            Note::Account(account, region) => {
                self.line(stack, &format!("account {}, region {region}, as {}", account.id, account.arn));
            }
            Note::Said(text) => self.line(stack, &text),
            Note::Plan(plan) => self.show_plan(plan),
            Note::Leaving(all) => self.progress.borrow().print(&leaving::text(&self.style, stack, all)),
            Note::Begins(verb, count) => self.progress.borrow_mut().begin(stack, verb, count),
            Note::Step(step) => self.progress.borrow_mut().step(stack, step),
            Note::Ends(outcome) => self.progress.borrow_mut().end(stack, outcome),
        }
    }

    fn ask(&self, stack: &str, question: &Question<'_>) -> io::Result<bool> {
        if let Question::Lose(ids) = question {
            return self.lose(ids);
        }
        let text = words::question(stack, question);
        if self.yes {
            return Ok(true);
        }
        if !Self::has_person() {
            return Err(io::Error::other(format!(
                "{text} Nobody is there to answer: say --yes to go on without asking"
            )));
        }
        let answer = self.answer(&format!("{} [y/N] ", render::line(&text)))?.unwrap_or_default();
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    fn value(&self, _: &str, input: &Input) -> io::Result<Option<String>> {
        if self.yes || !Self::has_person() {
            return Ok(None);
        }
        let about = input.description.as_deref().map_or_else(String::new, |text| format!(" ({})", render::line(text)));
        let prompt = format!("{}{about}: ", render::line(&input.name));
        if input.secret {
            return self.aside(|| self.wait(|| rpassword::prompt_password(prompt))).map(Some);
        }
        self.answer(&prompt)
    }
}
