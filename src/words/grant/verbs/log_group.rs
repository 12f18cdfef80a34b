//! Log groups. Their ARN ends with `:*`, which stands for their streams too.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a log group. Only the service needs its key.
pub static LOG_GROUP: Vocabulary =
    Vocabulary { types: &["AWS::Logs::LogGroup"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 4] = [
    verb("read", "read and search events", &[itself(&["logs:FilterLogEvents", "logs:GetLogEvents"])])
        .with(&[itself(&["logs:DescribeLogStreams", "logs:GetQueryResults", "logs:StartQuery"])]),
    verb("write", "write events", &[itself(&["logs:CreateLogStream", "logs:PutLogEvents"])])
        .with(&[itself(&["logs:DescribeLogStreams"])]),
    verb("delete", "delete streams of events", &[itself(&["logs:DeleteLogStream"])]),
    verb("list", "see which streams it has", &[itself(&["logs:DescribeLogStreams"])]),
];
