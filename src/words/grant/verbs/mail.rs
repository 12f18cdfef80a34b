//! Mail identities of SES.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a mail identity.
pub static MAIL: Vocabulary =
    Vocabulary { types: &["AWS::SES::EmailIdentity"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 1] =
    [verb("use", "send mail from it", &[itself(&["ses:SendEmail", "ses:SendRawEmail"])]).or(&["send"])];
