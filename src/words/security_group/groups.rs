//! Which security groups things have.

use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::reason::vpcs::groups::among;
use crate::template::{Text, Value};

/// How many steps are gone from one thing to the next: more are a circle.
const FAR: usize = 4;

/// The security groups of something, as a list or as what gives one.
pub fn of<'a>(declaration: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    found(declaration, to, FAR)
}

/// The logical id of the security group that something gets by itself.
pub fn own_id<'a>(id: &str) -> Text<'a> {
    derived(id, "SecurityGroup")
}

fn found<'a>(declaration: &Declaration<'a>, to: &Lowering<'_, 'a>, far: usize) -> Option<Value<'a>> {
    let far = far.checked_sub(1)?;
    let entries = &declaration.entries;
    if let Some(given) = entries.value("security_groups") {
        return Some(given.clone());
    }
    let properties = entries.properties.iter().map(|one| (one.name.text, &one.value));
    if let Some((_, given)) = properties.clone().find_map(|(name, value)| among(name, value)) {
        return Some(given.clone());
    }
    // An autoscaling group has those of its launch template.
    let template = entries.value("template").or_else(|| properties.clone().find_map(|(_, value)| template(value)));
    if let Some(of) = template.and_then(|value| to.declaration_of(value)) {
        return found(of, to, far);
    }
    // A function may stand in no subnet, and has no group then.
    let stands_in_subnets = !declaration.relation("in").is_empty();
    let makes_one = declaration.word.own_group && stands_in_subnets && !declaration.existing;
    makes_one.then(|| Value::list([Value::attribute(own_id(&declaration.logical_id), "GroupId")]))
}

/// The launch template that a property names.
fn template<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Value<'a>> {
    let Value::Map(entries) = value else { return None };
    entries.iter().find(|(name, _)| name == "LaunchTemplateId").map(|(_, value)| value)
}

/// The first of some groups, and the condition under which it is one.
pub fn first<'a>(groups: &Value<'a>) -> Option<(Value<'a>, Condition<'a>)> {
    let first = match groups {
        Value::List(items) => items.first()?.clone(),
        // A list that only the deploy knows.
        Value::Ref(_) if !groups.is_nothing() => {
            Value::Intrinsic("Fn::Select", Box::new(Value::list([Value::Int(0), groups.clone()])))
        }
        Value::GetAtt(_) | Value::Text(_) => groups.clone(),
        _ => return None,
    };
    match first.chosen() {
        Some((condition, then, otherwise)) if otherwise.is_nothing() => Some((then.clone(), Some(condition.clone()))),
        _ if first.is_nothing() => None,
        _ => Some((first, None)),
    }
}
