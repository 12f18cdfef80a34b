//! Tables of DynamoDB, with their indexes.

use super::{Actions, KeyUse, On, Together, Verb, Vocabulary, itself, verb};

/// What can be granted on a table.
pub static TABLE: Vocabulary = Vocabulary {
    types: &["AWS::DynamoDB::Table"],
    verbs: &VERBS,
    together: &TOGETHER,
    key: &["SSESpecification", "KMSMasterKeyId"],
};

/// The same on a table in several regions, each of which has a key of its own.
pub static GLOBAL: Vocabulary = Vocabulary {
    types: &["AWS::DynamoDB::GlobalTable"],
    verbs: &VERBS,
    together: &TOGETHER,
    key: &["Replicas", "*", "SSESpecification", "KMSMasterKeyId"],
};

/// A batch both puts and deletes, whatever else is allowed.
static TOGETHER: [Together; 1] =
    [Together { verbs: &["write", "delete"], actions: itself(&["dynamodb:BatchWriteItem"]) }];

const INDEXES: On = On::BelowWith("/index/*", &["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]);

static VERBS: [Verb; 3] = [
    verb(
        "read",
        "get, query and scan items",
        &[
            itself(&["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"]),
            Actions { on: INDEXES, names: &["dynamodb:Query", "dynamodb:Scan"] },
        ],
    )
    .with(&[itself(&["dynamodb:ConditionCheckItem", "dynamodb:DescribeTable"])])
    .by_key(KeyUse::Decrypt),
    verb("write", "put and change items", &[itself(&["dynamodb:PutItem", "dynamodb:UpdateItem"])])
        .with(&[itself(&["dynamodb:ConditionCheckItem", "dynamodb:DescribeTable"])])
        .by_key(KeyUse::Encrypt),
    verb("delete", "delete items", &[itself(&["dynamodb:DeleteItem"])])
        .with(&[itself(&["dynamodb:DescribeTable"])])
        .by_key(KeyUse::Decrypt),
];
