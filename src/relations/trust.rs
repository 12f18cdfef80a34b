//! What is said of a role that does not trust what it is given to.

use super::places::Places;
use crate::catalog::service_principals;
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::reason::presence::User;
use crate::reason::trust::Untrusted;
use crate::schema::check::Step;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::words::role;

/// A role that is given to something which cannot take it. Nothing where its trust could not be read, which was said.
pub fn problem(places: &Places<'_, '_>, found: &Untrusted<'_>) -> Option<Diagnostic> {
    let way: Vec<Step<'_>> = std::iter::once(Step::Key("Properties")).chain(found.way.iter().copied()).collect();
    let declared = places.declared(found.role);
    let at = places.reference(User::Resource(found.user), &way, found.role).unwrap_or(places.declared(found.user));
    let message = found.message(&places.called(found.role), &places.called(found.user));
    let problem = Diagnostic::error("role-does-not-trust", message).label(at, "given here");
    let service = found.service_name();
    let declaration = places.declaration(found.role);
    let by_word = declaration.filter(|one| std::ptr::eq(one.word, &raw const role::WORD));
    let Some(role) = by_word else {
        return Some(
            problem
                .label(declared, format!("does not trust {service}"))
                .help(format!("add \"{}\" to the services of its trust policy", found.service)),
        );
    };
    // Of a policy beside what the sentence says it was said.
    if role.entries.property("AssumeRolePolicyDocument").is_some() {
        return None;
    }
    let values = Values::of(places.stack);
    // A misspelled service may be the one that is meant.
    let is_unread = |value: &Expr<'_>| match value.kind {
        ExprKind::Word(word) => {
            service_principals::find(word).is_none() && values.look_up(word, value.span).meaning.is_none()
        }
        _ => false,
    };
    let all = role.relation("trusts");
    let trusted = all.last().filter(|_| !all.iter().any(is_unread))?.span;
    let end = Span { start: trusted.end, end: trusted.end };
    Some(problem.label(trusted, "trusts only this").fix(format!("trust {service} too"), end, format!(", {service}")))
}
