//! A file of either kind, as a template with the places of its resources.

use crate::cli::files::{self, Input};
use crate::cli::render::MessageFormat;
use crate::cli::{Outcome, report};
use crate::compile::examined;
use crate::plan::{At, Attribute, Path as Way, Plan, Step};
use crate::reason::trace;
use crate::source::Source;
use crate::template::{self, Place, Template};
use crate::{Diagnostic, Severity};
use std::io;
use std::path::Path;

/// What a plan compares.
pub struct Loaded<'s> {
    /// The template.
    pub template: Template<'s>,
    /// The name of the stack, where the file gives one.
    pub name: Option<String>,
    /// The inputs: what the source calls them, and their logical ids.
    #[cfg(feature = "deploy")]
    pub inputs: Vec<(String, String)>,
    source: &'s Source,
    /// Where everything stands in a template.
    places: Option<Place<'s>>,
    /// Where the resources of a source are declared, by their positions.
    declared: Vec<Option<At>>,
}

/// Reads a file; says what is wrong where it cannot be used.
pub fn read(path: &Path, root: Option<&Path>) -> io::Result<Result<Input, Outcome>> {
    let input = match is_template(path) {
        true => files::read(path),
        false => match files::read_with_root(path, root) {
            Ok(input) => input,
            Err(problem) => return report::refuse(&problem).map(Err),
        },
    };
    if input.unreadable.is_empty() {
        return Ok(Ok(input));
    }
    let found = [(&input.source, input.unreadable.clone())];
    report::show(MessageFormat::Human, report::Stdout::Taken, &found)?;
    Ok(Err(report::outcome(&found)))
}

fn is_template(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["json", "yaml", "yml", "template"].iter().any(|one| ending.eq_ignore_ascii_case(one))
}

/// Compiles or reads what was read; says what is wrong with it. Of what is deployed already only errors count.
pub fn load<'s>(path: &Path, source: &'s Source, is_new: bool) -> io::Result<Option<Loaded<'s>>> {
    let (loaded, diagnostics) = if is_template(path) { of_template(source) } else { of_source(source) };
    let counts = |one: &Diagnostic| one.is_error() || is_new && one.severity == Severity::Warning;
    let shown: Vec<Diagnostic> = diagnostics.into_iter().filter(counts).collect();
    let has_errors = shown.iter().any(Diagnostic::is_error);
    report::show(MessageFormat::Human, report::Stdout::Taken, &[(source, shown)])?;
    Ok((!has_errors).then_some(loaded))
}

fn of_template(source: &Source) -> (Loaded<'_>, Vec<Diagnostic>) {
    let read = template::read(source);
    let loaded = Loaded {
        template: read.template,
        name: None,
        #[cfg(feature = "deploy")]
        inputs: Vec::new(),
        source,
        places: Some(read.places),
        declared: Vec::new(),
    };
    (loaded, read.diagnostics)
}

fn of_source(source: &Source) -> (Loaded<'_>, Vec<Diagnostic>) {
    let compiled = crate::compile(source);
    let count = compiled.template.resources.len();
    let declared = (0..count).map(|at| Some(source.at(source.first_line(compiled.origins.resource(at)?))));
    #[cfg(feature = "deploy")]
    let inputs = compiled.deployment.inputs.iter().map(|input| (input.name.clone(), input.id.clone()));
    let loaded = Loaded {
        name: compiled.deployment.name.clone(),
        #[cfg(feature = "deploy")]
        inputs: inputs.collect(),
        source,
        places: None,
        declared: declared.collect(),
        template: compiled.template,
    };
    (loaded, compiled.diagnostics)
}

impl Loaded<'_> {
    fn position(&self, id: &str) -> Option<usize> {
        self.template.resources.iter().position(|resource| resource.id == id)
    }

    /// Where a resource is declared.
    pub fn at(&self, id: &str) -> Option<At> {
        match &self.places {
            Some(places) => {
                let place = places.child("Resources")?.child(id)?;
                Some(self.source.at(self.source.first_line(place.head())))
            }
            None => self.declared.get(self.position(id)?)?.clone(),
        }
    }

    /// Says where the properties that change are said.
    pub fn locate_properties(&self, plan: &mut Plan) {
        match &self.places {
            Some(places) => {
                let resources = places.child("Resources");
                each_property(plan, |id, way| {
                    let place = resources?.child(id)?.child("Properties")?;
                    Some(self.source.at(self.source.first_line(place.nearest(steps(way)).head())))
                });
            }
            None => {
                _ = examined(self.source, |places| {
                    each_property(plan, |id, way| {
                        let way = trace::Way { resource: self.position(id)?, steps: steps(way).collect() };
                        Some(self.source.at(self.source.first_line(places.place_of(&way))))
                    });
                })
            }
        }
    }
}

fn each_property(plan: &mut Plan, place: impl Fn(&str, &Way) -> Option<At>) {
    for change in &mut plan.changes {
        for property in change.properties.iter_mut().filter(|property| property.attribute == Attribute::Properties) {
            property.at = place(&change.logical_id, &property.path);
        }
    }
}

fn steps(way: &Way) -> impl Iterator<Item = template::Step<'_>> {
    way.0.iter().map(|step| match step {
        Step::Key(key) => template::Step::Key(key),
        Step::Item(at) => template::Step::Item(*at),
    })
}
