//! What words make waits for what it needs though it does not name it: the attachment of its VPC's internet gateway, a
//! further block of addresses. A resource by its type is what its statement says, and only told so.

use super::Lowering;
use crate::reason::vpcs::{Needed, Networks};
use crate::template::{Items, Resource, Text, Value};

/// The key under which a resource waits for what is there in some cases only: `DependsOn` takes no functions, and
/// CloudFormation refuses a name in it that is not there.
const WAITS: &str = "WaitsFor";

/// Lets everything that words make wait for what it needs.
pub fn let_wait(to: &mut Lowering<'_, '_>) {
    let is_ours = |at: usize| {
        let id = &to.template.resources[at].id;
        let raw = to.declared_as(id).filter(|declared| declared.word.is_raw());
        raw.is_none()
    };
    let missing = Networks::of(&to.template).map(|networks| networks.missing(&is_ours)).unwrap_or_default();
    for Needed { by, on } in missing {
        one(by, on, to);
    }
}

fn one(by: usize, on: usize, to: &mut Lowering<'_, '_>) {
    let id = |at: usize| to.template.resources[at].id.clone();
    let (by, on) = (id(by), id(on));
    let (own, its) = (to.condition_of(&by), to.condition_of(&on));
    if to.exclude(&[&own, &its]) {
        return;
    }
    let condition = to.besides(its, &[&own]);
    let Some(resource) = to.resource_mut(&by) else { return };
    match condition {
        None => depend(resource, on),
        Some(condition) => wait(resource, Value::choice(condition, Value::Ref(on), Value::nothing())),
    }
}

fn depend<'a>(resource: &mut Resource<'a>, on: Text<'a>) {
    let on = Value::Text(on);
    let before = resource.attributes.iter_mut().find(|(key, _)| key == "DependsOn").map(|(_, value)| value);
    match before {
        Some(Value::List(Items::Owned(ids))) => ids.push(on),
        Some(one) => *one = Value::list([one.clone(), on]),
        None => resource.attribute("DependsOn", on),
    }
}

fn wait<'a>(resource: &mut Resource<'a>, on: Value<'a>) {
    let before = resource.attributes.iter_mut().find(|(key, _)| key == "Metadata").map(|(_, value)| value);
    match before {
        Some(Value::Map(Items::Owned(entries))) => match entries.iter_mut().find(|(key, _)| key == WAITS) {
            Some((_, Value::List(Items::Owned(all)))) => all.push(on),
            _ => entries.push((WAITS.into(), Value::list([on]))),
        },
        Some(_) => {}
        None => resource.attribute("Metadata", Value::map([(WAITS, Value::list([on]))])),
    }
}
