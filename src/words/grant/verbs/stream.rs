//! Streams of Kinesis, and those of Firehose, which only take.

use super::{KeyUse, Verb, Vocabulary, itself, verb};

/// What can be granted on a stream.
pub static STREAM: Vocabulary =
    Vocabulary { types: &["AWS::Kinesis::Stream"], verbs: &VERBS, together: &[], key: &["StreamEncryption", "KeyId"] };

/// What can be granted on a stream of Firehose.
pub static DELIVERY: Vocabulary = Vocabulary {
    types: &["AWS::KinesisFirehose::DeliveryStream"],
    verbs: &[verb("write", "put records", &[itself(&["firehose:PutRecord", "firehose:PutRecordBatch"])])
        .or(&["send"])
        .with(&[itself(&["firehose:DescribeDeliveryStream"])])],
    together: &[],
    key: &[],
};

static VERBS: [Verb; 3] = [
    verb("read", "read records", &[itself(&["kinesis:GetRecords", "kinesis:GetShardIterator"])])
        .or(&["receive"])
        .with(&[itself(&["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:ListShards"])])
        .by_key(KeyUse::Decrypt),
    verb("write", "put records", &[itself(&["kinesis:PutRecord", "kinesis:PutRecords"])])
        .or(&["send"])
        .with(&[itself(&["kinesis:DescribeStreamSummary", "kinesis:ListShards"])])
        .by_key(KeyUse::Encrypt),
    verb("list", "see its shards", &[itself(&["kinesis:ListShards"])])
        .with(&[itself(&["kinesis:DescribeStreamSummary"])]),
];
