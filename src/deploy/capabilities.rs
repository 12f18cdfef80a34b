//! Which capabilities a template has to be given: consent to what it may do to identities.

use crate::template::Template;

/// What makes something that can act, from the page "CreateChangeSet" of the CloudFormation API Reference.
const IDENTITIES: &[&str] = &[
    "AccessKey",
    "Group",
    "GroupPolicy",
    "InstanceProfile",
    "ManagedPolicy",
    "Policy",
    "Role",
    "RolePolicy",
    "User",
    "UserPolicy",
    "UserToGroupAddition",
];

/// The properties that give an identity a name of its own, from the same page.
const NAMES: &[&str] = &["GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName"];

/// Exactly what a template needs as far as it tells. What nested stacks and macros hold is not seen here.
pub fn needed(template: &Template<'_>) -> Vec<&'static str> {
    let identities = template.resources.iter().filter(|resource| {
        let kind = resource.kind.strip_prefix("AWS::IAM::");
        kind.is_some_and(|kind| IDENTITIES.contains(&kind))
    });
    let mut found = Vec::new();
    for resource in identities {
        if NAMES.iter().any(|name| resource.get(name).is_some()) {
            return vec!["CAPABILITY_NAMED_IAM"];
        }
        found = vec!["CAPABILITY_IAM"];
    }
    found
}

/// What the service says that it misses.
pub fn missing(message: &str) -> Vec<&'static str> {
    let all = ["CAPABILITY_NAMED_IAM", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"];
    all.into_iter().filter(|capability| message.contains(capability)).collect()
}
