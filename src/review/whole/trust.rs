//! Roles that do not trust what has them.

use crate::diagnostic::Diagnostic;
use crate::reason::trust::{self, Untrusted};
use crate::review::Document;
use crate::template::Step;

/// Every role that is given to something which cannot take it.
pub fn check(document: &Document<'_>) -> Vec<Diagnostic> {
    trust::check(document.template).iter().map(|found| mistrusting(document, found)).collect()
}

/// A role that is given to something which cannot take it.
fn mistrusting(document: &Document<'_>, found: &Untrusted<'_>) -> Diagnostic {
    let resources = &document.template.resources;
    let (user, role) = (&resources[found.user].id, &resources[found.role].id);
    let above = [Step::Key("Resources"), Step::Key(user), Step::Key("Properties")];
    let way: Vec<Step<'_>> = above.into_iter().chain(found.way.iter().copied()).collect();
    let trust =
        [Step::Key("Resources"), Step::Key(role), Step::Key("Properties"), Step::Key("AssumeRolePolicyDocument")];
    let message = found.message(&format!("`{role}`"), &format!("`{user}`"));
    // A profile is made with any role; it is what has the profile that cannot act then.
    let problem = if resources[found.user].kind == "AWS::IAM::InstanceProfile" {
        Diagnostic::warning("role-does-not-trust", message)
    } else {
        Diagnostic::error("role-does-not-trust", message)
    };
    problem
        .label(document.value(&way), "given here")
        .label(document.head(&trust), format!("does not trust {}", found.service_name()))
        .help(format!("add \"{}\" to the services of its trust policy", found.service))
}
