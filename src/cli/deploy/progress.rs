//! What goes on, as it is shown: on a terminal in place, elsewhere as one line for each resource that is through.

use super::chain::{self, Needs};
use super::state::{self, Phase};
use crate::cli::render::{self, Style, ink};
use crate::deploy::{Outcome, Step};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::collections::HashMap;
use std::io::{self, Write};
use std::time::{Duration, SystemTime};

/// Lines of resources that are shown in place at a time; the bar counts the others.
const MOST_LINES: usize = 12;

/// Columns for the state of a resource.
const STATE: usize = 12;

/// The most columns for the name of a resource: a longer one moves what stands behind it.
const MOST_NAME: usize = 40;

/// How often what moves in place moves.
const TICK: Duration = Duration::from_millis(120);

/// The lines of what goes on.
pub struct Progress {
    style: Style,
    /// What is shown in place; nothing where lines only follow each other.
    live: Option<MultiProgress>,
    /// What the resources of each stack wait for.
    needs: HashMap<String, Needs>,
    running: HashMap<String, Running>,
    /// Columns for the name of a resource.
    width: usize,
}

/// An operation.
#[derive(Default)]
struct Running {
    bar: Option<ProgressBar>,
    verb: &'static str,
    /// By the stacks above it and its logical id.
    seen: HashMap<(Vec<String>, String), Seen>,
}

/// A resource in it.
struct Seen {
    since: SystemTime,
    until: Option<SystemTime>,
    line: Option<ProgressBar>,
}

impl Progress {
    /// Nothing goes on yet.
    pub fn new(style: Style, is_terminal: bool) -> Self {
        let live = (is_terminal && style.unicode && !style.narrated).then(MultiProgress::new);
        Self { style, live, needs: HashMap::new(), running: HashMap::new(), width: 0 }
    }

    /// What the resources of a stack wait for, so that the longest chain can be told.
    pub fn needs(&mut self, stack: &str, needs: Needs) {
        let longest = needs.keys().map(String::len).max().unwrap_or_default();
        self.width = self.width.max(longest.min(MOST_NAME));
        self.needs.insert(stack.to_owned(), needs);
    }

    /// Prints text above what goes on.
    pub fn print(&self, text: &str) {
        self.aside(|| {
            // Where nobody can read, nothing is lost.
            let _ = io::stderr().write_all(text.as_bytes());
        });
    }

    /// Does something with the terminal while nothing moves on it.
    pub fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        match &self.live {
            Some(live) => live.suspend(act),
            None => act(),
        }
    }

    /// An operation begins.
    pub fn begin(&mut self, stack: &str, verb: &'static str, count: Option<usize>) {
        let about = match count {
            None => String::new(),
            Some(1) => ": 1 resource".to_owned(),
            Some(count) => format!(": {count} resources"),
        };
        self.print(&format!("{} `{}`{about}\n", capital(verb), render::line(stack)));
        let bar = self.live.as_ref().map(|live| {
            let bar = live.add(count.map_or_else(ProgressBar::no_length, |count| ProgressBar::new(count as u64)));
            let shape = if count.is_some() {
                "{spinner} {prefix} {bar:24} {pos}/{len}  {elapsed}  {wide_msg}"
            } else {
                "{spinner} {prefix}  {elapsed}  {wide_msg}"
            };
            bar.set_style(ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_prefix(render::line(stack));
            bar.enable_steady_tick(TICK);
            bar
        });
        self.running.insert(stack.to_owned(), Running { bar, verb, seen: HashMap::new() });
    }

    /// A resource is a step further.
    pub fn step(&mut self, stack: &str, step: &Step) {
        let running = self.running.entry(stack.to_owned()).or_default();
        let key = (step.within.clone(), step.id.clone());
        let seen = running.seen.entry(key).or_insert_with(|| Seen { since: step.at, until: None, line: None });
        if state::phase(&step.status) == Phase::Going {
            if seen.until.take().is_some() {
                seen.since = step.at;
            }
            self.show(stack, step);
            self.tell(stack, step.at);
            return;
        }
        seen.until = Some(step.at);
        if let Some(line) = seen.line.take() {
            line.finish_and_clear();
        }
        let took = step.at.duration_since(seen.since).unwrap_or_default();
        self.print(&self.finished(step, took));
        self.tell(stack, step.at);
    }

    /// Shows what goes on in place.
    fn show(&mut self, stack: &str, step: &Step) {
        let text = self.text(step, String::new());
        let (Some(live), Some(running)) = (&self.live, self.running.get_mut(stack)) else { return };
        let shown = running.seen.values().filter(|seen| seen.line.is_some()).count();
        let Some(seen) = running.seen.get_mut(&(step.within.clone(), step.id.clone())) else { return };
        if seen.line.is_none() && shown < MOST_LINES {
            let line = match &running.bar {
                Some(bar) => live.insert_before(bar, ProgressBar::new_spinner()),
                None => live.add(ProgressBar::new_spinner()),
            };
            let shape = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed:>6}");
            line.set_style(shape.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            line.enable_steady_tick(TICK);
            seen.line = Some(line);
        }
        if let Some(line) = &seen.line {
            line.set_message(text);
        }
    }

    /// Tells on the bar how many are through, and the longest chain so far.
    fn tell(&self, stack: &str, now: SystemTime) {
        let Some((running, bar)) = self.running.get(stack).and_then(|running| Some((running, running.bar.as_ref()?)))
        else {
            return;
        };
        let (through, hidden) = running.counts();
        bar.set_position(bar.length().map_or(through, |length| length.min(through)));
        let hidden = if hidden > 0 { format!("and {hidden} more  ") } else { String::new() };
        bar.set_message(hidden + &self.chain(stack, running, Some(now)).unwrap_or_default());
    }

    /// The line of a resource that is through.
    fn finished(&self, step: &Step, took: Duration) -> String {
        let phase = state::phase(&step.status);
        let mark = self.style.paint(phase.ink(), phase.mark(self.style.unicode));
        let mut out = format!("{mark} {}\n", self.text(step, duration(took)));
        if let (Phase::Failed, Some(reason)) = (phase, &step.reason) {
            out.push_str(&format!("  {}\n", self.style.paint(ink::RED, &render::line(reason))));
        }
        out
    }

    /// A resource and how it is, in columns.
    fn text(&self, step: &Step, took: String) -> String {
        let (style, width) = (&self.style, self.width);
        let place: String = step.within.iter().map(|stack| format!("{stack}/")).collect();
        let phase = state::phase(&step.status);
        let state = style.paint(phase.ink(), &format!("{:<STATE$}", state::shown(&step.status)));
        let took = if took.is_empty() { took } else { format!("  {took}") };
        let name = render::line(&format!("{place}{}", step.id));
        format!("{state} {name:<width$}  {}{took}", style.paint(ink::DIM, &render::line(&step.kind)))
    }

    /// An operation is over.
    pub fn end(&mut self, stack: &str, outcome: Outcome) {
        let Some(running) = self.running.remove(stack) else { return };
        for seen in running.seen.values() {
            seen.line.iter().for_each(ProgressBar::finish_and_clear);
        }
        running.bar.iter().for_each(ProgressBar::finish_and_clear);
        let took = running.took();
        let said = match outcome {
            Outcome::Done => self.style.paint(ink::GREEN, "done"),
            // What becomes of the stack is said behind it: a rollback ends well in a state of failure.
            Outcome::Failed if running.verb == super::words::ROLLING_BACK => "over".to_owned(),
            Outcome::Failed => self.style.paint(ink::RED, "failed"),
            Outcome::Left => "left to itself: it goes on at AWS".to_owned(),
        };
        self.print(&format!("{} `{}`: {said} ({})\n", capital(running.verb), render::line(stack), duration(took)));
        if let Some(chain) = self.chain(stack, &running, None) {
            self.print(&format!("  longest chain: {chain}\n"));
        }
    }

    /// Of resources that wait for each other, the chain that took longest, where there is more than one. What goes on
    /// counts up to now.
    fn chain(&self, stack: &str, running: &Running, now: Option<SystemTime>) -> Option<String> {
        let needs = self.needs.get(stack)?;
        let took = |seen: &Seen| seen.until.or(now)?.duration_since(seen.since).ok();
        let took = running.own().filter_map(|(id, seen)| Some((id, took(seen)?))).collect();
        let chain = chain::longest(needs, &took);
        let shown: Vec<String> =
            chain.iter().map(|(id, took)| format!("{} {}", render::line(id), duration(*took))).collect();
        (chain.len() > 1 && running.verb != super::words::DELETING).then(|| shown.join(", then "))
    }
}

impl Running {
    /// The stack's own resources.
    fn own(&self) -> impl Iterator<Item = (&str, &Seen)> {
        let own = self.seen.iter().filter(|((within, _), _)| within.is_empty());
        own.map(|((_, id), seen)| (id.as_str(), seen))
    }

    /// How many of them are through, and how many go on without a line.
    fn counts(&self) -> (u64, usize) {
        let through = self.own().filter(|(_, seen)| seen.until.is_some()).count();
        let hidden = self.own().filter(|(_, seen)| seen.until.is_none() && seen.line.is_none()).count();
        (through as u64, hidden)
    }

    /// From the first event to the last.
    fn took(&self) -> Duration {
        let first = self.seen.values().map(|seen| seen.since).min();
        let last = self.seen.values().filter_map(|seen| seen.until).max();
        first.zip(last).and_then(|(first, last)| last.duration_since(first).ok()).unwrap_or_default()
    }
}

/// A time as people say it.
pub fn duration(took: Duration) -> String {
    match (took.as_secs() / 60, took.as_secs() % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
