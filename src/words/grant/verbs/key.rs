//! Keys of KMS. The key's own policy has to leave it to IAM, as the usual one does.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a key.
pub static KEY: Vocabulary =
    Vocabulary { types: &["AWS::KMS::Key", "AWS::KMS::ReplicaKey"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 5] = [
    verb("read", "decrypt", &[itself(&["kms:Decrypt"])]).or(&["decrypt"]).with(&[itself(&["kms:DescribeKey"])]),
    verb("write", "encrypt, with data keys too", &[itself(&["kms:Encrypt", "kms:GenerateDataKey"])])
        .or(&["encrypt"])
        .with(&[itself(&["kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"])]),
    verb("use", "encrypt and decrypt", &[itself(&["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"])]).with(&[
        itself(&["kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]),
    ]),
    verb("sign", "sign, where the key is for signatures", &[itself(&["kms:Sign"])])
        .with(&[itself(&["kms:DescribeKey"])]),
    verb("verify", "verify signatures", &[itself(&["kms:Verify"])])
        .with(&[itself(&["kms:DescribeKey", "kms:GetPublicKey"])]),
];
