//! Records of one zone that Route 53 refuses: names outside of it, and records that cannot be beside each other.
//!
//! From the pages "Supported DNS record types" and "Values for … simple records" of the Route 53 Developer Guide: a name
//! with a CNAME has no other record, so that the zone's own name, which has two from the start, has none.

use super::conditions::Conditions;
use super::references;
use crate::domains::{is_within, normal};
use crate::template::{Parameter, Resource, Step, Template, Value, has_dynamic_reference};
use rustc_hash::FxHashMap;

const RECORD: &str = "AWS::Route53::RecordSet";
const RECORDS: &str = "AWS::Route53::RecordSetGroup";
const ZONE: &str = "AWS::Route53::HostedZone";

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Its name does not end with the zone's.
    Outside,
    /// A CNAME for the zone's own name.
    Apex,
    /// A CNAME beside another record of its name.
    Beside,
    /// A second record of its name and type.
    Twice,
}

/// A record that Route 53 refuses.
#[derive(Debug)]
pub struct Refused<'t> {
    /// What is wrong.
    pub kind: Kind,
    /// The resource, by its position, and the way to the record's name in it.
    pub at: (usize, Vec<Step<'t>>),
    /// The record that is in the way, in the same form.
    pub other: Option<(usize, Vec<Step<'t>>)>,
    /// The record's name.
    pub name: String,
    /// The zone's name; empty where it is not known.
    pub zone: String,
}

/// One record, as far as it is known.
struct Record<'t> {
    resource: usize,
    way: Vec<Step<'t>>,
    name: String,
    kind: &'t str,
    zone: String,
}

/// Every record that is sure to be refused. What a zone is called that the template does not have, others may know.
pub fn check<'t>(template: &'t Template<'t>, known: &dyn Fn(&Value<'_>) -> Option<String>) -> Vec<Refused<'t>> {
    let is_record = |resource: &Resource<'_>| resource.kind == RECORD || resource.kind == RECORDS;
    if !template.resources.iter().any(is_record) {
        return Vec::new();
    }
    let mut search = Search { template, first: FxHashMap::default(), found: Vec::new() };
    for (at, resource) in template.resources.iter().enumerate().filter(|(_, resource)| is_record(resource)) {
        if resource.kind == RECORD {
            let property = |name: &str| resource.get(name);
            search.record(at, vec![Step::Key("Properties"), Step::Key("Name")], &property, known);
            continue;
        }
        let Some(Value::List(items)) = resource.get("RecordSets") else { continue };
        for (index, item) in items.iter().enumerate() {
            let Value::Map(entries) = item else { continue };
            let own = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
            let property =
                |name: &str| own(name).or_else(|| resource.get(name).filter(|_| name.starts_with("HostedZone")));
            let way = vec![Step::Key("Properties"), Step::Key("RecordSets"), Step::Item(index), Step::Key("Name")];
            search.record(at, way, &property, known);
        }
    }
    search.found
}

struct Search<'t> {
    template: &'t Template<'t>,
    /// Records by their zone and name.
    first: FxHashMap<(String, String), Vec<Record<'t>>>,
    found: Vec<Refused<'t>>,
}

impl<'t> Search<'t> {
    fn record(
        &mut self,
        resource: usize,
        way: Vec<Step<'t>>,
        property: &dyn Fn(&str) -> Option<&'t Value<'t>>,
        known: &dyn Fn(&Value<'_>) -> Option<String>,
    ) {
        let (Some(Value::Text(name)), Some(Value::Text(kind))) = (property("Name"), property("Type")) else { return };
        // What CloudFormation puts there is not known.
        if has_dynamic_reference(name) {
            return;
        }
        let Some((key, zone)) = self.zone(property, known) else { return };
        let record = Record { resource, way, name: normal(name), kind, zone: zone.unwrap_or_default() };
        if !record.zone.is_empty() && !is_within(&record.name, &record.zone) {
            return self.refuse(Kind::Outside, &record, None);
        }
        if record.kind == "CNAME" && record.name == normal(&record.zone) {
            return self.refuse(Kind::Apex, &record, None);
        }
        // Of several with identifiers, queries get one or the other.
        if property("SetIdentifier").is_some() {
            return;
        }
        let same = self.first.remove(&(key.clone(), record.name.clone())).unwrap_or_default();
        let other = same.iter().find_map(|other| {
            let kind = match (record.kind, other.kind) {
                (one, other) if one == other => Kind::Twice,
                ("CNAME", _) | (_, "CNAME") => Kind::Beside,
                (_, _) => return None,
            };
            (!self.exclude(record.resource, other.resource)).then_some((kind, other))
        });
        if let Some((kind, other)) = other {
            self.refuse(kind, &record, Some((other.resource, other.way.clone())));
        }
        let mut all = same;
        let name = record.name.clone();
        all.push(record);
        self.first.insert((key, name), all);
    }

    fn refuse(&mut self, kind: Kind, record: &Record<'t>, other: Option<(usize, Vec<Step<'t>>)>) {
        let at = (record.resource, record.way.clone());
        self.found.push(Refused { kind, at, other, name: record.name.clone(), zone: record.zone.clone() });
    }

    /// What tells the zone of a record from others, and what it is called.
    fn zone(
        &self,
        property: &dyn Fn(&str) -> Option<&'t Value<'t>>,
        known: &dyn Fn(&Value<'_>) -> Option<String>,
    ) -> Option<(String, Option<String>)> {
        if let Some(Value::Text(name)) = property("HostedZoneName") {
            return Some((format!("name {}", normal(name)), Some(normal(name))));
        }
        match property("HostedZoneId")? {
            Value::Ref(id) => {
                let is_it = |one: &&Resource<'t>| one.id == *id && one.kind == ZONE;
                let zone = self.template.resources.iter().find(is_it);
                let name = zone.and_then(|zone| match zone.get("Name") {
                    Some(Value::Text(name)) => Some(normal(name)),
                    _ => None,
                });
                Some((format!("ref {id}"), name.or_else(|| known(&Value::reference(id.as_ref())))))
            }
            Value::Text(id) => Some((format!("id {id}"), known(&Value::text(id.as_ref())))),
            other => known(other).map(|name| (format!("name {name}"), Some(name))),
        }
    }

    /// Whether two resources are never there together.
    fn exclude(&self, one: usize, other: usize) -> bool {
        let condition = |at: usize| references::condition(&self.template.resources[at].attributes);
        let (Some(one), Some(other)) = (condition(one), condition(other)) else { return false };
        let test = |name: &str| self.template.conditions.iter().find(|(known, _)| known == name).map(|(_, test)| test);
        let parameter =
            |id: &str| -> Option<&Parameter<'_>> { self.template.parameters.iter().find(|one| one.id == id) };
        Conditions::new(&test, &parameter, &self.template.rules).exclude(&[(one, true), (other, true)])
    }
}

/// What is said of it, what is labelled, and what is to be done.
pub fn said(refused: &Refused<'_>) -> (&'static str, String, String, String) {
    let Refused { kind, name, zone, .. } = refused;
    match kind {
        Kind::Outside => (
            "outside-zone",
            format!("`{name}` is not a name of the zone {zone}"),
            format!("does not end with `{zone}`"),
            if name.contains('.') {
                format!("a zone has names that end with its own: put the record into the zone of `{name}`")
            } else {
                format!("a record's name is written in full: {name}.{zone}")
            },
        ),
        Kind::Apex => (
            "cname-conflict",
            format!("`{name}` is the zone's own name, which cannot be a CNAME"),
            "has records of its own from the start".to_owned(),
            "write an alias where it leads to something of AWS, or addresses".to_owned(),
        ),
        Kind::Beside => (
            "cname-conflict",
            format!("`{name}` has a CNAME and another record, and DNS allows no record beside a CNAME"),
            "a record of the same name".to_owned(),
            "give one of them another name, or write an alias instead of the CNAME".to_owned(),
        ),
        Kind::Twice => (
            "same-record",
            format!("two records have the name `{name}` and the same type"),
            "again here".to_owned(),
            "put the values of both into one record".to_owned(),
        ),
    }
}
