//! A derivation as a tree in a terminal, or in words.

use super::render::ink::{BOLD, DIM, GREEN, RED, YELLOW};
use super::render::{Style, line};
use crate::suggest;
use crate::why::without::{Loss, Pair};
use crate::why::{Step, Why};

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
    let request = match why.request {
        Some("hangs") => "it is permitted, and there is no way: a request hangs\n",
        Some(_) => "there is a way, and no permission: a request is denied\n",
        None => "",
    };
    let title = format!("{}: {who} {verb} {} {what}{inputs}", why.answer, why.verb);
    let mut out = format!("{}\n{request}", style.paint(BOLD, &line(&title)));
    below(style, &why.steps, "", &mut out);
    out
}

/// Steps with lines that lead to them; in words and without other characters they are indented.
fn below(style: &Style, steps: &[Step], before: &str, out: &mut String) {
    let has_lines = style.unicode && !style.narrated;
    for (index, step) in steps.iter().enumerate() {
        let is_last = index + 1 == steps.len();
        let (own, further) = match (has_lines, is_last) {
            (false, _) => ("  ", "  "),
            (true, false) => ("├─ ", "│  "),
            (true, true) => ("└─ ", "   "),
        };
        out.push_str(&style.paint(DIM, &format!("{before}{own}")));
        add(style, step, out);
        below(style, &step.steps, &format!("{before}{further}"), out);
    }
}

fn add(style: &Style, step: &Step, out: &mut String) {
    let place = step.at.as_ref().map(|at| format!("{}:{}", at.file, at.line)).unwrap_or_default();
    let text = line(&step.text);
    if style.narrated {
        let place = if place.is_empty() { String::new() } else { format!(", at {}", place.replace(':', " line ")) };
        out.push_str(&format!("{}: {text}{place}\n", step.answer));
    } else {
        let mark = mark(style, step.answer);
        let place = if place.is_empty() { String::new() } else { format!("  {}", style.paint(DIM, &line(&place))) };
        out.push_str(&format!("{mark} {text}{place}\n"));
    }
}

fn mark(style: &Style, answer: &str) -> String {
    let (color, unicode, ascii) = match answer {
        "yes" => (GREEN, "✓", "yes    "),
        "no" => (RED, "✗", "no     "),
        _ => (YELLOW, "?", "unknown"),
    };
    style.paint(color, if style.unicode { unicode } else { ascii })
}

/// What is lost without something.
pub fn loss(style: &Style, loss: &Loss) -> String {
    if loss.claims.is_empty() && loss.pairs.is_empty() {
        return format!("{}\n", line(&format!("nothing that is known here is lost without {}", loss.without)));
    }
    let mut out = format!("{}\n", style.paint(BOLD, &line(&format!("without {}:", loss.without))));
    for claim in &loss.claims {
        out.push_str(&format!("  {} {}\n", mark(style, "no"), line(&format!("the claim fails: {claim}"))));
    }
    for (pair, verbs) in together(&loss.pairs) {
        let what = if pair.what == "internet" { "the internet" } else { &pair.what };
        let inputs = if pair.inputs.is_empty() { String::new() } else { format!(" where {}", pair.inputs) };
        let text = line(&format!("{} can no longer {} {what}{inputs}", pair.who, suggest::any_of(verbs)));
        out.push_str(&format!("  {} {text}\n", mark(style, "no")));
    }
    out
}

/// Pairs that differ by their verbs alone, as one with all of them.
fn together(pairs: &[Pair]) -> Vec<(&Pair, Vec<&'static str>)> {
    let mut found: Vec<(&Pair, Vec<&'static str>)> = Vec::new();
    let is_same =
        |one: &Pair, other: &Pair| (&one.who, &one.what, &one.inputs) == (&other.who, &other.what, &other.inputs);
    for pair in pairs {
        match found.iter_mut().find(|(known, _)| is_same(known, pair)) {
            Some((_, verbs)) => verbs.push(pair.verb),
            None => found.push((pair, vec![pair.verb])),
        }
    }
    found
}
