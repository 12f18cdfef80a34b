//! Roles. A role also has to trust whoever takes it, or the account.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a role.
pub static ROLE: Vocabulary = Vocabulary { types: &["AWS::IAM::Role"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 1] = [verb("use", "take it", &[itself(&["sts:AssumeRole"])]).or(&["assume"])];
