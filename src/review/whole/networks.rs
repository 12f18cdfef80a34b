//! Networks that AWS refuses.

use super::key_of;
use crate::diagnostic::{Diagnostic, Severity};
use crate::reason::vpcs;
use crate::relations::networks::instead;
use crate::review::Document;
use crate::source::Span;
use crate::template::Step;

/// What AWS would refuse of the networks, where all resources are known.
pub fn check(document: &Document<'_>) -> Vec<Diagnostic> {
    if document.has_loops() {
        return Vec::new();
    }
    let resources = &document.template.resources;
    let found = vpcs::check(document.template, &|at| format!("`{}`", resources[at].id), &|_| false);
    let placed = found.into_iter().map(|found| {
        let place = |at: &vpcs::At<'_>| match at.way.as_slice() {
            [] => key_of(document, at.resource),
            way => {
                let above = [Step::Key("Resources"), Step::Key(&resources[at.resource].id)];
                document.value(&above.iter().chain(way).copied().collect::<Vec<_>>())
            }
        };
        let spans: Vec<Span> = found.places.iter().map(place).collect();
        let labels = found.places.into_iter().zip(&spans);
        let mut problem = labels.fold(found.problem, |problem, (at, span)| problem.label(*span, at.label));
        // Templates with a rule that stands in a list and by itself have been deployed.
        if problem.code == "duplicate-rule" {
            problem.severity = Severity::Warning;
        }
        match (found.instead, spans.first()) {
            (Some(text), Some(span)) => instead(document.source, problem, *span, &text),
            (_, _) => problem,
        }
    });
    placed.collect()
}
