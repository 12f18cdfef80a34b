//! The managed policies that AWS publishes.

use super::Row;
use super::tables::{MANAGED_POLICIES as POLICIES, MANAGED_POLICY_DOCUMENTS as DOCUMENTS};

/// One managed policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The name alone, as in `AWSLambdaBasicExecutionRole`.
    pub name: &'static str,
    /// What follows `policy/` in the ARN, as in `service-role/AWSLambdaBasicExecutionRole`.
    pub path: &'static str,
}

impl Policy {
    /// Whether people may attach it: AWS keeps those of service-linked roles and root tasks to itself.
    pub fn attachable(self) -> bool {
        !self.path.starts_with("aws-service-role/") && !self.path.starts_with("root-task/")
    }
}

/// The policy of this name or of this full path; a wrong path finds nothing.
pub fn find(name: &str) -> Option<Policy> {
    let short = name.rsplit('/').next().unwrap_or(name);
    POLICIES.all(short).map(policy).find(|found| short == name || found.path == name)
}

/// The default version's document as minified JSON with sorted keys, by the policy's full path.
pub fn document(path: &str) -> Option<&'static str> {
    DOCUMENTS.get(path).map(|row| row.column(1))
}

/// The names of all managed policies, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    POLICIES.names()
}

fn policy(row: Row) -> Policy {
    Policy { name: row.key(), path: row.column(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_name_and_by_path() {
        let basic = find("AWSLambdaBasicExecutionRole").unwrap();
        assert_eq!(basic.path, "service-role/AWSLambdaBasicExecutionRole");
        assert_eq!(find(basic.path), Some(basic));
        assert_eq!(find("AmazonS3FullAccess").unwrap().path, "AmazonS3FullAccess");
        assert_eq!(find("ViewOnlyAccess").unwrap().path, "job-function/ViewOnlyAccess");
        for wrong in ["job-function/AWSLambdaBasicExecutionRole", "/AmazonS3FullAccess", "AmazonS3FullAcess", ""] {
            assert_eq!(find(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn policies_of_service_linked_roles_are_not_attachable() {
        assert!(!find("AmazonECSServiceRolePolicy").unwrap().attachable());
        assert!(find("AWSLambdaBasicExecutionRole").unwrap().attachable());
        assert!(find("AdministratorAccess").unwrap().attachable());
    }

    #[test]
    fn every_policy_has_a_document_with_a_statement() {
        for name in names() {
            let policy = find(name).unwrap();
            assert_eq!(policy.path.rsplit('/').next(), Some(name));
            let text = document(policy.path).unwrap();
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            assert!(!json["Statement"].is_null(), "{name}");
        }
        assert_eq!(DOCUMENTS.rows().count(), names().count());
    }

    #[test]
    fn a_known_document_is_whole() {
        let text = document("AdministratorAccess").unwrap();
        assert_eq!(text, r#"{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#);
        assert_eq!(document("AWSLambdaBasicExecutionRole"), None);
    }
}
