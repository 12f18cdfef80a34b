//! Who is granted something: a role, user or group, or the role of what is named.

use super::{made, problems};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::Declaration;
use crate::reason::along::leaves;
use crate::reason::carriers;
use crate::schema::{self, Place};
use crate::syntax::ast::Name;
use crate::template::{Text, Value};
use crate::words::statements::{self, Holder, ROLE};
use crate::words::{attach, existing};

/// Ways from one thing to the next that are followed.
const DEEPEST: usize = 4;

/// A role, user or group.
pub struct Holding<'s, 'a> {
    /// What it is.
    pub holder: &'static Holder,
    /// Its name in the template.
    pub name: Value<'a>,
    /// What its logical id is, or would be.
    pub id: Text<'a>,
    /// The declaration, where it has one.
    pub declaration: Option<&'s Declaration<'a>>,
    /// The condition that it is there under, and that it is the one that is meant.
    pub condition: Condition<'a>,
}

/// A role that something acts with.
pub enum Found<'s, 'a> {
    /// One of the template, by its position, and what holds where it is the one.
    Own(usize, Vec<(String, bool)>),
    /// One that exists already.
    Existing(&'s Declaration<'a>, Vec<(String, bool)>),
    /// One that nobody here knows.
    Unknown,
}

/// Everybody who is meant by a name.
pub fn of<'s, 'a>(name: Name<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Holding<'s, 'a>> {
    let Some(found) = to.values().declaration(name.text, name.span) else { return undeclared(name, to) };
    if let Some(holder) = statements::holder(found.resource_type()) {
        return itself(found, holder, name, to).into_iter().collect();
    }
    if carriers::of(found.resource_type()).next().is_none() {
        to.report(problems::not_a_holder(name, found));
        return Vec::new();
    }
    if found.existing {
        return existing_thing(found, name, to);
    }
    let Some(at) = to.place(&found.logical_id) else { return Vec::new() };
    made::where_needed(found, at, to);
    by_properties(found, at, name, to)
}

/// A role, user or group by itself.
fn itself<'s, 'a>(
    found: &'s Declaration<'a>,
    holder: &'static Holder,
    name: Name<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<Holding<'s, 'a>> {
    let called = to.reading(|values, problems| values.attribute(found, None, name.span, problems))?;
    Some(Holding {
        holder,
        name: called,
        id: found.logical_id.clone(),
        declaration: Some(found),
        condition: found.condition.clone(),
    })
}

/// What the properties of something say about its role.
fn by_properties<'s, 'a>(
    found: &'s Declaration<'a>,
    at: usize,
    name: Name<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Vec<Holding<'s, 'a>> {
    let roles = roles(at, to);
    if roles.iter().any(|role| matches!(role, Found::Unknown)) || roles.is_empty() && !is_required(found) {
        to.report(unknown(found, name, roles.is_empty()));
    }
    roles.into_iter().filter_map(|role| holding(role, found, name, to)).collect()
}

fn holding<'s, 'a>(
    role: Found<'s, 'a>,
    of: &Declaration<'a>,
    name: Name<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<Holding<'s, 'a>> {
    let (mut holding, guards) = match role {
        Found::Own(at, guards) => (own(at, to), guards),
        Found::Existing(role, guards) => (itself(role, &ROLE, name, to)?, guards),
        Found::Unknown => return None,
    };
    let guards: Vec<_> = guards.iter().map(|(name, holds)| (name.as_str(), *holds)).collect();
    holding.condition = to.all_of([of.condition.clone(), holding.condition, to.guarded(&guards)]);
    Some(holding)
}

/// A role of the template.
pub fn own<'s, 'a>(at: usize, to: &Lowering<'s, 'a>) -> Holding<'s, 'a> {
    let id = to.template.resources[at].id.clone();
    let condition = to.condition_of(&id);
    Holding { holder: &ROLE, name: Value::Ref(id.clone()), declaration: to.declared_as(&id), id, condition }
}

/// The roles that a resource acts with. Of several ways the first one that leads somewhere counts.
pub fn roles<'s, 'a>(at: usize, to: &Lowering<'s, 'a>) -> Vec<Found<'s, 'a>> {
    below(at, to, 0)
}

fn below<'s, 'a>(at: usize, to: &Lowering<'s, 'a>, depth: usize) -> Vec<Found<'s, 'a>> {
    let ways = carriers::of(&to.template.resources[at].kind).filter(|carrier| carrier.acts).map(|carrier| carrier.way);
    let found = ways.map(|way| along(at, way, to, depth));
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// The roles that a way below the properties of a resource leads to.
pub fn along<'s, 'a>(at: usize, way: &[&str], to: &Lowering<'s, 'a>, depth: usize) -> Vec<Found<'s, 'a>> {
    let mut found = Vec::new();
    for leaf in leaves(&to.template.resources[at].properties, way) {
        let guards = || leaf.guards.iter().map(|(name, holds)| ((*name).to_owned(), *holds));
        match leaf.target().and_then(|id| to.place(id)) {
            Some(next) if to.template.resources[next].kind == ROLE.resource => {
                found.push(Found::Own(next, guards().collect()));
            }
            Some(next) if depth < DEEPEST => {
                found.extend(below(next, to, depth + 1).into_iter().map(|one| match one {
                    Found::Own(role, more) => Found::Own(role, guards().chain(more).collect()),
                    Found::Existing(role, more) => Found::Existing(role, guards().chain(more).collect()),
                    Found::Unknown => Found::Unknown,
                }))
            }
            _ => found.push(match existing_role(leaf.value, to) {
                Some(role) => Found::Existing(role, guards().collect()),
                None => Found::Unknown,
            }),
        }
    }
    found
}

/// The role that the file names as existing whose name or ARN a value is.
fn existing_role<'s, 'a>(value: &Value<'a>, to: &Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let mut roles = to.stack.declarations.iter().filter(|one| one.existing && one.resource_type() == ROLE.resource);
    let is = |found: Option<Value<'a>>| found.is_some_and(|found| found == *value);
    roles.find(|role| is(existing::attribute(role, "Arn")) || is(existing::identifier(role)))
}

/// Whether something cannot be without a role, so that it was said that none is there.
fn is_required(found: &Declaration<'_>) -> bool {
    let Some(of) = schema::find(found.resource_type()) else { return true };
    let property = |carrier: &carriers::Carrier| carrier.way.first().and_then(|first| Place::root(of).property(first));
    found.misread || carriers::of(of.name).filter_map(property).any(|(_, one)| one.required)
}

fn unknown(found: &Declaration<'_>, name: Name<'_>, none: bool) -> Diagnostic {
    let ways = carriers::of(found.resource_type()).filter_map(|carrier| carrier.way.first());
    let given = ways.filter_map(|first| found.entries.property(first)).map(|property| property.name.span).next();
    let first = carriers::of(found.resource_type()).next().and_then(|carrier| carrier.way.first());
    let first = first.copied().unwrap_or("Role");
    problems::unknown_role(
        name,
        given.map(|given| (given, "given here")).or(Some((found.handle.span, "declared here"))),
        &if none {
            format!("give it one that is declared here, `{first} = …`, or grant to a role by its own name")
        } else {
            "name the role, existing role NAME, and write that name there; or grant to the role by its name".to_owned()
        },
    )
}

/// The roles that are attached to an instance which the stack does not own.
fn existing_thing<'s, 'a>(
    found: &'s Declaration<'a>,
    name: Name<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Vec<Holding<'s, 'a>> {
    let attached = attached(name, to);
    if attached.is_empty() {
        let help = if found.resource_type() == "AWS::EC2::Instance" {
            format!("give it one: attach ROLE to {}; or grant to the role that it has: existing role NAME", name.text)
        } else {
            "grant to the role that it has: existing role NAME".to_owned()
        };
        to.report(problems::unknown_role(name, Some((found.handle.span, "declared here")), &help));
    }
    attached
}

fn attached<'s, 'a>(name: Name<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Holding<'s, 'a>> {
    let roles = attach::roles_of(name, to);
    let each = roles.into_iter().filter_map(|(role, condition)| {
        let holding = itself(role, &ROLE, name, to)?;
        let condition = to.all_of([condition, holding.condition]);
        Some(Holding { condition, ..holding })
    });
    each.collect()
}

/// A name that is not declared: an instance that a role is attached to, or a misspelling.
fn undeclared<'s, 'a>(name: Name<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Holding<'s, 'a>> {
    let attached = attached(name, to);
    if !attached.is_empty() || to.values().is_lost(name.text, name.span) {
        return attached;
    }
    let found = to.values().look_up(name.text, name.span);
    if found.meaning.is_some() {
        let of = to.values().declared(found.meaning).filter(|_| found.rest.is_some());
        to.report(problems::not_who(name, of.map(|_| found.name)));
    } else if to.values().dropped(name.text, name.span).is_none() {
        let can = |one: &&Declaration<'_>| {
            let kind = one.resource_type();
            statements::holder(kind).is_some() || carriers::of(kind).next().is_some()
        };
        let known = to.stack.declarations.iter().filter(can).map(|one| one.handle.text);
        let problem = problems::unknown_name(name, known);
        to.report(problem);
    }
    Vec::new()
}
