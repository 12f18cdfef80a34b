//! Functions of Lambda, and their versions and aliases.

use super::{Actions, On, Verb, Vocabulary, itself, verb};

/// What can be granted on a function.
pub static FUNCTION: Vocabulary = Vocabulary {
    types: &["AWS::Lambda::Function", "AWS::Serverless::Function"],
    verbs: &VERBS,
    together: &[],
    key: &[],
};

/// What can be granted on one of its versions.
pub static VERSION: Vocabulary =
    Vocabulary { types: &["AWS::Lambda::Alias", "AWS::Lambda::Version"], verbs: &OF_VERSION, together: &[], key: &[] };

const INVOKE: &[&str] = &["lambda:InvokeFunction"];

static OF_VERSION: [Verb; 1] = [verb("use", "invoke it", &[itself(INVOKE)]).or(&["invoke"])];
static VERBS: [Verb; 1] = [verb("use", "invoke it, with its versions and aliases", &[itself(INVOKE)])
    .or(&["invoke"])
    // A version or an alias stands behind the function's name.
    .with(&[Actions { on: On::Below(":*"), names: INVOKE }])];
