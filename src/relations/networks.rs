//! What is said of the networks of a stack.

use super::places::Places;
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::lower::derived;
use crate::reason::vpcs::{self, Finding, NOT_WAITING};
use crate::source::{Source, Span};

/// Everything that AWS would refuse of them; where something could not be read, nothing is said to be missing.
pub fn check(places: &Places<'_, '_>, is_unsure: bool) -> Vec<Diagnostic> {
    let by_word = |at: usize| places.declaration(at).is_some_and(|made| !made.word.is_raw());
    let found = vpcs::check(&places.lowered.template, &|at| places.called(at), &by_word);
    let sure = found.into_iter().filter(|found| !(found.is_absence && is_unsure));
    sure.map(|found| placed(places, found)).collect()
}

/// How a source says that something waits for another resource, which has to have a name there.
fn wait_for(places: &Places<'_, '_>, on: usize) -> String {
    let id = &places.lowered.template.resources[on].id;
    let declared = places.declaration(on).filter(|one| *id == derived(&one.logical_id, one.word.completed_by));
    match declared {
        Some(one) => format!("let it wait: depends_on = {}", one.handle.text),
        None => {
            "declare the gateway, internet_gateway igw in VPC, and let this wait for it: depends_on = igw".to_owned()
        }
    }
}

fn placed(places: &Places<'_, '_>, found: Finding<'_>) -> Diagnostic {
    let spans: Vec<Span> = found.places.iter().map(|at| places.at(at)).collect();
    let waits_for = found.places.get(1).filter(|_| found.problem.code == NOT_WAITING).map(|on| on.resource);
    let labels = found.places.into_iter().zip(&spans);
    let found_problem = match found.write {
        Some(write) => found.problem.help(write),
        None => found.problem,
    };
    let problem = labels.fold(found_problem, |problem, (at, span)| problem.label(*span, at.label));
    if let Some(on) = waits_for {
        return problem.help(wait_for(places, on));
    }
    match (found.instead, spans.first()) {
        (Some(text), Some(span)) => instead(places.source, problem, *span, &text),
        (_, _) => problem,
    }
}

/// Offers another block, where one stands as it is.
pub fn instead(source: &Source, problem: Diagnostic, span: Span, text: &str) -> Diagnostic {
    let written = source.slice(span);
    let quote = written.get(..1).filter(|first| ["\"", "'"].contains(first)).unwrap_or_default();
    let inner = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).unwrap_or_default();
    match Block::parse(inner) {
        Ok(_) => problem.fix(format!("write {text}"), span, format!("{quote}{text}{quote}")),
        Err(_) => problem,
    }
}
