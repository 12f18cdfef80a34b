//! Databases of RDS, which let users of theirs sign in through IAM.

use super::{Actions, On, Verb, Vocabulary, verb};

/// What can be granted on a database.
pub static INSTANCE: Vocabulary =
    Vocabulary { types: &["AWS::RDS::DBInstance"], verbs: &OF_INSTANCE, together: &[], key: &[] };

/// What can be granted on a cluster of databases.
pub static CLUSTER: Vocabulary =
    Vocabulary { types: &["AWS::RDS::DBCluster"], verbs: &OF_CLUSTER, together: &[], key: &[] };

const SUMMARY: &str = "sign in as a database user that IAM lets in, without a password";
const USERS: &str = "rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:";
const CONNECT: &[&str] = &["rds-db:connect"];

static OF_INSTANCE: [Verb; 1] =
    [verb("use", SUMMARY, &[Actions { on: On::Made(USERS, "DbiResourceId", "/*"), names: CONNECT }]).or(&["connect"])];
static OF_CLUSTER: [Verb; 1] =
    [verb("use", SUMMARY, &[Actions { on: On::Made(USERS, "DBClusterResourceId", "/*"), names: CONNECT }])
        .or(&["connect"])];
