//! APIs that ask IAM who may call them.

use super::{Actions, On, Verb, Vocabulary, verb};

/// What can be granted on an API.
pub static API: Vocabulary = Vocabulary {
    types: &["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"],
    verbs: &VERBS,
    together: &[],
    key: &[],
};

const CALLS: On = On::Made("execute-api:${AWS::Region}:${AWS::AccountId}:", "", "/*");

static VERBS: [Verb; 1] =
    [verb("use", "call it", &[Actions { on: CALLS, names: &["execute-api:Invoke"] }]).or(&["call", "invoke"])];
