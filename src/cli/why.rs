//! `infrac why`: how it comes that somebody can do something, or cannot.

use super::args::{PageFormat, Why as Arguments};
use super::render::{MessageFormat, Style};
use super::{Outcome, check, files, report, tree};
use crate::why::{self, Question};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Answers a question about a file, or says what is lost without something.
pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let (words, file) = match split(arguments) {
        Ok(split) => split,
        Err(problem) => return report::refuse(&problem),
    };
    let input = match files::read_with_root(&file, arguments.root.as_deref()) {
        Ok(input) => input,
        Err(problem) => return report::refuse(&problem),
    };
    if !input.unreadable.is_empty() {
        report::show(MessageFormat::Human, report::Stdout::Free, &[(&input.source, input.unreadable.clone())])?;
        return Ok(Outcome::Usage);
    }
    let style = style();
    let is_template = check::is_template(&input.source);
    let (source, region) = (&input.source, arguments.region.as_deref());
    let text = match (&arguments.without, words.as_slice()) {
        (Some(name), _) => {
            let lost = if is_template { why::lost_of_template(source, region, name) } else { why::lost(source, name) };
            lost.map(|loss| match arguments.format {
                PageFormat::Text => tree::loss(&style, &loss),
                PageFormat::Json => json(&loss),
            })
        }
        (None, [who, verb, what]) => {
            let question = Question { who, verb, what };
            let why = if is_template { why::of_template(source, region, question) } else { why::why(source, question) };
            why.map(|why| match arguments.format {
                PageFormat::Text => tree::show(&style, &why),
                PageFormat::Json => json(&why),
            })
        }
        (None, _) => return report::refuse("say who, the verb and what: infrac why web01 write uploads [FILE]"),
    };
    match text {
        Ok(text) => {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
            Ok(Outcome::Done)
        }
        Err(problems) => {
            report::show(MessageFormat::Human, report::Stdout::Free, &[(&input.source, problems)])?;
            Ok(Outcome::Errors)
        }
    }
}

/// The words of the question, and the file: the last argument, or the only file of the folder.
fn split(arguments: &Arguments) -> Result<(Vec<&str>, PathBuf), String> {
    let wanted = if arguments.without.is_some() { 0 } else { 3 };
    let all: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
    match all.len().checked_sub(wanted) {
        Some(1) => Ok((all[..wanted].to_vec(), PathBuf::from(all[wanted]))),
        Some(0) => Ok((all, only_file()?)),
        _ if wanted == 0 => Err("say one file: infrac why --without gw [FILE]".to_owned()),
        _ => Err("say who, the verb and what: infrac why web01 write uploads [FILE]".to_owned()),
    }
}

fn only_file() -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(".").map_err(|error| error.to_string())?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "infra")).collect();
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err("this folder has several .infra files: say which one".to_owned()),
        (None, _) => Err("this folder has no .infra file: say which file".to_owned()),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

fn style() -> Style {
    let is_terminal = io::stdout().is_terminal();
    let columns = terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| width.0.into());
    Style::detect(|name| std::env::var(name).ok(), is_terminal, columns)
}
