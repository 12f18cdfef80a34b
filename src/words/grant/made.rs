//! The role of an instance that has none.

use super::who::Holding;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::role;
use crate::words::statements::ROLE;

const INSTANCE: &str = "AWS::EC2::Instance";
const PROFILE: &str = "IamInstanceProfile";

/// Whether something is an instance that has no role, in some cases at least. What starts from a launch template may
/// have the role that stands there.
pub fn is_needed(at: usize, to: &Lowering<'_, '_>) -> bool {
    let resource = &to.template.resources[at];
    resource.kind == INSTANCE
        && resource.get("LaunchTemplate").is_none()
        && resource.get(PROFILE).is_none_or(|profile| is_open(profile))
}

fn is_open(value: &Value<'_>) -> bool {
    match value.chosen() {
        Some((_, then, otherwise)) => is_open(then) || is_open(otherwise),
        None => value.is_nothing(),
    }
}

/// Makes the role and its instance profile, and gives them to the instance where it has no other.
pub fn role_for<'s, 'a>(instance: &Declaration<'a>, at: usize, to: &mut Lowering<'s, 'a>) -> Holding<'s, 'a> {
    let id = derived(&instance.logical_id, "Role");
    let mut resource = Resource::new(id.clone(), ROLE.resource, 1);
    resource.set("AssumeRolePolicyDocument", role::trusting("ec2.amazonaws.com"));
    to.under(instance.condition.clone(), |to| {
        to.push(resource, instance.span);
        to.push(role::instance_profile(&id, None, None), instance.span);
    });
    let made = Value::Ref(role::instance_profile_id(&id));
    let profile = to.template.resources[at].get(PROFILE).map_or(made.clone(), |before| before.or(&made));
    to.set_on(&instance.logical_id, PROFILE, profile);
    Holding {
        holder: &ROLE,
        name: Value::Ref(id.clone()),
        id,
        declaration: None,
        condition: instance.condition.clone(),
    }
}
