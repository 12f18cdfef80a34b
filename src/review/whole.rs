//! What is wrong with a template as a whole.

use super::{Document, Macros};
use crate::diagnostic::Diagnostic;
use crate::lower::{cycles, too_many};
use crate::source::Span;
use crate::template::Step;
use rustc_hash::FxHashMap;

/// Resources that wait for each other, and more of them than a stack may have.
pub fn check(document: &Document<'_>) -> Vec<Diagnostic> {
    // What a macro makes of it is not known.
    if document.macros != Macros::None {
        return Vec::new();
    }
    let resources = &document.template.resources;
    let positions: FxHashMap<&str, usize> =
        resources.iter().enumerate().map(|(at, resource)| (resource.id.as_ref(), at)).collect();
    let at = |position: usize| -> Span {
        resources
            .get(position)
            .map_or_else(Span::default, |resource| document.head(&[Step::Key("Resources"), Step::Key(&resource.id)]))
    };
    let cycle = cycles::check(document.template, |id| positions.get(id).copied(), at);
    cycle.into_iter().chain(too_many(document.template, at)).collect()
}
