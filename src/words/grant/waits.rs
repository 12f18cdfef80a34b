//! What acts as soon as it is made waits for its permissions: an instance runs its user data, a service its tasks, and
//! Lambda looks at the permissions of a function before it reads a queue for it.

use super::who::{Found, along, roles};
use crate::lower::Lowering;
use crate::reason::references;
use crate::template::Text;
use rustc_hash::FxHashSet;

/// Types that act at once with a role that they, or something that they name, have.
const AT_ONCE: [&str; 4] =
    ["AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance", "AWS::ECS::Service", "AWS::Pipes::Pipe"];
/// Types that have a function act at once, and where they name it.
const BY_FUNCTION: [(&str, &[&str]); 2] = [
    ("AWS::Lambda::EventSourceMapping", &["FunctionName"]),
    ("AWS::CloudFormation::CustomResource", &["ServiceToken"]),
];

/// Makes what acts at once wait for the policies of its role, where that makes no circle: each role with one of its
/// policies.
pub fn add<'a>(policies: &[(Text<'a>, Text<'a>)], to: &mut Lowering<'_, 'a>) {
    if policies.is_empty() {
        return;
    }
    for at in 0..to.template.resources.len() {
        let roles: Vec<Text<'a>> = actors(at, to);
        for (_, policy) in policies.iter().filter(|(role, _)| roles.contains(role)) {
            wait(at, policy, to);
        }
    }
}

/// The roles that a resource acts with at once.
fn actors<'a>(at: usize, to: &Lowering<'_, 'a>) -> Vec<Text<'a>> {
    let kind = to.template.resources[at].kind.as_ref();
    let by_function = BY_FUNCTION.iter().find(|(name, _)| *name == kind).map(|(_, way)| *way);
    let found = match by_function.or(kind.starts_with("Custom::").then_some(BY_FUNCTION[1].1)) {
        Some(way) => along(at, way, to, 0),
        None if AT_ONCE.contains(&kind) => roles(at, to),
        None => Vec::new(),
    };
    let own = found.into_iter().filter_map(|found| match found {
        Found::Own(role, _) => Some(to.template.resources[role].id.clone()),
        Found::Existing(..) | Found::Unknown => None,
    });
    own.collect()
}

fn wait<'a>(at: usize, policy: &Text<'a>, to: &mut Lowering<'_, 'a>) {
    let id = to.template.resources[at].id.clone();
    // CloudFormation knows nothing that waits for what may not be there.
    let condition = to.besides(to.condition_of(policy), &[&to.condition_of(&id)]);
    if condition.is_some() || reaches(policy, &id, to) {
        return;
    }
    if let Some(resource) = to.resource_mut(&id) {
        resource.depend_on(policy.clone());
    }
}

/// Whether one resource refers to another, or to something that does.
fn reaches(from: &str, to_id: &str, to: &Lowering<'_, '_>) -> bool {
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let mut open: Vec<usize> = to.place(from).into_iter().collect();
    let goal = to.place(to_id);
    while let Some(at) = open.pop() {
        if Some(at) == goal {
            return true;
        }
        if seen.insert(at) {
            references::of_resource(&to.template.resources[at], &mut |found| open.extend(to.place(found.id)));
        }
    }
    false
}
