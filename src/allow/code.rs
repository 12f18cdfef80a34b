//! What can be allowed.

use super::Checker;
use crate::{explain, suggest};

/// A code that can be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// One of infrac's that is a warning or advice.
    Own(&'static str),
    /// Another checker's.
    Of(Checker),
}

/// Why something is no code that can be allowed.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody has such a code; one that is near, if there is one.
    Unknown(Option<String>),
    /// It is an error.
    Error,
}

impl Code {
    /// The code that is written so.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(text: &str) -> Result<Self, Refused> {
        if let Some(code) = explain::WARNINGS.iter().find(|code| **code == text) {
            return Ok(Self::Own(code));
        }
        if explain::codes().any(|code| code == text) {
            return Err(Refused::Error);
        }
        Checker::of(text).map(Self::Of).ok_or_else(|| Refused::Unknown(near(text)))
    }
}

/// The code that was meant: one of infrac's that is nearly spelled so, or a checker's in capital letters.
fn near(text: &str) -> Option<String> {
    let own = suggest::nearest(&text.replace('_', "-"), explain::WARNINGS.iter().copied());
    let other = || Some(text.to_ascii_uppercase()).filter(|upper| Checker::of(upper).is_some());
    own.map(str::to_owned).or_else(other).or_else(|| suggest::nearest(text, explain::codes()).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        assert_eq!(Code::read("no-effect"), Ok(Code::Own("no-effect")));
        assert_eq!(Code::read("CKV_AWS_18"), Ok(Code::Of(Checker::Checkov)));
        assert_eq!(Code::read("unknown-word"), Err(Refused::Error));
        assert_eq!(Code::read("ckv_aws_18"), Err(Refused::Unknown(Some("CKV_AWS_18".to_owned()))));
        assert_eq!(Code::read("no_efect"), Err(Refused::Unknown(Some("no-effect".to_owned()))));
        assert_eq!(Code::read("zzzzzzzzz"), Err(Refused::Unknown(None)));
    }
}
