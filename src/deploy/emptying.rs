//! Emptying a bucket that says it may be: every version of every object goes, for good.

use super::client::Cloud;
use super::failure::{Failure, Kind};
use super::storage;
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};

/// Deletes all that is in a bucket; gives how much that was. A bucket that is gone is empty.
pub async fn empty(cloud: &Cloud, bucket: &str) -> Result<usize, Failure> {
    let client = storage::client(cloud);
    let mut count = 0;
    loop {
        // The first page each time: what was on it is gone by then.
        let found = match page(cloud, &client, bucket).await {
            Err(failure) if failure.kind == Kind::Absent => return Ok(count),
            other => other?,
        };
        if found.is_empty() {
            return Ok(count);
        }
        count += found.len();
        delete(cloud, &client, bucket, found).await?;
    }
}

/// Some of the versions, and of the marks that stand for deleted objects: a thousand at most, as one call deletes.
async fn page(cloud: &Cloud, client: &Client, bucket: &str) -> Result<Vec<ObjectIdentifier>, Failure> {
    let request = || client.list_object_versions().bucket(bucket);
    let answer = cloud.call("ListObjectVersions", async || request().send().await).await?;
    let versions = answer.versions().iter().map(|one| (one.key(), one.version_id()));
    let marks = answer.delete_markers().iter().map(|one| (one.key(), one.version_id()));
    let named = versions.chain(marks).filter_map(|(key, version)| {
        let one = ObjectIdentifier::builder().key(key?).set_version_id(version.map(str::to_owned));
        one.build().ok()
    });
    Ok(named.collect())
}

async fn delete(cloud: &Cloud, client: &Client, bucket: &str, all: Vec<ObjectIdentifier>) -> Result<(), Failure> {
    let refused =
        |error: aws_sdk_s3::error::BuildError| Failure::new(Kind::Refused, "DeleteObjects", error.to_string());
    let all = Delete::builder().set_objects(Some(all)).quiet(true).build().map_err(refused)?;
    let request = || client.delete_objects().bucket(bucket).delete(all.clone());
    let answer = cloud.call("DeleteObjects", async || request().send().await).await?;
    match answer.errors().first() {
        None => Ok(()),
        Some(error) => {
            let (key, why) = (error.key().unwrap_or_default(), error.message().unwrap_or_default());
            Err(Failure::new(Kind::Refused, "DeleteObjects", format!("{bucket}/{key}: {why}")))
        }
    }
}
