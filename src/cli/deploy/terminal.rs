//! The person at the terminal, as a deploy sees them.

use super::progress::Progress;
use super::words;
use crate::cli::render::{self, Style};
use crate::deploy::{Desk, Input, Note, Question};
use crate::plan::Plan;
use std::cell::RefCell;
use std::io::{self, BufRead, IsTerminal, Write};

/// Tells what happens on standard error, and asks there. Answers come from the terminal.
pub struct Terminal {
    /// Whether every question is answered already.
    pub yes: bool,
    /// Whether several stacks speak.
    pub several: bool,
    /// How text is shown.
    pub style: Style,
    /// What is going on.
    pub progress: RefCell<Progress>,
}

impl Terminal {
    /// Whether somebody can answer.
    fn has_person() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    fn show_plan(&self, plan: &Plan) {
        let text = crate::cli::plan::text(&self.style, plan);
        self.progress.borrow_mut().print(&text);
    }

    fn line(&self, stack: &str, text: &str) {
        let name = if self.several { format!("{}: ", render::line(stack)) } else { String::new() };
        self.progress.borrow_mut().print(&format!("{name}{}\n", render::line(text)));
    }
}

impl Desk for Terminal {
    fn note(&self, stack: &str, note: Note<'_>) {
        match note {
            Note::Account(account, region) => {
                self.line(stack, &format!("account {}, region {region}, as {}", account.id, account.arn));
            }
            Note::Said(text) => self.line(stack, &text),
            Note::Plan(plan) => self.show_plan(plan),
            Note::Begins(verb, count) => self.progress.borrow_mut().begin(stack, verb, count),
            Note::Step(step) => self.progress.borrow_mut().step(stack, step),
            Note::Ends(outcome) => self.progress.borrow_mut().end(stack, outcome),
        }
    }

    fn ask(&self, stack: &str, question: &Question<'_>) -> io::Result<bool> {
        if let Question::Lose(ids) = question {
            return Err(io::Error::other(words::refused_loss(ids)));
        }
        let text = words::question(stack, question);
        if self.yes {
            return Ok(true);
        }
        if !Self::has_person() {
            return Err(io::Error::other(format!("{text} Nobody is there to answer: say --yes to go on without asking")));
        }
        let mut err = io::stderr().lock();
        write!(err, "{} [y/N] ", render::line(&text))?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    fn value(&self, _: &str, input: &Input) -> io::Result<Option<String>> {
        if self.yes || !Self::has_person() {
            return Ok(None);
        }
        let about = input.description.as_deref().map_or_else(String::new, |text| format!(" ({})", render::line(text)));
        let prompt = format!("{}{about}: ", render::line(&input.name));
        if input.secret {
            return rpassword::prompt_password(prompt).map(Some);
        }
        let mut err = io::stderr().lock();
        write!(err, "{prompt}")?;
        err.flush()?;
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer)?;
        Ok((read > 0).then(|| answer.trim_end_matches(['\r', '\n']).to_owned()))
    }
}
