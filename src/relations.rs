//! What is wrong with how the parts of a source relate, at the places of the source: resources that wait for each other,
//! uses of resources that may not be there, roles that do not trust what has them, networks that AWS refuses, and records
//! that cannot be.

pub mod absent;
pub mod networks;
pub mod places;
mod records;
mod trust;

use crate::diagnostic::Diagnostic;
use crate::lower::Lowered;
use crate::model::Stack;
use crate::reason;
use crate::reason::cycles::{self, Link};
use crate::reason::presence::{self, User};
use crate::schema::check::Step;
use crate::source::Source;
use places::Places;
use rustc_hash::FxHashMap;

/// Everything that the references between a stack's parts say. Where something could not be read, what is missing may
/// stand there.
pub fn check<'a>(source: &Source, stack: &Stack<'a>, lowered: &Lowered<'a>, is_unsure: bool) -> Vec<Diagnostic> {
    let places = Places { source, stack, lowered };
    let mut problems: Vec<Diagnostic> = circle(&places).into_iter().collect();
    let unguarded = presence::check(&lowered.template);
    problems.extend(unguarded.iter().map(|found| absent::problem(&places, found)));
    let untrusted = reason::trust::check(&lowered.template);
    problems.extend(untrusted.iter().filter_map(|found| trust::problem(&places, found)));
    problems.extend(networks::check(&places, is_unsure));
    problems.extend(records::check(&places));
    problems
}

/// Whether a way leads to what a role may do.
fn is_permission(way: &[Step<'_>]) -> bool {
    matches!(way, [Step::Key("Properties"), Step::Key("Policies" | "ManagedPolicyArns"), ..])
}

/// The first circle, if resources refer to themselves or to later ones at all.
fn circle(places: &Places<'_, '_>) -> Option<Diagnostic> {
    if !places.lowered.has_forwards {
        return None;
    }
    let resources = &places.lowered.template.resources;
    let mut positions: FxHashMap<&str, usize> =
        resources.iter().enumerate().map(|(at, resource)| (resource.id.as_ref(), at)).collect();
    // Of two things with one id, which was said, the parameter is what is meant.
    for parameter in &places.lowered.template.parameters {
        positions.remove(parameter.id.as_ref());
    }
    let cycle = cycles::first(&places.lowered.template, |id| positions.get(id).copied())?;
    let links = cycle.iter().enumerate().map(|(index, from)| {
        let to = cycle[(index + 1) % cycle.len()];
        let way = cycles::way(&resources[*from], &resources[to].id);
        Link {
            from: places.called(*from),
            at: places.reference(User::Resource(*from), &way, to),
            is_group: resources[*from].kind == "AWS::EC2::SecurityGroup",
            is_role: resources[*from].kind == "AWS::IAM::Role" && is_permission(&way),
        }
    });
    let links: Vec<Link> = links.collect();
    Some(cycles::problem(&links, places.declared(cycle[0])))
}
