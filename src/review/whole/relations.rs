//! What the relations of a template say: what is permitted and hangs, what anybody can reach.

use super::key_of;
use crate::diagnostic::Diagnostic;
use crate::findings::{self, Locate};
use crate::reason::relations::Relations;
use crate::reason::symbol::Place;
use crate::reason::trace::Way;
use crate::review::Document;
use crate::source::Span;
use crate::template::Step;

/// Everything there is to say, where all resources are known.
pub fn check(document: &Document<'_>, region: Option<&str>) -> Vec<Diagnostic> {
    if document.has_loops() {
        return Vec::new();
    }
    let relations = || Relations::new(document.template, Place { region }, |at| document.called(at));
    findings::check(document.template, relations, document)
}

impl Locate for Document<'_> {
    fn called(&self, at: usize) -> String {
        format!("`{}`", self.template.resources[at].id)
    }

    fn place(&self, way: &Way<'_>) -> Span {
        if way.steps.is_empty() {
            return key_of(self, way.resource);
        }
        let id = &self.template.resources[way.resource].id;
        let above = [Step::Key("Resources"), Step::Key(id), Step::Key("Properties")];
        self.value(&above.into_iter().chain(way.steps.iter().copied()).collect::<Vec<_>>())
    }

    fn input(&self, id: &str) -> String {
        id.to_owned()
    }

    fn has_words(&self) -> bool {
        false
    }
}
