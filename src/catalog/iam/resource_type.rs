//! The types of resources that actions work on.

use super::{halves, names};
use crate::catalog::Row;
use crate::catalog::tables::IAM_RESOURCE_TYPES as TYPES;

/// A type of resource of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    row: Row,
}

impl ResourceType {
    /// As in `bucket`.
    pub fn name(self) -> &'static str {
        halves(self.row.key()).1
    }

    /// The service's prefix: `s3`.
    pub fn service(self) -> &'static str {
        halves(self.row.key()).0
    }

    /// How the ARNs look, `arn:${Partition}:s3:::${BucketName}`: one form, or a few.
    pub fn arns(self) -> impl Iterator<Item = &'static str> {
        names(self.row.column(1))
    }

    /// The condition keys that hold for its resources.
    pub fn condition_keys(self) -> impl Iterator<Item = &'static str> {
        names(self.row.column(2))
    }
}

/// The resource type of this name.
pub fn resource_type(service: &str, name: &str) -> Option<ResourceType> {
    TYPES.get(&format!("{service}:{name}")).map(|row| ResourceType { row })
}

/// The resource types of a service, sorted.
pub fn resource_types(service: &str) -> impl Iterator<Item = ResourceType> + use<> {
    TYPES.starting(&format!("{service}:")).map(|row| ResourceType { row })
}
