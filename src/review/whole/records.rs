//! Records that Route 53 refuses.

use crate::diagnostic::Diagnostic;
use crate::reason::records;
use crate::review::Document;
use crate::template::Step;

/// Every record that is sure to be refused.
pub fn check(document: &Document<'_>) -> Vec<Diagnostic> {
    let found = records::check(document.template, &|_| None);
    found.iter().map(|refused| record(document, refused)).collect()
}

/// A record that Route 53 refuses.
fn record(document: &Document<'_>, refused: &records::Refused<'_>) -> Diagnostic {
    let (code, message, label, help) = records::said(refused);
    let at = |(resource, way): &(usize, Vec<Step<'_>>)| {
        let above = [Step::Key("Resources"), Step::Key(&document.template.resources[*resource].id)];
        document.value(&above.into_iter().chain(way.iter().copied()).collect::<Vec<_>>())
    };
    let problem = Diagnostic::error(code, message).label(at(&refused.at), label);
    match &refused.other {
        Some(other) => problem.label(at(other), "the first one").help(help),
        None => problem.help(help),
    }
}
