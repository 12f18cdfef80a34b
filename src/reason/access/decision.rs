//! IAM's decision about a request.
//!
//! From "Policy evaluation logic" and "How AWS enforcement code logic evaluates requests to allow or deny access" in the
//! IAM User Guide, for one account: an explicit denial anywhere ends it; what allows is a policy of the identity or one at
//! the resource, and neither goes beyond the identity's boundary.

use super::documents::{Document, Policies};
use super::policy::{Effect, Statement};
use super::request::{Principal, Request};
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
    let boundary: Vec<&Document<'t>> = identity.boundary.iter().collect();
    let own: Vec<&Document<'t>> = identity.own.iter().collect();
    let at_resource: Vec<&Document<'t>> = resource.iter().collect();
    let everywhere: Vec<&Document<'t>> = own.iter().chain(&boundary).chain(&at_resource).copied().collect();
    let denied = search(&everywhere, Effect::Deny, request, trace);
    if denied == Truth::Yes {
        return Truth::No;
    }
    let within = within_boundary(&boundary, request, trace);
    let by_identity = if own.is_empty() { Truth::No } else { search(&own, Effect::Allow, request, trace) };
    let by_resource = search(&at_resource, Effect::Allow, request, trace);
    // A user that a resource's policy names is not held by its boundary.
    let is_user = matches!(request.principal, Principal::User(_));
    let by_resource = if is_user { by_resource } else { by_resource.and(within) };
    let allowed = if by_resource_alone {
        let entrusts = entrusts(&at_resource, request);
        by_resource.or(by_identity.and(within).and(entrusts))
    } else {
        by_resource.or(by_identity.and(within))
    };
    if allowed != Truth::Yes && by_identity == Truth::No && by_resource == Truth::No {
        trace.note(Truth::No, None, || format!("no statement allows {} on {}", request.action, request.resource));
    }
    allowed.and(denied.negated())
}

fn within_boundary<'t>(boundary: &[&Document<'t>], request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    let [document] = boundary else { return Truth::Yes };
    let within = search(boundary, Effect::Allow, request, trace);
    if within == Truth::No {
        let at = document.at.clone();
        trace.note(Truth::No, Some(at), || {
            format!("the boundary, {}, does not go as far as {}", document.called, request.action)
        });
    }
    within
}

/// Whether the policy of a key leaves it to the policies of the account who may use it.
///
/// From "Key policies in AWS KMS" in the AWS Key Management Service Developer Guide.
fn entrusts<'t>(documents: &[&Document<'t>], request: &Request<'_, 't>) -> Truth {
    use super::policy::Who;
    let statements = documents.iter().flat_map(|document| document.statements.iter().flat_map(|all| all.iter()));
    let names = |statement: &Statement<'t>| {
        let named = statement.principals.as_ref().filter(|(_, is_except)| !is_except);
        named.into_iter().flat_map(|(all, _)| all).any(|who| matches!(who, Who::Aws(arn) if request.names_account(arn)))
    };
    let everybody = |statement: &Statement<'t>| Statement { principals: None, ..statement.clone() };
    let found = statements.filter(|one| one.effect == Some(Effect::Allow) && names(one));
    let found = Truth::any(found.map(|statement| request.is_meant_by(&everybody(statement))));
    let unread = documents.iter().any(|document| document.statements.is_none());
    if unread { found.or(Truth::Unknown) } else { found }
}

/// Whether a statement of this effect is about the request: the surest one found is noted.
fn search<'t>(documents: &[&Document<'t>], effect: Effect, request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    let mut found = Truth::No;
    let mut best: Option<(&Document<'t>, &Statement<'t>)> = None;
    let mut unread: Option<&Document<'t>> = None;
    for &document in documents {
        let Some(statements) = &document.statements else {
            unread = unread.or(Some(document));
            continue;
        };
        for statement in statements.iter().filter(|one| one.effect.is_none_or(|one| one == effect)) {
            let sure = if statement.effect.is_none() { Truth::Unknown } else { Truth::Yes };
            let about = request.is_meant_by(statement).and(sure);
            if about > found {
                (found, best) = (about, Some((document, statement)));
            }
        }
    }
    // A policy that nobody can read may allow; that it denies would be unusual, and is not known either.
    if let Some(document) = unread.filter(|_| found == Truth::No && effect == Effect::Allow) {
        trace.note(Truth::Unknown, Some(document.at.clone()), || {
            format!("{} cannot be read before the deploy", document.called)
        });
        return Truth::Unknown;
    }
    if let Some((document, statement)) = best {
        let at = Some(document.place_of(statement));
        let verb = if effect == Effect::Allow { "allows" } else { "denies" };
        let truth = if effect == Effect::Allow { found } else { found.negated() };
        let may = if found == Truth::Unknown { " for some" } else { "" };
        trace.note(truth, at, || format!("{} {verb} {}{may}", document.called, request.action));
    }
    found
}
