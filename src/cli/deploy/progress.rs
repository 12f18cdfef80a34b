//! What goes on, as it is shown: one line for each resource that is made, changed or deleted, and how far the whole is.

use crate::cli::render::{self, Style};
use crate::deploy::{Outcome, Step};
use std::collections::HashMap;
use std::io::{self, Write};
use std::time::SystemTime;

/// The lines of what goes on.
pub struct Progress {
    style: Style,
    since: HashMap<(String, Vec<String>, String), SystemTime>,
}

impl Progress {
    /// Nothing goes on yet.
    pub fn new(style: Style) -> Self {
        Self { style, since: HashMap::new() }
    }

    /// Prints text above what goes on.
    pub fn print(&mut self, text: &str) {
        // Where nobody can read, nothing is lost.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// An operation begins.
    pub fn begin(&mut self, stack: &str, verb: &str, count: Option<usize>) {
        let about = count.map_or_else(String::new, |count| format!(": {count} resources"));
        self.print(&format!("{verb} {}{about}\n", render::line(stack)));
    }

    /// A resource is a step further.
    pub fn step(&mut self, stack: &str, step: &Step) {
        let key = (stack.to_owned(), step.within.clone(), step.id.clone());
        let since = *self.since.entry(key).or_insert(step.at);
        if step.status.ends_with("_IN_PROGRESS") {
            return;
        }
        let took = step.at.duration_since(since).unwrap_or_default();
        let place: String = step.within.iter().map(|stack| format!("{stack}/")).collect();
        let text = format!("  {:<18} {place}{} {} {:.0}s", step.status, step.id, step.kind, took.as_secs_f64());
        self.print(&format!("{}\n", render::line(&text)));
        let _ = &self.style;
    }

    /// An operation is over.
    pub fn end(&mut self, stack: &str, outcome: Outcome) {
        let text = match outcome {
            Outcome::Done => "done",
            Outcome::Failed => "failed",
            Outcome::Left => "left; it goes on at AWS",
        };
        self.print(&format!("{}: {text}\n", render::line(stack)));
    }
}
