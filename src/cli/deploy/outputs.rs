//! What a stack tells: for people, as JSON, or as variables of a shell.

use super::args::Outputs;
use super::terminal::Terminal;
use super::{ended, target};
use crate::cli::{Outcome, render};
use crate::compile;
use crate::deploy::{self, Cloud, Deployed};
use crate::deployment::Named;
use std::io::{self, Write};

/// Shows the outputs of a stack.
pub fn run(arguments: &Outputs) -> io::Result<Outcome> {
    let terminal = Terminal::quiet();
    let asked = (&arguments.target, &arguments.connection);
    let outputs = async |cloud: &Cloud, stack: &str| Ok(deploy::outputs(cloud, stack).await?);
    let (target, found) = match target::with(asked, &terminal, outputs)? {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let deployed = match found {
        Ok(Some(deployed)) => deployed,
        Ok(None) => {
            ended::line(&format!("error: there is no stack `{}`", target.stack))?;
            return Ok(Outcome::Errors);
        }
        Err(stop) => return ended::stopped(&stop),
    };
    let names = target.source().map(|source| compile(source).deployment.outputs).unwrap_or_default();
    let shown = named(&names, &deployed);
    let text = match (arguments.json, arguments.env) {
        (true, _) => json(&shown)?,
        (_, true) => env(&shown),
        (false, false) => lines(&shown),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// Outputs by the names that the file gives them, where it is there.
pub fn named<'d>(names: &'d [Named], deployed: &'d Deployed) -> Vec<(&'d str, &'d str)> {
    let name = |id: &'d str| names.iter().find(|known| known.id == id).map_or(id, |known| known.name.as_str());
    deployed.outputs.iter().map(|output| (name(&output.id), output.value.as_str())).collect()
}

/// `name = value`, one below the other.
pub fn lines(outputs: &[(&str, &str)]) -> String {
    let width = outputs.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    outputs.iter().map(|(name, value)| format!("{:<width$} = {}\n", render::line(name), render::line(value))).collect()
}

fn json(outputs: &[(&str, &str)]) -> io::Result<String> {
    let map: serde_json::Map<String, serde_json::Value> =
        outputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    Ok(serde_json::to_string_pretty(&map)? + "\n")
}

/// Lines that a shell reads: `eval "$(infrac outputs app --env)"`. What stands in single quotes is nothing but text.
fn env(outputs: &[(&str, &str)]) -> String {
    outputs.iter().map(|(name, value)| format!("{}='{}'\n", variable(name), value.replace('\'', "'\\''"))).collect()
}

/// A name as shells take it: `site-url` and `SiteUrl` are `SITE_URL`.
fn variable(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            out.push('_');
        }
        out.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
        before = letter;
    }
    if out.starts_with(|first: char| first.is_ascii_digit()) { format!("_{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::{env, json, lines};

    #[test]
    fn three_forms() {
        let outputs = [("site-url", "https://a"), ("DbHost", "it's $(here)")];
        assert_eq!(lines(&outputs), "site-url = https://a\nDbHost   = it's $(here)\n");
        assert_eq!(env(&outputs), "SITE_URL='https://a'\nDB_HOST='it'\\''s $(here)'\n");
        assert_eq!(
            json(&outputs).expect("JSON"),
            "{\n  \"DbHost\": \"it's $(here)\",\n  \"site-url\": \"https://a\"\n}\n"
        );
    }
}
