//! What is said of records that Route 53 refuses.

use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::reason::presence::User;
use crate::reason::records::{self, Kind, Refused};
use crate::source::Span;
use crate::template::Value;
use crate::words::{domain, record};

/// Every record that is sure to be refused.
pub fn check(places: &Places<'_, '_>) -> Vec<Diagnostic> {
    let known = |zone: &Value<'_>| name_of_existing(places, zone);
    records::check(&places.lowered.template, &known).iter().map(|refused| problem(places, refused)).collect()
}

/// What a zone is called that exists already, by the value that stands for it.
fn name_of_existing(places: &Places<'_, '_>, value: &Value<'_>) -> Option<String> {
    let zone = domain::declared_zone(value, places.stack).filter(|zone| zone.existing)?;
    Some(domain::of_zone(zone)?.into_owned())
}

fn problem(places: &Places<'_, '_>, refused: &Refused<'_>) -> Diagnostic {
    let (code, message, label, help) = records::said(refused);
    let at = place(places, &refused.at);
    let problem = Diagnostic::error(code, message).label(at, label);
    if let Some(other) = &refused.other {
        return problem.label(place(places, other), "the first one").help(help);
    }
    let zone = places.declaration(refused.at.0).and_then(|one| one.relation("in").first());
    let problem = match zone {
        Some(zone) => problem.label(zone.span, format!("the zone {}", refused.zone)),
        None => problem,
    };
    let is_relative = refused.kind == Kind::Outside && !refused.name.contains('.');
    if is_relative && places.source.slice(at) == refused.name {
        let full = format!("{}.{}", refused.name, refused.zone);
        return problem.help("a record's name is written in full").fix(format!("write {full}"), at, full);
    }
    problem.help(help)
}

/// Where a record's name stands.
fn place(places: &Places<'_, '_>, (resource, way): &(usize, Vec<crate::template::Step<'_>>)) -> Span {
    match places.declaration(*resource) {
        Some(one) if std::ptr::eq(one.word, &raw const record::WORD) => domain::span_of(one),
        _ => places.written(User::Resource(*resource), way).unwrap_or_else(|| places.declared(*resource)),
    }
}
