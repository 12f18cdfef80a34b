//! IAM's decision about a request.
//!
//! From "Policy evaluation logic" and "How AWS enforcement code logic evaluates requests to allow or deny access" in the
//! IAM User Guide, for one account: an explicit denial anywhere ends it; what allows is a policy of the identity or one at
//! the resource, and neither goes beyond the identity's boundary. What an organization allows its accounts is not looked
//! at, nor what a session is restricted to.

use super::documents::{Document, Policies};
use super::policy::{Effect, Statement, Who};
use super::request::{Principal, Request};
use super::told;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;

/// The policies that a decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct Considered<'c, 't> {
    /// Those of who asks.
    pub identity: &'c Policies<'t>,
    /// Those at what is asked for.
    pub resource: &'c [Document<'t>],
    /// Whether what is asked for obeys its own policy alone, as a key does.
    pub by_resource_alone: bool,
}

/// Whether a request is permitted, and how that comes about.
pub fn decide<'t>(considered: Considered<'_, 't>, request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    let Considered { identity, resource, by_resource_alone } = considered;
    let boundary = || identity.boundary.iter();
    let denied = deny(identity.own.iter().chain(boundary()).chain(resource), request, trace);
    if denied == Truth::Yes {
        return Truth::No;
    }
    let within = within_boundary(identity.boundary.as_ref(), request, trace);
    let by_identity = allow(identity.own.iter(), &|_| true, request, trace);
    let (named, by_resource) = by_resource(resource, within, request, trace);
    let by_identity_within = by_identity.and(within);
    let allowed = if by_resource_alone {
        by_resource.or(by_identity_within.and(entrusts(resource, request, trace)))
    } else {
        by_resource.or(by_identity_within)
    };
    if by_identity == Truth::No && named == Truth::No {
        told::near_miss(identity.own.iter().chain(resource), request, trace);
        trace.note(Truth::No, None, || format!("no policy allows {} on {}", request.action, request.resource));
    }
    allowed.and(denied.negated())
}

/// Whether the policies at a resource allow it, by themselves and within a boundary. That holds a role that they name, and
/// nobody else: not a user, and not a role that they allow as they allow anybody.
///
/// From the table in "Policy evaluation logic", and "IAM role principals" in "AWS JSON policy elements: Principal".
fn by_resource<'t>(
    resource: &[Document<'t>],
    within: Truth,
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) -> (Truth, Truth) {
    match request.principal {
        Principal::Role(_) => {
            let anyone = allow(resource.iter(), &|one| request.is_for_anyone(one), request, trace);
            let named = allow(resource.iter(), &|one| !request.is_for_anyone(one), request, trace);
            (anyone.or(named), anyone.or(named.and(within)))
        }
        Principal::User(..) | Principal::Service(..) | Principal::Anonymous => {
            let allowed = allow(resource.iter(), &|_| true, request, trace);
            (allowed, allowed)
        }
    }
}

fn within_boundary<'t>(boundary: Option<&Document<'t>>, request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    let Some(document) = boundary else { return Truth::Yes };
    let found = search([document], Effect::Allow, &|_| true, request);
    let within = found.within();
    let at = found.best.map_or_else(|| document.at.clone(), |(document, statement)| document.place_of(statement));
    trace.note(within, Some(at), || {
        let goes = match within {
            Truth::Yes => "goes as far as",
            Truth::No => "does not go as far as",
            Truth::Unknown => "may go as far as",
        };
        format!("the boundary, {}, {goes} {}", document.called, request.action)
    });
    within
}

/// Whether the policy of a key leaves it to the policies of the account who may use it.
///
/// From "Key policies in AWS KMS" in the AWS Key Management Service Developer Guide.
fn entrusts<'t>(documents: &[Document<'t>], request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    let mut found = Truth::No;
    let mut best = None;
    for document in documents {
        let Some(statements) = &document.statements else {
            found = found.or(Truth::Unknown);
            continue;
        };
        for statement in statements.iter().filter(|one| one.effect == Some(Effect::Allow)) {
            let everybody = Statement { principals: None, ..statement.clone() };
            let truth = names_account(statement, request).and(request.is_meant_by(&everybody));
            if truth > found {
                (found, best) = (truth, Some(document.place_of(statement)));
            }
        }
    }
    let Some(document) = documents.first() else { return found };
    trace.note(found, best.or(Some(document.at.clone())), || match found {
        Truth::Yes => format!("{} leaves {} to the policies of the account", document.called, request.action),
        Truth::No => format!("{} does not leave {} to the policies of the account", document.called, request.action),
        Truth::Unknown => format!("{} may leave {} to the policies of the account", document.called, request.action),
    });
    found
}

fn names_account<'t>(statement: &Statement<'t>, request: &Request<'_, 't>) -> Truth {
    let Some((all, false)) = &statement.principals else { return Truth::No };
    Truth::any(all.iter().map(|who| match who {
        Who::Aws(arn) => request.names_account(arn),
        Who::Account => Truth::Yes,
        Who::Unknown => Truth::Unknown,
        Who::Anyone | Who::Service(_) | Who::Other => Truth::No,
    }))
}

/// The statement of an effect that is about the request, where one is; the surest one.
struct Found<'d, 't> {
    truth: Truth,
    best: Option<(&'d Document<'t>, &'d Statement<'t>)>,
    /// A policy that nobody can read.
    unread: Option<&'d Document<'t>>,
}

fn search<'d, 't: 'd>(
    documents: impl IntoIterator<Item = &'d Document<'t>>,
    effect: Effect,
    is_asked: &dyn Fn(&Statement<'t>) -> bool,
    request: &Request<'_, 't>,
) -> Found<'d, 't> {
    let mut found = Found { truth: Truth::No, best: None, unread: None };
    for document in documents {
        let Some(statements) = &document.statements else {
            found.unread = found.unread.or(Some(document));
            continue;
        };
        for statement in statements.iter().filter(|one| one.effect.is_none_or(|one| one == effect) && is_asked(one)) {
            let sure = if statement.effect.is_none() { Truth::Unknown } else { Truth::Yes };
            let about = request.is_meant_by(statement).and(sure);
            if about > found.truth {
                (found.truth, found.best) = (about, Some((document, statement)));
            }
        }
    }
    found
}

impl<'t> Found<'_, 't> {
    /// Whether it is so, where what nobody can read may say it too.
    fn within(&self) -> Truth {
        if self.unread.is_some() { self.truth.or(Truth::Unknown) } else { self.truth }
    }

    fn note(&self, effect: Effect, request: &Request<'_, 't>, trace: &mut Trace<'t>) {
        let Some((document, statement)) = self.best else { return };
        let truth = if effect == Effect::Deny { self.truth.negated() } else { self.truth };
        trace.note(truth, Some(document.place_of(statement)), || {
            told::says((document, statement), effect, self.truth, request)
        });
    }
}

/// Whether a statement denies the request.
fn deny<'d, 't: 'd>(
    documents: impl IntoIterator<Item = &'d Document<'t>>,
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) -> Truth {
    let found = search(documents, Effect::Deny, &|_| true, request);
    found.note(Effect::Deny, request, trace);
    if let Some(document) = found.unread.filter(|_| found.truth != Truth::Yes) {
        unreadable(document, trace);
    }
    found.within()
}

/// Whether a statement allows the request.
fn allow<'d, 't: 'd>(
    documents: impl IntoIterator<Item = &'d Document<'t>>,
    is_asked: &dyn Fn(&Statement<'t>) -> bool,
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) -> Truth {
    let found = search(documents, Effect::Allow, is_asked, request);
    found.note(Effect::Allow, request, trace);
    found.within()
}

/// What nobody can read may deny, and may allow.
fn unreadable<'t>(document: &Document<'t>, trace: &mut Trace<'t>) {
    trace.note(Truth::Unknown, Some(document.at.clone()), || {
        format!("what {} says is not in the file", document.called)
    });
}
