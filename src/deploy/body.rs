//! How a template reaches CloudFormation: sent along, or through a bucket where it is too large for that.
//!
//! From the page "CloudFormation quotas" of the CloudFormation User Guide: 51,200 bytes in a request, 1 MB in S3.

use super::account;
use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::order::Order;
use super::storage::Storage;
use super::token;

/// The most bytes that can be sent along.
pub const MOST_BYTES: usize = 51_200;

/// The most bytes that can be read from S3.
const MOST_STORED: usize = 1_048_576;

/// Where the service finds a template.
pub enum Body {
    /// Here.
    Inline(String),
    /// At an address of S3.
    Url(String),
}

/// Puts the template where the service can read it.
pub async fn place(cloud: &Cloud, order: &Order) -> Result<Body, Failure> {
    if order.body.len() <= MOST_BYTES {
        return Ok(Body::Inline(order.body.clone()));
    }
    if order.body.len() > MOST_STORED {
        let text = format!("the template has {} bytes, and AWS takes 1 MB: make two stacks of it", order.body.len());
        return Err(Failure::new(Kind::Refused, "CreateChangeSet", text));
    }
    let account = account::identity(cloud).await?;
    let storage = Storage::new(cloud, account.id);
    let bucket = match &order.bucket {
        Some(bucket) => bucket.clone(),
        None => storage.own_bucket().await?,
    };
    // Its name is that of its content: put twice, it is there once.
    let key = format!("{}/{}.json", order.stack, token::of_text(&order.body));
    storage.put(&bucket, &key, &order.body).await.map(Body::Url)
}
