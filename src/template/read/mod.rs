//! A template's text as a value, with the place of everything in it.
//!
//! ```text
//!   JSON ──▶ json ──┐
//!                   ├──▶ Node ── value, sections ──▶ Template + Place
//!   YAML ──▶ yaml ──┘
//! ```
//!
//! Reading never fails: what cannot be read is left out, and a diagnostic says so. Nothing here is recursive deeper than
//! the limit of nesting, and aliases are expanded up to a limit.

mod functions;
mod json;
mod node;
mod place;
mod problems;
mod sections;
mod value;
mod yaml;

pub use place::{Place, Step};

use super::Template;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::suggest;
use crate::syntax::inspect::MOST_BYTES;
use problems::Problems;

/// A template that was read: what it holds, where everything stands, and what is wrong with its text.
#[derive(Debug)]
pub struct Read<'a> {
    /// What it holds; to be used with care when something is wrong.
    pub template: Template<'a>,
    /// Where everything stands.
    pub places: Place<'a>,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Read<'_> {
    /// Whether something keeps CloudFormation from taking the template.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads a template: JSON when it begins as JSON does, YAML otherwise. Never fails and never panics.
pub fn read(source: &Source) -> Read<'_> {
    suggest::begin();
    let mut problems = Problems::default();
    let text = source.text();
    if text.len() > MOST_BYTES {
        problems.push(too_large(text.len()));
        return Read { template: Template::default(), places: Place::default(), diagnostics: problems.sorted() };
    }
    let root = if is_json(text) { json::read(text, &mut problems) } else { yaml::read(text, &mut problems) };
    let (template, places) = sections::read(root, &mut problems);
    Read { template, places, diagnostics: problems.sorted() }
}

/// Whether a text begins like JSON. A comment in front is no reason to take it for YAML.
fn is_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[', '/'])
}

fn too_large(bytes: usize) -> Diagnostic {
    Diagnostic::error("file-too-large", format!("the file has {bytes} bytes, expected at most {MOST_BYTES} (8 MiB)"))
        .label(Span::default(), "nothing of it was read")
        .help("split the template into stacks; CloudFormation takes 1 MB")
}

#[cfg(test)]
mod tests;
