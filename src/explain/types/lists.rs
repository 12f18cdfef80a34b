//! Lists: the types of a service, and the services.

use crate::schema;
use serde::Serialize;

/// The types of one service.
#[derive(Debug, Clone, Serialize)]
pub struct ServicePage {
    /// As in `AWS::SQS`.
    pub name: String,
    /// Its types.
    pub types: Vec<&'static str>,
}

/// All services of one owner.
#[derive(Debug, Clone, Serialize)]
pub struct ServicesPage {
    /// As in `AWS`.
    pub name: String,
    /// The services.
    pub services: Vec<Service>,
}

/// A service.
#[derive(Debug, Clone, Serialize)]
pub struct Service {
    /// As in `AWS::SQS`.
    pub name: &'static str,
    /// How many types it has.
    pub types: usize,
}

/// The types of a service, such as `AWS::SQS`, in any case.
pub fn service(name: &str) -> Option<ServicePage> {
    let is_of = |one: &&'static str| prefix(one, 2).eq_ignore_ascii_case(name);
    let types: Vec<&'static str> = schema::names().filter(is_of).collect();
    let name = prefix(types.first()?, 2).to_owned();
    Some(ServicePage { name, types })
}

/// The services of an owner, such as `AWS`, in any case.
pub fn services(owner: &str) -> Option<ServicesPage> {
    let mut services: Vec<Service> = Vec::new();
    for name in schema::names().filter(|one| prefix(one, 1).eq_ignore_ascii_case(owner)) {
        let service = prefix(name, 2);
        match services.last_mut() {
            Some(last) if last.name == service => last.types += 1,
            _ => services.push(Service { name: service, types: 1 }),
        }
    }
    let name = prefix(services.first()?.name, 1).to_owned();
    Some(ServicesPage { name, services })
}

/// All services.
pub fn names() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    schema::names().map(|name| prefix(name, 2)).filter(move |service| std::mem::replace(&mut last, service) != *service)
}

/// The first parts of a name.
fn prefix(name: &'static str, parts: usize) -> &'static str {
    name.match_indices("::").nth(parts - 1).map_or(name, |(at, _)| &name[..at])
}
