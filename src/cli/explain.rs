//! `infrac explain`: the page of a word, a function, an entry of every resource or a code.

use super::args::Explain;
use super::{Outcome, report};
use crate::{explain, suggest};
use std::io::{self, Write};

/// Prints a page, or the list of all topics.
pub fn run(arguments: &Explain) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    let Some(topic) = &arguments.topic else {
        writeln!(out, "words: {}\n", joined(explain::words()))?;
        writeln!(out, "functions: {}\n", joined(explain::functions()))?;
        writeln!(out, "entries: {}\n", joined(explain::entries()))?;
        writeln!(out, "codes: {}", joined(explain::codes()))?;
        return Ok(Outcome::Done);
    };
    if let Some(page) = explain::page(topic) {
        out.write_all(page.as_bytes())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let near = suggest::nearest(topic, explain::topics());
    let help = near.map_or_else(
        || "`infrac explain` alone lists what there is".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    report::refuse(&format!("there is no page for `{topic}`; {help}"))
}

fn joined<'t>(topics: impl Iterator<Item = &'t str>) -> String {
    topics.collect::<Vec<_>>().join(" ")
}
