//! Which security groups things have.

use crate::template::{Step, Value};

/// Properties that hold the security groups of something, wherever they stand in it.
const PROPERTIES: [&str; 5] =
    ["GroupSet", "SecurityGroupIds", "SecurityGroups", "VPCSecurityGroups", "VpcSecurityGroupIds"];
/// The same of a network interface in a launch template; users have such a property too.
const OF_INTERFACE: &str = "Groups";
/// How deep these may stand.
const DEEP: usize = 6;

/// The first security groups in a property or below it, and the way to them from what has the property.
pub fn among<'v, 'a>(name: &'v str, value: &'v Value<'a>) -> Option<(Vec<Step<'v>>, &'v Value<'a>)> {
    let (mut way, found) = below(name, value, DEEP)?;
    way.push(Step::Key(name));
    way.reverse();
    Some((way, found))
}

/// The same with the way from its end, without its first step.
fn below<'v, 'a>(name: &str, value: &'v Value<'a>, deep: usize) -> Option<(Vec<Step<'v>>, &'v Value<'a>)> {
    if PROPERTIES.contains(&name) || name == OF_INTERFACE && deep < DEEP {
        return Some((Vec::new(), value));
    }
    let deep = deep.checked_sub(1)?;
    let (mut way, step, found) = match value {
        Value::Map(entries) => entries.iter().find_map(|(name, value)| {
            let (way, found) = below(name, value, deep)?;
            Some((way, Step::Key(name.as_ref()), found))
        })?,
        Value::List(items) => items.iter().enumerate().find_map(|(at, item)| {
            let (way, found) = below("", item, deep)?;
            Some((way, Step::Item(at), found))
        })?,
        _ => return None,
    };
    way.push(step);
    Some((way, found))
}
