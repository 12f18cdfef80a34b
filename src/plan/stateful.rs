//! The types that hold data which is gone with them, and what that is in plain words.

/// A type that holds data.
#[derive(Debug)]
pub struct Stateful {
    /// As in `AWS::DynamoDB::Table`.
    pub kind: &'static str,
    /// What it holds; `{}` stands for the resource.
    pub holds: &'static str,
    /// What happens when it is deleted though it holds something.
    pub when_full: WhenFull,
}

/// What happens to a resource that is deleted though it holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenFull {
    /// It is deleted with all that it holds.
    Lost,
    /// It cannot be deleted: CloudFormation fails at it and leaves it behind.
    Kept,
    /// It is marked for deletion and can be brought back for some days.
    Scheduled,
}

use WhenFull::{Kept, Lost, Scheduled};

const fn holds(kind: &'static str, holds: &'static str, when_full: WhenFull) -> Stateful {
    Stateful { kind, holds, when_full }
}

/// Every type that is known to hold data, in alphabetical order.
pub const STATEFUL: &[Stateful] = &[
    holds("AWS::AmazonMQ::Broker", "the messages of {}", Lost),
    holds("AWS::Backup::BackupVault", "the recovery points of {}", Kept),
    holds("AWS::Cassandra::Keyspace", "all tables of {}", Lost),
    holds("AWS::Cassandra::Table", "all rows of {}", Lost),
    holds("AWS::CodeArtifact::Repository", "all packages of {}", Lost),
    holds("AWS::CodeCommit::Repository", "all commits of {}", Lost),
    holds("AWS::Cognito::IdentityPool", "all identities of {}", Lost),
    holds("AWS::Cognito::UserPool", "all users of {} and their passwords", Lost),
    holds("AWS::DSQL::Cluster", "all tables of {}", Lost),
    holds("AWS::DocDB::DBCluster", "all documents of {}", Lost),
    holds("AWS::DynamoDB::GlobalTable", "all items of {}", Lost),
    holds("AWS::DynamoDB::Table", "all items of {}", Lost),
    holds("AWS::EC2::Instance", "what is on the disks that go with {}", Lost),
    holds("AWS::EC2::Volume", "all files of {}", Lost),
    holds("AWS::ECR::Repository", "all images of {}", Kept),
    holds("AWS::EFS::FileSystem", "all files of {}", Lost),
    holds("AWS::EMR::Cluster", "what is in the HDFS of {}", Lost),
    holds("AWS::ElastiCache::CacheCluster", "all cached keys of {}", Lost),
    holds("AWS::ElastiCache::ReplicationGroup", "all keys of {}", Lost),
    holds("AWS::ElastiCache::ServerlessCache", "all keys of {}", Lost),
    holds("AWS::Elasticsearch::Domain", "all indices of {}", Lost),
    holds("AWS::FSx::FileSystem", "all files of {}", Lost),
    holds("AWS::FSx::Volume", "all files of {}", Lost),
    holds("AWS::KMS::Key", "what is encrypted with {}", Scheduled),
    holds("AWS::Kinesis::Stream", "the records of {}", Lost),
    holds("AWS::KinesisVideo::Stream", "the video of {}", Lost),
    holds("AWS::Lightsail::Database", "all rows of {}", Lost),
    holds("AWS::Lightsail::Disk", "all files of {}", Lost),
    holds("AWS::Logs::LogGroup", "all logs of {}", Lost),
    holds("AWS::MSK::Cluster", "all topics of {} with their messages", Lost),
    holds("AWS::MSK::ServerlessCluster", "all topics of {} with their messages", Lost),
    holds("AWS::MemoryDB::Cluster", "all keys of {}", Lost),
    holds("AWS::Neptune::DBCluster", "the whole graph of {}", Lost),
    holds("AWS::NeptuneGraph::Graph", "the whole graph of {}", Lost),
    holds("AWS::OpenSearchServerless::Collection", "all indices of {}", Lost),
    holds("AWS::OpenSearchService::Domain", "all indices of {}", Lost),
    holds("AWS::Organizations::Account", "all that is in the account {}", Lost),
    holds("AWS::QLDB::Ledger", "all documents of {}", Lost),
    holds("AWS::RDS::DBCluster", "all rows of {}", Lost),
    holds("AWS::RDS::DBInstance", "all rows of {}", Lost),
    holds("AWS::Redshift::Cluster", "all rows of {}", Lost),
    holds("AWS::RedshiftServerless::Namespace", "all rows of {}", Lost),
    holds(
        "AWS::Route53::HostedZone",
        "the name servers of {}, by which the domain is found, and records made elsewhere",
        Kept,
    ),
    holds("AWS::S3::Bucket", "the objects of {}", Kept),
    holds("AWS::S3Express::DirectoryBucket", "the objects of {}", Kept),
    holds("AWS::S3Tables::TableBucket", "all tables of {}", Kept),
    holds("AWS::SDB::Domain", "all items of {}", Lost),
    holds("AWS::SQS::Queue", "the messages in {} that nobody has read yet", Lost),
    holds("AWS::SecretsManager::Secret", "the value of {}", Lost),
    holds("AWS::Timestream::Database", "all tables of {}", Kept),
    holds("AWS::Timestream::InfluxDBInstance", "all series of {}", Lost),
    holds("AWS::Timestream::Table", "all records of {}", Lost),
    holds("AWS::WorkSpaces::Workspace", "the user's files in {}", Lost),
];

/// The types that CloudFormation can take a snapshot of, from the page "DeletionPolicy attribute" of the CloudFormation
/// Template Reference Guide.
pub const SNAPSHOTS: &[&str] = &[
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

/// What a type holds.
pub fn find(kind: &str) -> Option<&'static Stateful> {
    let at = STATEFUL.binary_search_by(|one| one.kind.cmp(kind)).ok()?;
    Some(&STATEFUL[at])
}

#[cfg(test)]
mod tests {
    use super::{SNAPSHOTS, STATEFUL, find};
    use crate::schema;

    #[test]
    fn every_type_that_the_schemas_call_stateful_is_here() {
        // What is in a nested stack, the nested stack's own template says. The data of instances is their cluster's.
        let elsewhere = ["AWS::CloudFormation::Stack", "AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance"];
        let missing: Vec<&str> = schema::names()
            .filter(|name| schema::find(name).is_some_and(|kind| kind.stateful))
            .filter(|name| find(name).is_none() && !elsewhere.contains(name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_type_is_one_and_in_its_place() {
        assert!(STATEFUL.is_sorted_by(|one, other| one.kind < other.kind));
        let unknown: Vec<&str> =
            STATEFUL.iter().map(|one| one.kind).filter(|name| schema::find(name).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(SNAPSHOTS.iter().all(|name| find(name).is_some()));
    }
}
