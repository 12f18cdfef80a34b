//! The intrinsic functions of CloudFormation.

use crate::suggest;

/// The full names of all functions, sorted; among them those of rules and of `AWS::LanguageExtensions`.
const NAMES: &[&str] = &[
    "Condition",
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::Implies",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::RefAll",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
    "Ref",
];

/// How every full name but two begins.
pub(super) const PREFIX: &str = "Fn::";
/// How the key of a loop begins; its own name follows.
pub(super) const LOOP: &str = "Fn::ForEach::";

/// The function of this full name.
pub(super) fn find(name: &str) -> Option<&'static str> {
    // Nearly every key that is asked for is none.
    if !name.starts_with("Fn::") && name != "Ref" && name != "Condition" {
        return None;
    }
    NAMES.binary_search(&name).ok().map(|at| NAMES[at])
}

/// The full name that a short tag stands for, `!` not included.
pub(super) fn of_tag(tag: &str) -> String {
    if tag == "Ref" || tag == "Condition" { tag.to_owned() } else { format!("Fn::{tag}") }
}

/// The short tag that may be meant, `!` not included.
pub(super) fn nearest_tag(tag: &str) -> Option<&'static str> {
    suggest::nearest(tag.trim_start_matches("Fn::"), NAMES.iter().map(|name| name.trim_start_matches("Fn::")))
}

/// The full name that may be meant.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    suggest::nearest(name, NAMES.iter().copied().filter(|name| name.starts_with("Fn::")))
}

/// Whether the arguments of a function are conditions.
pub(super) fn takes_conditions(name: &str) -> bool {
    matches!(name, "Fn::And" | "Fn::Not" | "Fn::Or")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_by_name() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| find(name) == Some(name)));
        assert_eq!((find("Fn::Nothing"), find("Name")), (None, None));
        assert_eq!(nearest_tag("Subb"), Some("Sub"));
        assert_eq!(nearest("Fn::GetAttr"), Some("Fn::GetAtt"));
    }
}
