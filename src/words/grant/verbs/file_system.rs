//! File systems of EFS.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a file system. Only the service needs its key.
pub static FILE_SYSTEM: Vocabulary =
    Vocabulary { types: &["AWS::EFS::FileSystem"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 2] = [
    verb("read", "mount it and read", &[itself(&["elasticfilesystem:ClientMount"])]),
    verb(
        "write",
        "mount it, read and write",
        &[itself(&["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"])],
    ),
];
