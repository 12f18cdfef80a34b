//! `route BLOCK to TARGET`.
//!
//! A table has one route for each destination. Where the deploy chooses among several targets of one, it is one route
//! all the same: two would be there at once while one takes the place of the other, which EC2 refuses.

use super::destination::{Destination, destination};
use super::tables::{self, Route};
use super::targets;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived};
use crate::model::{Entries, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::Argument;
use crate::template::{Text, Value};
use crate::words::sentence::{Clauses, not_understood};

/// The routes to one destination.
pub struct Routes<'a> {
    destination: Destination<'a>,
    targets: Vec<Target<'a>>,
}

struct Target<'a> {
    value: Value<'a>,
    condition: Condition<'a>,
    span: Span,
}

/// Adds the routes that a body says to a table.
pub fn lower<'a>(entries: &Entries<'a>, table: &Text<'a>, to: &mut Lowering<'_, 'a>) {
    for routes in read_all(entries, to) {
        add(table, routes, to);
    }
}

/// The routes that a body says, those to one destination together.
pub fn read_all<'a>(entries: &Entries<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Routes<'a>> {
    let mut all: Vec<Routes<'a>> = Vec::new();
    for sentence in entries.sentences("route") {
        let Some((destination, target)) = read(sentence, to) else { continue };
        match all.iter_mut().find(|known| known.destination.id == destination.id) {
            Some(known) => {
                let both = known.targets.iter().find(|one| !to.exclude(&[&one.condition, &target.condition]));
                match both {
                    Some(first) => to.report(twice(target.span, first.span)),
                    None => known.targets.push(target),
                }
            }
            None => all.push(Routes { destination, targets: vec![target] }),
        }
    }
    all
}

/// Two routes to one destination.
fn twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-route", "this route table has a route to this destination already")
        .label(span, "a second route")
        .label(first, "the first one")
        .help("keep one of them: a table has one route for each destination")
}

fn add<'a>(table: &Text<'a>, routes: Routes<'a>, to: &mut Lowering<'_, 'a>) {
    let Routes { destination, targets: all } = routes;
    let condition = to.any_of(all.iter().map(|target| target.condition.clone()));
    let span = all.first().map(|first| first.span).unwrap_or_default();
    let mut leads: Vec<(&'static str, Value<'a>)> = Vec::new();
    for target in all {
        let its: Condition<'a> = to.besides(target.condition, &[&condition, to.condition()]);
        for one in targets::properties(&target.value, to) {
            leads = targets::with(leads, one, its.as_ref());
        }
    }
    let id: Text<'a> = derived(table, &destination.id);
    let route = Route { id, destination: (destination.key, destination.value), targets: leads, condition };
    tables::add_route(Value::Ref(table.clone()), route, span, to);
}

/// What a sentence says. What is there in no case has no route.
fn read<'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) -> Option<(Destination<'a>, Target<'a>)> {
    let clauses = Clauses::of(&sentence.arguments, &["to"]);
    let ([block], [target]) = (clauses.head, clauses.behind("to")) else {
        to.report(not_understood(sentence, sentence.span, missing(&clauses)));
        return None;
    };
    let destination = destination(&block.value, to);
    let value = to.reading(|values, problems| values.one_of_kinds(&target.value, targets::TARGETS, problems));
    let (destination, value) = (destination?, value.filter(|value| !value.is_nothing())?);
    let condition = to.all_of([sentence.condition.clone(), targets::condition(&value, to)]);
    Some((destination, Target { value, condition, span: sentence.span }))
}

fn missing(clauses: &Clauses<'_, '_>) -> &'static str {
    let is_one = |part: &[Argument<'_>]| part.len() == 1;
    match (is_one(clauses.head), is_one(clauses.behind("to"))) {
        (false, _) => "expected one block of addresses in front of `to`",
        (true, _) => "expected one target behind `to`",
    }
}
