//! What is wrong with a template as a whole.

use super::{Document, Macros};
use crate::diagnostic::Diagnostic;
use crate::findings::{self, Locate};
use crate::lower::too_many;
use crate::reason::cycles::{self, Link};
use crate::reason::presence::{self, Unguarded, User};
use crate::reason::records;
use crate::reason::relations::Relations;
use crate::reason::symbol::Place;
use crate::reason::trace::Way;
use crate::reason::vpcs;
use crate::relations::networks::instead;
use crate::source::Span;
use crate::template::Step;
use rustc_hash::FxHashMap;

/// Resources that wait for each other, uses of what may not be there, networks that AWS refuses, and more resources than
/// a stack may have.
pub fn check(document: &Document<'_>, region: Option<&str>) -> Vec<Diagnostic> {
    // What a macro makes of it is not known.
    if document.macros != Macros::None {
        return Vec::new();
    }
    let unguarded = presence::check(document.template);
    let unguarded = unguarded.iter().map(|found| absent(document, found));
    let many = too_many(document.template, |at| key_of(document, at));
    let networks = networks(document);
    let records = records::check(document.template, &|_| None);
    let records = records.iter().map(|refused| record(document, refused));
    let mut all: Vec<Diagnostic> =
        circle(document).into_iter().chain(unguarded).chain(networks).chain(records).chain(many).collect();
    if !document.has_loops() {
        let place = Place { region };
        let called = |at: usize| format!("`{}`", document.template.resources[at].id);
        let relations = || Relations::new(document.template, place, called);
        all.extend(findings::check(document.template, relations, document));
    }
    all
}

impl Locate for Document<'_> {
    fn called(&self, at: usize) -> String {
        format!("`{}`", self.template.resources[at].id)
    }

    fn place(&self, way: &Way<'_>) -> Span {
        let id = &self.template.resources[way.resource].id;
        if way.steps.is_empty() {
            return key_of(self, way.resource);
        }
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

/// What AWS would refuse of the networks, where all resources are known.
fn networks(document: &Document<'_>) -> Vec<Diagnostic> {
    if document.has_loops() {
        return Vec::new();
    }
    let resources = &document.template.resources;
    let found = vpcs::check(document.template, &|at| format!("`{}`", resources[at].id));
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
        let problem = labels.fold(found.problem, |problem, (at, span)| problem.label(*span, at.label));
        match (found.instead, spans.first()) {
            (Some(text), Some(span)) => instead(document.source, problem, *span, &text),
            (_, _) => problem,
        }
    });
    placed.collect()
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

/// Where the name of a resource stands.
fn key_of(document: &Document<'_>, resource: usize) -> Span {
    let found = document.template.resources.get(resource);
    found.map_or_else(Span::default, |resource| document.head(&[Step::Key("Resources"), Step::Key(&resource.id)]))
}

fn circle(document: &Document<'_>) -> Option<Diagnostic> {
    let resources = &document.template.resources;
    let positions: FxHashMap<&str, usize> =
        resources.iter().enumerate().map(|(at, resource)| (resource.id.as_ref(), at)).collect();
    let cycle = cycles::first(document.template, |id| positions.get(id).copied())?;
    let links = cycle.iter().enumerate().map(|(index, from)| {
        let (from, to) = (&resources[*from], &resources[cycle[(index + 1) % cycle.len()]]);
        let above = [Step::Key("Resources"), Step::Key(&from.id)];
        let way: Vec<Step<'_>> = above.into_iter().chain(cycles::way(from, &to.id)).collect();
        Link {
            from: format!("`{}`", from.id),
            at: Some(document.value(&way)),
            is_group: from.kind == "AWS::EC2::SecurityGroup",
        }
    });
    let links: Vec<Link> = links.collect();
    Some(cycles::problem(&links, key_of(document, cycle[0])))
}

/// A use of a resource whose condition need not hold there. Somebody may know that it always does, so that it is not
/// wrong for sure.
fn absent(document: &Document<'_>, found: &Unguarded<'_>) -> Diagnostic {
    let resources = &document.template.resources;
    let target = &resources[found.target].id;
    let above = match found.user {
        User::Resource(at) => [Step::Key("Resources"), Step::Key(&resources[at].id)],
        User::Output(at) => [Step::Key("Outputs"), Step::Key(&document.template.outputs[at].id)],
    };
    let way: Vec<Step<'_>> = above.into_iter().chain(found.way.iter().copied()).collect();
    let condition = [Step::Key("Resources"), Step::Key(target), Step::Key("Condition")];
    let name = found.condition;
    Diagnostic::warning("used-without-condition", presence::message(&format!("`{target}`"), found.waits))
        .label(document.value(&way), presence::example(&found.circumstances, &str::to_owned))
        .label(document.value(&condition), format!("`{target}` is made only if this holds"))
        .help(if found.waits {
            format!("give what waits for it the condition too: Condition: {name}")
        } else {
            format!(
                "choose by the condition: !If [{name}, …, !Ref AWS::NoValue], or give what uses it the condition too"
            )
        })
}
