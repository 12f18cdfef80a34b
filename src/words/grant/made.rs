//! The role of an instance that has none.

use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::reason::references::Guard;
use crate::template::{Resource, Value};
use crate::words::role;
use crate::words::statements::ROLE;

const INSTANCE: &str = "AWS::EC2::Instance";
const PROFILE: &str = "IamInstanceProfile";

/// Makes the role of an instance and its instance profile, where it has no other. What starts from a launch template may
/// have the role that stands there.
pub fn where_needed<'a>(instance: &Declaration<'a>, at: usize, to: &mut Lowering<'_, 'a>) {
    let resource = &to.template.resources[at];
    if resource.kind != INSTANCE || resource.get("LaunchTemplate").is_some() {
        return;
    }
    let before = resource.get(PROFILE).cloned().unwrap_or(Value::nothing());
    let mut open = Vec::new();
    gaps(&before, &mut Vec::new(), &mut open);
    let conditions: Vec<Condition<'a>> = open.iter().map(|guards| to.guarded(guards)).collect();
    if conditions.is_empty() {
        return;
    }
    let condition = to.any_of(conditions);
    let condition = to.all_of([instance.condition.clone(), condition]);
    let id = derived(&instance.logical_id, "Role");
    let mut resource = Resource::new(id.clone(), ROLE.resource, 1);
    resource.set("AssumeRolePolicyDocument", role::trusting("ec2.amazonaws.com"));
    to.under(condition, |to| {
        to.push(resource, instance.span);
        to.push(role::instance_profile(&id, None, None), instance.span);
    });
    let made = Value::Ref(role::instance_profile_id(&id));
    to.set_on(&instance.logical_id, PROFILE, before.or(&made));
}

/// What holds where a value is nothing, for each place where it is.
fn gaps<'v>(value: &'v Value<'_>, guards: &mut Vec<Guard<'v>>, found: &mut Vec<Vec<Guard<'v>>>) {
    match value.chosen() {
        Some((condition, then, otherwise)) => {
            for (holds, branch) in [(true, then), (false, otherwise)] {
                guards.push((condition, holds));
                gaps(branch, guards, found);
                guards.pop();
            }
        }
        None if value.is_nothing() => found.push(guards.clone()),
        None => {}
    }
}
