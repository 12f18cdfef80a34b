//! The bucket for templates that are too large to be sent along. Every call names the account that the bucket has to
//! belong to, so that nothing is written to somebody else's bucket of that name.

use super::client::Cloud;
use super::failure::{Failure, Kind};
use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types;

/// Days for which a template is kept: CloudFormation reads it once.
const DAYS: i32 = 7;

/// S3. What stands in the place of AWS seldom has a host name for each bucket.
pub fn client(cloud: &Cloud) -> Client {
    let config = aws_sdk_s3::config::Builder::from(&cloud.config);
    Client::from_conf(config.force_path_style(cloud.config.endpoint_url().is_some()).build())
}

/// S3, as far as templates need it.
pub struct Storage<'c> {
    cloud: &'c Cloud,
    client: Client,
    account: String,
}

impl<'c> Storage<'c> {
    /// In the region of a connection, for an account.
    pub fn new(cloud: &'c Cloud, account: String) -> Self {
        Self { cloud, client: client(cloud), account }
    }

    /// infrac's own bucket in this account and region, which is made when it is first needed.
    pub async fn own_bucket(&self) -> Result<String, Failure> {
        let bucket = format!("infrac-templates-{}-{}", self.account, self.cloud.region);
        if !self.has(&bucket).await? {
            self.make(&bucket).await?;
            self.protect(&bucket).await?;
        }
        Ok(bucket)
    }

    async fn has(&self, bucket: &str) -> Result<bool, Failure> {
        let request = || self.client.head_bucket().bucket(bucket).expected_bucket_owner(&self.account);
        match self.cloud.call("HeadBucket", async || request().send().await).await {
            Ok(_) => Ok(true),
            Err(failure) if is_not_found(&failure) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    async fn make(&self, bucket: &str) -> Result<(), Failure> {
        // The first region is the one that may not be named: page "CreateBucket" of the S3 API Reference.
        let place = (self.cloud.region != "us-east-1").then(|| {
            let region = types::BucketLocationConstraint::from(self.cloud.region.as_str());
            types::CreateBucketConfiguration::builder().location_constraint(region).build()
        });
        let request = || {
            let request = self.client.create_bucket().bucket(bucket).set_create_bucket_configuration(place.clone());
            request.object_ownership(types::ObjectOwnership::BucketOwnerEnforced)
        };
        match self.cloud.call("CreateBucket", async || request().send().await).await {
            Err(failure) if failure.message.contains("BucketAlreadyOwnedByYou") => Ok(()),
            other => other.map(drop),
        }
    }

    /// The same that the word `bucket` does: nothing is public, nothing goes unencrypted over the network. What is new in
    /// S3 is encrypted where it lies, without being asked.
    async fn protect(&self, bucket: &str) -> Result<(), Failure> {
        let (client, owner) = (&self.client, &self.account);
        let block = types::PublicAccessBlockConfiguration::builder();
        let block = block.block_public_acls(true).block_public_policy(true).ignore_public_acls(true);
        let block = block.restrict_public_buckets(true).build();
        let request =
            || client.put_public_access_block().bucket(bucket).public_access_block_configuration(block.clone());
        self.cloud.call("PutPublicAccessBlock", async || request().expected_bucket_owner(owner).send().await).await?;
        let policy = tls_only(&self.cloud.region, bucket);
        let request = || client.put_bucket_policy().bucket(bucket).policy(&policy).expected_bucket_owner(owner);
        self.cloud.call("PutBucketPolicy", async || request().send().await).await?;
        let rule = rule().map_err(|error| Failure::new(Kind::Refused, "PutBucketLifecycle", error.to_string()))?;
        let request = || {
            let request = client.put_bucket_lifecycle_configuration().bucket(bucket);
            request.lifecycle_configuration(rule.clone()).expected_bucket_owner(owner)
        };
        self.cloud.call("PutBucketLifecycle", async || request().send().await).await.map(drop)
    }

    /// Puts a template into a bucket; gives its address.
    pub async fn put(&self, bucket: &str, key: &str, text: &str) -> Result<String, Failure> {
        let request = || {
            let request = self.client.put_object().bucket(bucket).key(key).content_type("application/json");
            request.expected_bucket_owner(&self.account).body(ByteStream::from(text.as_bytes().to_vec()))
        };
        self.cloud.call("PutObject", async || request().send().await).await?;
        let host = match self.cloud.config.endpoint_url() {
            Some(endpoint) => endpoint.trim_end_matches('/').to_owned(),
            None => format!("https://s3.{0}.{1}", self.cloud.region, domain(&self.cloud.region)),
        };
        Ok(format!("{host}/{bucket}/{key}"))
    }
}

/// S3 answers the call that has no body with a bare status.
fn is_not_found(failure: &Failure) -> bool {
    failure.kind == Kind::Absent || failure.message.contains("NotFound")
}

fn domain(region: &str) -> &'static str {
    if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" }
}

fn tls_only(region: &str, bucket: &str) -> String {
    let partition = match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    let arn = format!("arn:{partition}:s3:::{bucket}");
    serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [arn, format!("{arn}/*")],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        }],
    })
    .to_string()
}

/// Removes templates after a while.
fn rule() -> Result<types::BucketLifecycleConfiguration, aws_sdk_s3::error::BuildError> {
    let after = types::LifecycleExpiration::builder().days(DAYS).build();
    let all = types::LifecycleRuleFilter::builder().prefix("").build();
    let rule = types::LifecycleRule::builder().id("expire").filter(all).expiration(after);
    let rule = rule.status(types::ExpirationStatus::Enabled).build()?;
    types::BucketLifecycleConfiguration::builder().rules(rule).build()
}
