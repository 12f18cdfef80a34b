//! Buckets. Earlier versions of objects are left out: `allow "s3:GetObjectVersion" on …` says so where it is meant.

use super::{Actions, KeyUse, On, Verb, Vocabulary, itself, verb};

/// What can be granted on a bucket.
pub static BUCKET: Vocabulary = Vocabulary {
    types: &["AWS::S3::Bucket"],
    verbs: &VERBS,
    together: &[],
    key: &[
        "BucketEncryption",
        "ServerSideEncryptionConfiguration",
        "*",
        "ServerSideEncryptionByDefault",
        "KMSMasterKeyID",
    ],
};

const fn objects(names: &'static [&'static str]) -> Actions {
    Actions { on: On::Below("/*"), names }
}

static VERBS: [Verb; 4] = [
    verb("read", "read objects and see which there are", &[objects(&["s3:GetObject"])])
        // Without it S3 answers "access denied" where an object is not there.
        .with(&[itself(&["s3:ListBucket", "s3:GetBucketLocation"])])
        .by_key(KeyUse::Decrypt),
    verb("write", "put objects, large ones in parts too", &[objects(&["s3:PutObject"])])
        .with(&[objects(&["s3:AbortMultipartUpload"])])
        .by_key(KeyUse::Encrypt),
    verb("delete", "delete objects", &[objects(&["s3:DeleteObject"])]),
    verb("list", "see which objects there are", &[itself(&["s3:ListBucket"])])
        .with(&[itself(&["s3:GetBucketLocation"])]),
];
