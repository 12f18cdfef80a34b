//! The cluster of a service: the one it names, the only one of its file, or one of its own.

use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::suggest;
use crate::template::{Resource, Text, Value};
use crate::words::cluster::CLUSTER;
use crate::words::existing;

/// The logical id of the cluster that a service gets by itself.
fn own_id<'a>(service: &Declaration<'_>) -> Text<'a> {
    derived(&service.logical_id, "Cluster")
}

/// What a service's cluster is.
enum Found<'s, 'a> {
    Given(Value<'a>),
    Only(&'s Declaration<'a>),
    Several(Vec<&'s Declaration<'a>>),
    Own,
}

fn found<'s, 'a>(service: &Declaration<'a>, to: &Lowering<'s, 'a>) -> Found<'s, 'a> {
    let given = service.entries.property("Cluster").map(|given| &given.value).or(service.entries.value("cluster"));
    if let Some(given) = given {
        return Found::Given(given.clone());
    }
    if service.existing {
        return Found::Own;
    }
    // One that is there in some cases only does not do for all.
    let of_file = |one: &&'s Declaration<'a>| {
        one.module == service.module && (one.condition.is_none() || one.condition == service.condition)
    };
    let all: Vec<_> = to.declared_of(CLUSTER.resource).filter(of_file).collect();
    match all.as_slice() {
        [] => Found::Own,
        [only] => Found::Only(only),
        _ => Found::Several(all),
    }
}

fn reference<'a>(cluster: &Declaration<'a>) -> Option<Value<'a>> {
    if cluster.existing { existing::identifier(cluster) } else { Some(Value::Ref(cluster.logical_id.clone())) }
}

/// What refers to the cluster of a service by its name.
pub fn cluster_of<'a>(service: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    match found(service, to) {
        Found::Given(given) => Some(given),
        Found::Only(cluster) => reference(cluster),
        Found::Own if service.word.is_raw() || service.existing => None,
        Found::Own => Some(Value::Ref(own_id(service))),
        Found::Several(_) => None,
    }
}

/// The same, where one of its own is made.
pub fn lower<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    match found(service, to) {
        Found::Given(given) => Some(given),
        Found::Only(cluster) => reference(cluster),
        Found::Own => {
            let id = own_id(service);
            to.push(Resource::new(id.clone(), CLUSTER.resource, 0), service.span);
            Some(Value::Ref(id))
        }
        Found::Several(all) => {
            let names = suggest::one_of(all.iter().map(|one| one.handle.text));
            let message = format!("service `{}` needs `cluster`: the file has several", service.handle.text);
            let problem = Diagnostic::error("missing-entry", message).label(service.handle.span, "in which cluster?");
            to.report(problem.help(format!("write cluster = NAME: {names}")));
            None
        }
    }
}
