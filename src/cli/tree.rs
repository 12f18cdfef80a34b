//! A derivation as a tree in a terminal, or in words.

use super::render::{Style, line};
use crate::why::without::Loss;
use crate::why::{Step, Why};

const GREEN: &str = "32";
const RED: &str = "31";
const YELLOW: &str = "33";
const BOLD: &str = "1";
const DIM: &str = "2";

/// An answer with its steps.
pub fn show(style: &Style, why: &Why) -> String {
    let verb = match why.answer {
        "yes" => "can",
        "no" => "cannot",
        _ => "may or may not",
    };
    let what = if why.what == "internet" { "the internet" } else { &why.what };
    let who = if why.who == "internet" { "the internet" } else { &why.who };
    let inputs = if why.inputs.is_empty() { String::new() } else { format!(" where {}", why.inputs) };
    let title = format!("{}: {who} {verb} {} {what}{inputs}", why.answer, why.verb);
    let mut out = format!("{}\n", paint(style, BOLD, &line(&title)));
    for step in &why.steps {
        add(style, step, 1, &mut out);
    }
    out
}

fn add(style: &Style, step: &Step, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let place = step.at.as_ref().map(|at| format!("{}:{}", at.file, at.line)).unwrap_or_default();
    let text = line(&step.text);
    if style.narrated {
        let place = if place.is_empty() { String::new() } else { format!(", at {}", place.replace(':', " line ")) };
        out.push_str(&format!("{indent}{}: {text}{place}\n", step.answer));
    } else {
        let mark = mark(style, step.answer);
        let place = if place.is_empty() { String::new() } else { format!("  {}", paint(style, DIM, &line(&place))) };
        out.push_str(&format!("{indent}{mark} {text}{place}\n"));
    }
    for inner in &step.steps {
        add(style, inner, depth + 1, out);
    }
}

fn mark(style: &Style, answer: &str) -> String {
    let (color, unicode, ascii) = match answer {
        "yes" => (GREEN, "✓", "yes    "),
        "no" => (RED, "✗", "no     "),
        _ => (YELLOW, "?", "unknown"),
    };
    paint(style, color, if style.unicode { unicode } else { ascii })
}

fn paint(style: &Style, code: &str, text: &str) -> String {
    if style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// What is lost without something.
pub fn loss(style: &Style, loss: &Loss) -> String {
    if loss.claims.is_empty() && loss.pairs.is_empty() {
        return format!("{}\n", line(&format!("nothing that is known here is lost without {}", loss.without)));
    }
    let mut out = format!("{}\n", paint(style, BOLD, &line(&format!("without {}:", loss.without))));
    for claim in &loss.claims {
        out.push_str(&format!("  {} {}\n", mark(style, "no"), line(&format!("the claim fails: {claim}"))));
    }
    for pair in &loss.pairs {
        let what = if pair.what == "internet" { "the internet" } else { &pair.what };
        let inputs = if pair.inputs.is_empty() { String::new() } else { format!(" where {}", pair.inputs) };
        let text = line(&format!("{} can no longer {} {what}{inputs}", pair.who, pair.verb));
        out.push_str(&format!("  {} {text}\n", mark(style, "no")));
    }
    out
}
