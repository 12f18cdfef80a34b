//! `infrac explain`: the page of a code, a word, a function, an entry of every resource, a type or a property.

use super::args::{Explain, PageFormat};
use super::render::Style;
use super::{Outcome, page, report};
use crate::explain::{self, Missing, Page};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// What every page in JSON has.
#[derive(Serialize)]
struct Envelope<'p> {
    version: u32,
    topic: &'p str,
    #[serde(flatten)]
    page: &'p Page,
}

/// The list of all topics in JSON.
#[derive(Serialize)]
struct Topics<'p> {
    version: u32,
    kind: &'static str,
    #[serde(flatten)]
    topics: &'p explain::Topics,
}

/// Prints a page, or the list of all topics.
pub fn run(arguments: &Explain) -> io::Result<Outcome> {
    let Some(topic) = &arguments.topic else {
        let topics = explain::topics();
        let page = Topics { version: 1, kind: "topics", topics: &topics };
        return print(match arguments.format {
            PageFormat::Text => page::render_topics(&style(), &topics),
            PageFormat::Json => json(&page)?,
        });
    };
    match explain::find(topic) {
        Ok(found) => print(match arguments.format {
            PageFormat::Text => page::render(&style(), &found),
            PageFormat::Json => json(&Envelope { version: 1, topic, page: &found })?,
        }),
        Err(Missing { problem, help }) => report::refuse(&format!("{problem}; {help}")),
    }
}

fn json(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn print(text: String) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// How standard output is read.
fn style() -> Style {
    let is_terminal = io::stdout().is_terminal();
    let columns = terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| width.0.into());
    Style::detect(|name| std::env::var(name).ok(), is_terminal, columns)
}
