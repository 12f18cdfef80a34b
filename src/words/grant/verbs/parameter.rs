//! Parameters of Systems Manager.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a parameter. CloudFormation makes none that is encrypted.
pub static PARAMETER: Vocabulary =
    Vocabulary { types: &["AWS::SSM::Parameter"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 2] = [
    verb("read", "read the value", &[itself(&["ssm:GetParameter"])])
        .with(&[itself(&["ssm:GetParameters", "ssm:GetParameterHistory"])]),
    verb("write", "give it another value", &[itself(&["ssm:PutParameter"])]),
];
