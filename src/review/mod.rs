//! What is wrong with a template that somebody else wrote: its text, its names, and its resources by their types.

mod names;
mod places;
mod types;
mod whole;

use crate::diagnostic::Diagnostic;
use crate::findings::Locate;
use crate::reason::relations::Relations;
use crate::reason::symbol::Place as PlaceOfStack;
use crate::source::Source;
use crate::suggest;
use crate::template::{self, Place, Template, Value};
use rustc_hash::FxHashMap;

/// Everything there is to say about a template; for a region, when it is known where it is meant for.
pub fn review(source: &Source, region: Option<&str>) -> Vec<Diagnostic> {
    let read = template::read(source);
    let mut diagnostics = read.diagnostics;
    let document = Document::new(source, &read.template, &read.places);
    diagnostics.extend(names::check(&document));
    diagnostics.extend(types::check(&document, region));
    diagnostics.extend(whole::check(&document, region));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span().start, std::cmp::Reverse(diagnostic.severity)));
    diagnostics.dedup();
    diagnostics
}

/// Looks at the relations of a template, where all that it makes stands there.
pub(crate) fn related<T>(
    source: &Source,
    region: Option<&str>,
    look: impl FnOnce(&Relations<'_>, &dyn Locate) -> T,
) -> Result<T, Vec<Diagnostic>> {
    suggest::begin();
    let read = template::read(source);
    let errors: Vec<Diagnostic> = read.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let document = Document::new(source, &read.template, &read.places);
    if document.macros != Macros::None || document.has_loops() {
        let message = "what a macro, a transform or a loop makes of this template is not known here";
        let problem = Diagnostic::error("not-yet-supported", message);
        return Err(vec![problem.help("ask about what CloudFormation shows as the processed template")]);
    }
    let relations = Relations::new(document.template, PlaceOfStack { region }, |at| document.called(at));
    Ok(look(&relations, &document))
}

/// A template with its places.
struct Document<'d> {
    source: &'d Source,
    template: &'d Template<'d>,
    places: &'d Place<'d>,
    /// The places of its resources, by their names.
    resources: FxHashMap<&'d str, &'d Place<'d>>,
    macros: Macros,
}

impl<'d> Document<'d> {
    fn new(source: &'d Source, template: &'d Template<'d>, places: &'d Place<'d>) -> Self {
        let resources = places.child("Resources").map_or(&[][..], |resources| &resources.children);
        let named = resources.iter().filter_map(|place| Some((place.key.as_deref()?, place)));
        Self { source, template, places, resources: named.collect(), macros: Macros::of(template) }
    }

    /// Whether a loop makes names that do not stand here, or an inclusion resources.
    fn has_loops(&self) -> bool {
        let included =
            self.places.child("Resources").is_some_and(|resources| resources.child("Fn::Transform").is_some());
        included || has_loop(self.places)
    }
}

fn has_loop(place: &Place<'_>) -> bool {
    place.key.as_deref().is_some_and(|key| key.starts_with("Fn::ForEach")) || place.children.iter().any(has_loop)
}

/// What rewrites a template before CloudFormation reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Macros {
    /// Nothing that makes names.
    None,
    /// The serverless transform, which makes resources beside those of the template.
    Serverless,
    /// Somebody's macro, which may make anything of anything.
    Unknown,
}

impl Macros {
    fn of(template: &Template<'_>) -> Self {
        let names: Vec<&Value<'_>> = match &template.transform {
            None => Vec::new(),
            Some(Value::List(names)) => names.iter().collect(),
            Some(one) => vec![one],
        };
        let mut found = Self::None;
        for name in names {
            match name {
                Value::Text(name) if name == "AWS::LanguageExtensions" => {}
                Value::Text(name) if name.starts_with("AWS::Serverless-") => found = Self::Serverless,
                _ => return Self::Unknown,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
