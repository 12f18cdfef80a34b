//! What is wrong with a template as a whole.

mod networks;
mod records;
mod relations;
mod trust;

use super::{Document, Macros};
use crate::diagnostic::Diagnostic;
use crate::lower::too_many;
use crate::reason::cycles::{self, Link};
use crate::reason::presence::{self, Unguarded, User};
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
    let mut all: Vec<Diagnostic> = circle(document).into_iter().collect();
    all.extend(unguarded.iter().map(|found| absent(document, found)));
    all.extend(trust::check(document));
    all.extend(networks::check(document));
    all.extend(records::check(document));
    let found = relations::check(document, region).into_iter().filter(|problem| !is_said(problem, &all));
    let found: Vec<Diagnostic> = found.collect();
    all.extend(found);
    all.extend(too_many(document.template, |at| key_of(document, at)));
    all
}

/// What is found of the relations, and the error that says the same where AWS refuses it.
const SAME: [(&str, &str); 2] =
    [("nat-without-route", "nat-in-private-subnet"), ("unattached-gateway", "gateway-not-attached")];

/// Whether an error says the same of the same thing.
fn is_said(problem: &Diagnostic, all: &[Diagnostic]) -> bool {
    let is_same = |other: &&Diagnostic| SAME.contains(&(problem.code, other.code));
    let places = |of: &Diagnostic| of.labels.iter().map(|label| label.span).collect::<Vec<_>>();
    let own = places(problem);
    all.iter().filter(is_same).any(|other| places(other).iter().any(|place| own.contains(place)))
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
            is_role: false,
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
