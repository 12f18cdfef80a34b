//! What is wrong with a template's resources by their types, at the places of the source.

pub mod cloudfront;
mod dynamic;
mod leaves;
pub mod names;
mod user_data;
mod zones;

use crate::diagnostic::{Diagnostic, Edit};
use crate::lower::Origins;
use crate::model::locate::{Found, Statement};
use crate::model::{Declaration, Stack, Values};
use crate::schema::check::{self, At, Context, Problem, Step};
use crate::schema::{self, Type};
use crate::source::{Source, Span};
use crate::suggest;
use crate::template::{Resource, Template};

/// Everything that the types of a stack's resources say, besides what was said of them already: a word knows more of
/// its entries than the type does.
pub fn check(
    source: &Source,
    stack: &Stack<'_>,
    template: &Template<'_>,
    origins: &Origins,
    said: &[Diagnostic],
) -> Vec<Diagnostic> {
    let said = Said::new(said);
    let targets = check::targets(template);
    let declared = stack.declarations.iter().map(|one| (one.logical_id.as_ref(), one.handle.text));
    let names = declared.chain(stack.inputs.iter().map(|input| (input.id.as_ref(), input.name.text)));
    let context = Context::new(template, &targets, false).named(names);
    let mut diagnostics: Vec<Diagnostic> =
        stack.declarations.iter().filter_map(|declaration| type_of(stack, declaration)).collect();
    diagnostics.retain(|problem| !said.has(problem.span()));
    let mut references = dynamic::Search::default();
    let region = stack.settings.as_ref().and_then(|settings| settings.entries.text("region"));
    for (at, resource) in template.resources.iter().enumerate() {
        let mut problems = check::resource(resource, &context);
        problems.extend(references.resource(resource));
        problems.extend(user_data::check(resource));
        names::add(resource, &mut problems);
        problems.extend(cloudfront::check(resource, &context, region.map(AsRef::as_ref)));
        problems.extend(region.iter().flat_map(|region| zones::check(resource, region)));
        if problems.is_empty() {
            continue;
        }
        let origin = origins.resource(at).unwrap_or_default();
        // What names would have stood for is not known, so that something with a value may look absent; and a value
        // may be wrong where its name is given to it.
        let is_unsure = stack.scopes.has_lost() || stack.declared_by(origin).is_some_and(|declared| declared.misread);
        problems.retain(|problem| !(is_unsure && is_absence(problem)));
        let new = placed(source, stack, resource, origin, problems).into_iter();
        diagnostics.extend(new.filter(|(about, _)| !said.has(*about)).map(|(_, new)| zones::labelled(new, stack)));
    }
    diagnostics.extend(references.sections(template, stack));
    diagnostics
}

/// Where errors were said: their labels by where they start, each with the furthest end so far.
struct Said {
    labels: Vec<(u32, u32)>,
}

impl Said {
    fn new(said: &[Diagnostic]) -> Self {
        let errors = said.iter().filter(|one| one.is_error());
        let mut labels: Vec<(u32, u32)> =
            errors.flat_map(|one| &one.labels).map(|label| (label.span.start, label.span.end)).collect();
        labels.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut labels {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { labels }
    }

    /// Whether one of them is about this place.
    fn has(&self, place: Span) -> bool {
        let before = self.labels.partition_point(|(start, _)| *start < place.end);
        before.checked_sub(1).is_some_and(|last| place.start < self.labels[last].1)
    }
}

/// What is wrong with a declaration's type itself.
fn type_of(stack: &Stack<'_>, declaration: &Declaration<'_>) -> Option<Diagnostic> {
    let span = declaration.written.span;
    let Some(of) = schema::find(declaration.resource_type()) else {
        return unknown(declaration.resource_type()).map(|(problem, near)| {
            let problem = problem.label(span, "unknown resource type");
            match near {
                Some(near) => problem.fix(format!("write `{near}`"), span, near),
                None => problem,
            }
        });
    };
    if declaration.existing {
        return None;
    }
    let region = stack.settings.as_ref().and_then(|settings| settings.entries.text("region"));
    let problem = region.and_then(|region| unavailable(of, region)).or_else(|| retired(of))?;
    Some(problem.label(span, "this type"))
}

/// A type that is none, and what was meant.
pub fn unknown(name: &str) -> Option<(Diagnostic, Option<&'static str>)> {
    // Others can register types with CloudFormation, and modules.
    if !name.starts_with("AWS::") || name.ends_with("::MODULE") || schema::find(name).is_some() {
        return None;
    }
    let problem = Diagnostic::error("unknown-type", format!("`{name}` is not a resource type of CloudFormation"));
    let near = suggest::nearest(name, schema::names());
    let help = near.map_or_else(|| elsewhere(name), |near| format!("did you mean `{near}`?"));
    Some((problem.help(help), near))
}

/// Where else to look: a type of this name in another service, the types of the service, or the service itself.
fn elsewhere(name: &str) -> String {
    const REFERENCE: &str = "look the type up in CloudFormation's reference, and write it as it is spelled there";
    if suggest::is_spent() {
        return REFERENCE.to_owned();
    }
    let wanted = name.rsplit("::").next().unwrap_or_default();
    let is_alike = |other: &&str| other.rsplit("::").next().is_some_and(|last| last.eq_ignore_ascii_case(wanted));
    let alike: Vec<&str> = schema::names().filter(is_alike).collect();
    if !alike.is_empty() && alike.len() <= 4 {
        return format!("there is {} in another service", suggest::one_of(alike));
    }
    let service = service_of(name);
    let types: Vec<&str> = schema::names().filter(|other| service_of(other) == service).collect();
    if !types.is_empty() {
        return format!("that service has {}", suggest::all_of(types));
    }
    let mut services: Vec<&str> = schema::names().map(service_of).collect();
    services.dedup();
    match suggest::nearest(service, services) {
        Some(near) => format!("there is a service `{near}`; did you mean one of its types?"),
        None => REFERENCE.to_owned(),
    }
}

/// A type's owner and service, as in `AWS::SQS`.
fn service_of(name: &str) -> &str {
    name.rsplit_once("::").map_or(name, |(service, _)| service)
}

/// A type that a region does not have.
pub fn unavailable(of: &Type, region: &str) -> Option<Diagnostic> {
    if of.is_in(region) != Some(false) {
        return None;
    }
    let (there, _) = of.regions();
    let message = format!("{} cannot be used in {region}", of.name);
    let help = format!("it is in {}", suggest::one_of(there));
    Some(Diagnostic::error("unavailable-type", message).help(help))
}

/// A type that AWS takes out of service.
pub fn retired(of: &Type) -> Option<Diagnostic> {
    let lifecycle = of.lifecycle?;
    let since =
        if lifecycle.date.is_empty() { String::new() } else { format!(" (AWS gives the date {})", lifecycle.date) };
    let (what, make): (_, fn(&'static str, String) -> Diagnostic) = if lifecycle.gone {
        ("has been shut down by AWS", Diagnostic::error)
    } else {
        ("is being retired by AWS and takes no new customers", Diagnostic::advice)
    };
    let problem = make("retired-type", format!("{} {what}{since}", of.name));
    Some(problem.help(format!("see {} for what AWS offers instead", schema::page(of.name))))
}

/// The problems of one resource with the places of its statement; and what each is about: an entry, or all of it.
fn placed(
    source: &Source,
    stack: &Stack<'_>,
    resource: &Resource<'_>,
    origin: Span,
    problems: Vec<Problem<'_>>,
) -> Vec<(Span, Diagnostic)> {
    let declaration = stack.declared_by(origin);
    // Only the main resource has the body's entries.
    let main = declaration.filter(|one| one.logical_id == resource.id);
    let handle = declaration.map_or(origin, |declaration| declaration.handle.span);
    let word = declaration.map_or(&crate::words::raw::WORD, |declaration| declaration.word);
    let statement = main.map(|_| Statement::new(source, origin));
    // Two paths for each problem: its own, and that of its other half.
    let paths: Vec<Vec<Step<'_>>> =
        problems.iter().flat_map(|problem| [problem.path.clone(), other_path(problem).unwrap_or_default()]).collect();
    let found = statement.as_ref().map(|one| one.find(word, paths.iter().map(Vec::as_slice))).unwrap_or_default();
    let place = |at: usize| found.get(at).copied().flatten();
    let named = |id: &str| named_in(stack, statement.as_ref()?, id);
    let all = problems.into_iter().enumerate();
    all.map(|(at, problem)| {
        let exact = place(2 * at).filter(|found| found.steps == problem.path.len());
        let found = match problem.names.filter(|_| exact.is_none()).and_then(named) {
            Some(word) => Some(Found { key: word, value: word, steps: problem.path.len() }),
            None => place(2 * at),
        };
        let about = match found {
            Some(found) if !is_absence(&problem) => found.key.to(found.value),
            _ => origin,
        };
        (about, labelled(source, problem, found, place(2 * at + 1), handle))
    })
    .collect()
}

/// Where a statement names a resource.
fn named_in(stack: &Stack<'_>, statement: &Statement, id: &str) -> Option<Span> {
    let values = Values::of(stack);
    let is_it = |word: &str, place: Span| values.declaration(word, place).is_some_and(|one| one.logical_id == id);
    statement.words(&is_it).first().copied()
}

/// Whether something of the resource itself is said to be missing.
fn is_absence(problem: &Problem<'_>) -> bool {
    problem.path.len() <= 1 && ["missing-property", "incomplete-properties"].contains(&problem.diagnostic.code)
}

fn other_path<'v>(problem: &Problem<'v>) -> Option<Vec<Step<'v>>> {
    let (key, _) = problem.other.as_ref()?;
    let mut path = problem.path[..problem.path.len().saturating_sub(1)].to_vec();
    path.push(Step::Key(key));
    Some(path)
}

fn labelled(
    source: &Source,
    problem: Problem<'_>,
    place: Option<Found>,
    other: Option<Found>,
    handle: Span,
) -> Diagnostic {
    let exact = place.filter(|place| place.steps == problem.path.len());
    let span = match (place, problem.at) {
        (Some(place), At::Key) => source.first_line(place.key),
        (Some(place), At::Value) => place.value,
        (None, _) => handle,
    };
    let mut diagnostic = problem.diagnostic.label(span, problem.label);
    if let (Some((_, label)), Some(place)) = (problem.other, other) {
        diagnostic = diagnostic.label(place.key, label);
    }
    if let (Some(function), Some(_)) = (problem.around, exact) {
        let edit = |at: u32, text: String| Edit { span: Span { start: at, end: at }, text };
        let edits = vec![edit(span.start, format!("{function}(")), edit(span.end, ")".to_owned())];
        diagnostic = diagnostic.fix_edits(format!("put {function}(…) around it"), edits);
    }
    match (problem.instead, exact) {
        (Some(text), Some(_)) => {
            let is_quoted = source.slice(span).starts_with('"');
            let written = if is_quoted { format!("\"{text}\"") } else { text.clone() };
            diagnostic.fix(format!("write `{text}`"), span, written)
        }
        (_, _) => diagnostic,
    }
}
