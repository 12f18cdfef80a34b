//! What is said of a statement: what it does, what that depends on, and by how little it misses.

use super::documents::Document;
use super::policy::{Effect, Listed, Statement};
use super::request::Request;
use crate::reason::symbol::Symbol;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;

/// More names are not listed.
const MOST_SHOWN: usize = 3;

/// What a statement does to a request, as a sentence.
pub fn says<'t>(
    (document, statement): (&Document<'t>, &Statement<'t>),
    effect: Effect,
    truth: Truth,
    request: &Request<'_, 't>,
) -> String {
    let verb = match (effect, truth) {
        (Effect::Allow, Truth::Yes) => "allows",
        (Effect::Deny, Truth::Yes) => "denies",
        (Effect::Allow, Truth::No | Truth::Unknown) => "may allow",
        (Effect::Deny, Truth::No | Truth::Unknown) => "may deny",
    };
    let why = if truth == Truth::Yes { by_condition(statement) } else { depending_on(statement, request) };
    format!("{} {verb} {}{why}", document.called, request.action)
}

fn by_condition(statement: &Statement<'_>) -> String {
    let keys = keys(statement.tests.iter().map(|test| test.key));
    if keys.is_empty() { keys } else { format!(", as its condition on {keys} holds") }
}

/// Names as a sentence has them, each once.
fn keys<'k>(names: impl Iterator<Item = &'k str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    names.for_each(|name| {
        if !all.contains(&name) {
            all.push(name);
        }
    });
    joined(all.into_iter().map(str::to_owned))
}

fn joined(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(MOST_SHOWN);
    let mut shown: Vec<String> = names.take(MOST_SHOWN).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    match shown.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The first part of a statement that nobody can decide.
fn depending_on<'t>(statement: &Statement<'t>, request: &Request<'_, 't>) -> String {
    let about = request.about(statement);
    if statement.unread || statement.effect.is_none() {
        return ", in a statement that cannot be read before the deploy".to_owned();
    }
    if about.who == Truth::Unknown {
        return ", depending on whom it is for".to_owned();
    }
    if about.action == Truth::Unknown {
        return ", depending on its actions".to_owned();
    }
    if about.resource == Truth::Unknown {
        return format!(" {}", on(&statement.resources));
    }
    let open = statement.tests.iter().filter(|test| super::context::holds(test, request) == Truth::Unknown);
    let keys = keys(open.map(|test| test.key));
    if keys.is_empty() { keys } else { format!(", depending on {keys}") }
}

/// On what a statement is.
fn on(resources: &Listed<'_>) -> String {
    let shown = |all: &[Symbol<'_>]| joined(all.iter().map(Symbol::to_string));
    match resources {
        Listed::Only(all) => format!("on {}", shown(all)),
        Listed::Except(all) => format!("on everything but {}", shown(all)),
        Listed::Absent | Listed::Unknown => "on what is not known before the deploy".to_owned(),
    }
}

/// Notes the statement that comes nearest to allowing a request that none allows.
pub fn near_miss<'d, 't: 'd>(
    documents: impl IntoIterator<Item = &'d Document<'t>>,
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) {
    if !trace.is_written() {
        return;
    }
    let mut best: Option<(bool, &Document<'t>, &Statement<'t>)> = None;
    for document in documents {
        let statements = document.statements.iter().flat_map(|all| all.iter());
        for statement in statements.filter(|one| one.effect == Some(Effect::Allow)) {
            let about = request.about(statement);
            if about.who == Truth::No || about.action == Truth::No {
                continue;
            }
            let is_near = about.resource != Truth::No;
            if best.is_none_or(|(near, ..)| is_near && !near) {
                best = Some((is_near, document, statement));
            }
        }
    }
    let Some((is_near, document, statement)) = best else { return };
    trace.note(Truth::No, Some(document.place_of(statement)), || {
        let (policy, action) = (&document.called, request.action);
        if !is_near {
            return format!("{policy} allows {action} only {}", on(&statement.resources));
        }
        let failed = statement.tests.iter().filter(|test| super::context::holds(test, request) == Truth::No);
        let keys = keys(failed.map(|test| test.key));
        format!("{policy} allows {action}, but its condition on {keys} does not hold")
    });
}
