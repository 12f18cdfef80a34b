//! Targets that name their group by themselves: autoscaling groups and services.

use crate::lower::{Lowering, where_holds};
use crate::template::{Items, Resource, Text, Value};

/// Lets one of them join a group, once everything is lowered.
pub fn one<'a>(id: &str, group: &str, port: i64, leads: &[Text<'a>], to: &mut Lowering<'_, 'a>) {
    let condition = to.besides(to.condition().clone(), &[&to.condition_of(id)]);
    let Some(place) = to.place(id) else { return };
    let target = Value::reference(group.to_owned());
    if to.template.resources[place].kind != "AWS::ECS::Service" {
        let is_word = to.declared_as(id).is_some_and(|group| !group.word.is_raw());
        let Some(group) = to.resource_mut(id) else { return };
        append(group, "TargetGroupARNs", where_holds(&condition, target, None));
        // One that does not answer is made anew.
        if is_word && group.get("HealthCheckType").is_none() {
            group.set("HealthCheckType", where_holds(&condition, Value::text("ELB"), None));
        }
        return;
    }
    let container = container(&to.template.resources[place], port, to);
    let entries = [("ContainerPort", Value::Int(port)), ("TargetGroupArn", target)];
    let name = container.map(|name| ("ContainerName", name));
    let balanced = Value::map(name.into_iter().chain(entries));
    let Some(service) = to.resource_mut(id) else { return };
    append(service, "LoadBalancers", where_holds(&condition, balanced, None));
    // ECS refuses a service whose group no load balancer leads to yet.
    if condition.is_none() {
        leads.iter().for_each(|lead| depend(service, lead.clone()));
    }
}

/// Adds an item to a property that is a list.
fn append<'a>(resource: &mut Resource<'a>, property: &'static str, item: Value<'a>) {
    match resource.properties.iter_mut().find(|(name, _)| name == property) {
        Some((_, Value::List(Items::Owned(items)))) => items.push(item),
        Some((_, other)) => *other = Value::list([other.clone(), item]),
        None => resource.set(property, Value::list([item])),
    }
}

/// Lets a resource wait for another one.
pub fn depend<'a>(resource: &mut Resource<'a>, on: Text<'a>) {
    if resource.dependencies().any(|other| other == on) {
        return;
    }
    let on = Value::Text(on);
    match resource.attributes.iter_mut().find(|(key, _)| key == "DependsOn").map(|(_, value)| value) {
        Some(Value::List(Items::Owned(ids))) => ids.push(on),
        Some(one) => *one = Value::list([one.clone(), on]),
        None => resource.attribute("DependsOn", on),
    }
}

/// The name of the container of a service that listens on a port, or of its first one.
fn container<'a>(service: &Resource<'a>, port: i64, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let Some(Value::Ref(definition)) = service.get("TaskDefinition") else { return None };
    let definition = &to.template.resources[to.place(definition)?];
    let Some(Value::List(containers)) = definition.get("ContainerDefinitions") else { return None };
    let listens = |container: &&Value<'a>| match entry(container, "PortMappings") {
        Some(Value::List(mappings)) => {
            mappings.iter().any(|mapping| entry(mapping, "ContainerPort") == Some(&Value::Int(port)))
        }
        _ => false,
    };
    let found = containers.iter().find(listens).or_else(|| containers.first())?;
    entry(found, "Name").cloned()
}

fn entry<'v, 'a>(map: &'v Value<'a>, key: &str) -> Option<&'v Value<'a>> {
    let Value::Map(entries) = map else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}
