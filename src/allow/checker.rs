//! Other checkers, and the shapes of their codes.

/// A program that checks templates and reads in their metadata what to leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checker {
    /// `CKV_AWS_18`
    Checkov,
    /// `W3005`
    CfnLint,
    /// `AwsSolutions-S1`
    CdkNag,
    /// `S3_BUCKET_LOGGING_ENABLED`
    CfnGuard,
    /// `W35`
    CfnNag,
}

impl Checker {
    /// All of them; a code has the shape of one at most.
    pub const ALL: [Checker; 5] = [Self::Checkov, Self::CfnLint, Self::CdkNag, Self::CfnGuard, Self::CfnNag];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Checkov => "checkov",
            Self::CfnLint => "cfn-lint",
            Self::CdkNag => "cdk-nag",
            Self::CfnGuard => "cfn-guard",
            Self::CfnNag => "cfn_nag",
        }
    }

    /// One of its codes.
    pub fn example(self) -> &'static str {
        match self {
            Self::Checkov => "CKV_AWS_18",
            Self::CfnLint => "W3005",
            Self::CdkNag => "AwsSolutions-S1",
            Self::CfnGuard => "S3_BUCKET_LOGGING_ENABLED",
            Self::CfnNag => "W35",
        }
    }

    /// The checker whose codes look so.
    pub fn of(code: &str) -> Option<Checker> {
        Self::ALL.into_iter().find(|checker| checker.has(code))
    }

    /// The checker of this name.
    pub fn called(name: &str) -> Option<Checker> {
        let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
        Self::ALL.into_iter().find(|checker| plain(checker.name()) == plain(name))
    }

    /// Whether a code has the shape of its codes.
    fn has(self, code: &str) -> bool {
        match self {
            Self::Checkov => is_checkov(code) && is_upper_snake(code),
            Self::CfnLint => numbered(code, "WEI").is_some_and(|digits| digits == 4),
            Self::CdkNag => is_nag(code),
            Self::CfnGuard => is_upper_snake(code) && !is_checkov(code),
            Self::CfnNag => {
                numbered(code, "WF").is_some_and(|digits| digits < 4 || (digits == 4 && code.starts_with('F')))
            }
        }
    }

    /// The least characters that it takes as a reason.
    pub fn least_reason(self) -> usize {
        match self {
            // From its source, lib/utils/nag-suppression-helper: it stops with an error below that.
            Self::CdkNag => 10,
            Self::Checkov | Self::CfnLint | Self::CfnGuard | Self::CfnNag => 1,
        }
    }
}

/// `CKV_…`, `CKV2_…`; `BC_…` is the name that the vendor's platform has for the same.
fn is_checkov(code: &str) -> bool {
    let start = code.split('_').next().unwrap_or_default();
    start == "BC" || start.trim_end_matches(|c: char| c.is_ascii_digit()) == "CKV"
}

/// `A_B1`
fn is_upper_snake(code: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    code.contains('_') && code.starts_with(|c: char| c.is_ascii_uppercase()) && code.split('_').all(is_word)
}

/// How many digits follow one of these letters, if nothing else does.
fn numbered(code: &str, letters: &str) -> Option<usize> {
    let digits = code.strip_prefix(|c: char| letters.contains(c))?;
    (!digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit())).then_some(digits.len())
}

/// `AwsSolutions-S1`, `NIST.800.53.R5-IAMNoInlinePolicy`, and with what a finding is about: `AwsSolutions-IAM5[Action::s3:*]`.
fn is_nag(code: &str) -> bool {
    let (rule, finding) = finding(code);
    let is_plain = |part: &str| part.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'.');
    let halves = rule.split_once('-');
    finding != Some("")
        && halves.is_some_and(|(pack, rule)| {
            pack.starts_with(|c: char| c.is_ascii_uppercase())
                && is_plain(pack)
                && rule.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
                && is_plain(rule)
        })
}

/// A rule of cdk-nag, and what a finding of it is about.
pub fn finding(code: &str) -> (&str, Option<&str>) {
    match code.strip_suffix(']').and_then(|code| code.split_once('[')) {
        Some((rule, finding)) => (rule, Some(finding)),
        None => (code, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_code_tells_whose_it_is() {
        let all = [
            (Checker::Checkov, &["CKV_AWS_18", "CKV2_AWS_6", "CKV_SECRET_2", "BC_AWS_S3_13"][..]),
            (Checker::CfnLint, &["W3005", "E3012", "I3011"]),
            (
                Checker::CdkNag,
                &["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled", "AwsSolutions-IAM5[Action::s3:*]"],
            ),
            (Checker::CfnGuard, &["S3_BUCKET_LOGGING_ENABLED", "EC2_IMDSV2_CHECK"]),
            (Checker::CfnNag, &["W35", "F3", "F1000", "W9"]),
        ];
        for (checker, codes) in all {
            for code in codes.iter().chain([&checker.example()]) {
                assert_eq!(Checker::of(code), Some(checker), "{code}");
            }
            assert_eq!(Checker::called(checker.name()), Some(checker));
        }
    }

    #[test]
    fn other_words_are_nobodys() {
        for word in
            ["", "no-effect", "W", "W12345", "CKV", "ckv_aws_18", "A_", "_A", "A__B", "a-B", "A-", "X[", "X-Y[]", "É_A"]
        {
            assert_eq!(Checker::of(word), None, "{word}");
        }
    }
}
