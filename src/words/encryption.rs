//! What data is encrypted with: a key of the service's own, the account's key for the service, or one that is named.

use super::shape::Wanted;

/// A KMS key.
pub static KEY: Wanted = Wanted { what: "a KMS key", resource: "AWS::KMS::Key", attribute: "Arn", prefix: "arn:" };
