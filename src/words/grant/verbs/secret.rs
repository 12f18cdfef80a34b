//! Secrets.

use super::{KeyUse, Verb, Vocabulary, itself, verb};

/// What can be granted on a secret.
pub static SECRET: Vocabulary =
    Vocabulary { types: &["AWS::SecretsManager::Secret"], verbs: &VERBS, together: &[], key: &["KmsKeyId"] };

static VERBS: [Verb; 3] = [
    verb("read", "read the secret", &[itself(&["secretsmanager:GetSecretValue"])])
        .with(&[itself(&["secretsmanager:DescribeSecret"])])
        .by_key(KeyUse::Decrypt),
    verb("write", "give it another value", &[itself(&["secretsmanager:PutSecretValue"])])
        .with(&[itself(&["secretsmanager:DescribeSecret"])])
        .by_key(KeyUse::Encrypt),
    verb("list", "see which versions it has", &[itself(&["secretsmanager:ListSecretVersionIds"])])
        .with(&[itself(&["secretsmanager:DescribeSecret"])]),
];
