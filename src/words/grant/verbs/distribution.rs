//! Distributions of CloudFront.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on a distribution.
pub static DISTRIBUTION: Vocabulary =
    Vocabulary { types: &["AWS::CloudFront::Distribution"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 1] =
    [verb("use", "have it forget what it keeps copies of", &[itself(&["cloudfront:CreateInvalidation"])])
        .or(&["invalidate"])
        .with(&[itself(&["cloudfront:GetInvalidation", "cloudfront:ListInvalidations"])])];
