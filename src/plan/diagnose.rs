//! The parts of a plan that need a decision, as diagnostics at their lines.

use super::model::{Certainty, Change, Loss, Lost, Plan};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The code of a plan that loses data.
pub const LOSES_DATA: &str = "loses-data";

/// One diagnostic for each loss that is not allowed by logical id, and for each change that CloudFormation refuses.
pub fn diagnostics(plan: &Plan, allowed: &[String], place: &dyn Fn(&str) -> Option<Span>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        plan.lost(allowed).map(|(change, loss)| at(lost(change, loss), change, place)).collect();
    for (change, problem) in plan.problems() {
        let (code, text) = (problem.code, problem.text.clone());
        let said = match problem.certainty {
            Certainty::Certain => Diagnostic::error(code, text),
            Certainty::Possible => Diagnostic::warning(code, text),
        };
        found.push(at(said.help(problem.help.clone()), change, place));
    }
    found.extend(plan.outputs.iter().filter_map(|output| {
        let problem = output.problem.as_ref()?;
        let code = problem.code;
        Some(Diagnostic::warning(code, problem.text.clone()).help(problem.help.clone()))
    }));
    found
}

fn at(problem: Diagnostic, change: &Change, place: &dyn Fn(&str) -> Option<Span>) -> Diagnostic {
    match place(&change.logical_id) {
        Some(span) => problem.label(span, format!("{} is made by this", change.logical_id)),
        None => problem,
    }
}

fn lost(change: &Change, loss: &Loss) -> Diagnostic {
    let may = loss.certainty == Certainty::Possible;
    let is = match (loss.lost, may) {
        (Lost::Everything, false) => "would be lost",
        (Lost::Everything, true) => "may be lost",
        (Lost::OutsideSnapshot, false) => "would be left in a snapshot",
        (Lost::OutsideSnapshot, true) => "may be left in a snapshot",
        (Lost::LeftBehind, false) => "would be left behind",
        (Lost::LeftBehind, true) => "may be left behind",
    };
    let id = &change.logical_id;
    Diagnostic::error(LOSES_DATA, format!("{} {is}", loss.what)).help(format!(
        "{}\nif that is meant, say --allow-replace {id}; otherwise undo the change that leads to it",
        loss.text
    ))
}
