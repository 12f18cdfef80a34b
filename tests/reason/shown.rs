//! Derivations as people read them.

use crate::case::{Case, Question, Told};
use infrac::reason::trace::{Step, Way};
use infrac::reason::truth::Truth;
use infrac::template::{self, Template};
use std::fmt::Write as _;

/// An answer as a word.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

/// All answers of a case.
pub fn all(case: &Case, answered: &[(&Question, Told)]) -> String {
    let mut out = case.about.trim_end().to_owned();
    out.push('\n');
    for (question, told) in answered {
        let _ = write!(out, "\n{}: {}", question.text, truth(told.truth));
        if !told.circumstances.is_empty() {
            let _ = write!(out, ", where {}", told.circumstances.join(" and "));
        }
        out.push('\n');
        for (depth, truth, text, at) in &told.steps {
            let mark = match truth {
                Truth::Yes => "+",
                Truth::No => "-",
                Truth::Unknown => "?",
            };
            let _ = writeln!(out, "{}{mark} {text}{at}", "  ".repeat(depth + 1));
        }
    }
    out
}

/// Steps one below the other.
pub fn flat(template: &Template<'_>, steps: &[Step<'_>], depth: usize, out: &mut Vec<(usize, Truth, String, String)>) {
    for step in steps {
        let at = step.at.as_ref().map(|at| format!("  [{}]", way(template, at))).unwrap_or_default();
        out.push((depth, step.truth, step.text.clone(), at));
        flat(template, &step.steps, depth + 1, out);
    }
}

fn way(template: &Template<'_>, way: &Way<'_>) -> String {
    let mut text = template.resources[way.resource].id.to_string();
    for step in &way.steps {
        match step {
            template::Step::Key(key) => text.push_str(&format!(".{key}")),
            template::Step::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
