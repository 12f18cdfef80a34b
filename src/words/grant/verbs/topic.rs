//! Topics.

use super::{KeyUse, Verb, Vocabulary, itself, verb};

/// What can be granted on a topic.
pub static TOPIC: Vocabulary =
    Vocabulary { types: &["AWS::SNS::Topic"], verbs: &VERBS, together: &[], key: &["KmsMasterKeyId"] };

static VERBS: [Verb; 3] = [
    verb("read", "subscribe to what is published", &[itself(&["sns:Subscribe"])])
        .or(&["subscribe"])
        .with(&[itself(&["sns:ConfirmSubscription", "sns:GetTopicAttributes"])]),
    verb("write", "publish messages", &[itself(&["sns:Publish"])]).or(&["publish", "send"]).by_key(KeyUse::Encrypt),
    verb("list", "see who has subscribed", &[itself(&["sns:ListSubscriptionsByTopic"])])
        .with(&[itself(&["sns:GetTopicAttributes"])]),
];
