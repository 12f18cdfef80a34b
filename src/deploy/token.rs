//! Names and tokens by which a deploy knows its own operations again.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the names of change sets and tokens begin with.
pub const PREFIX: &str = "infrac-";

/// A name for a change set that nobody else has: one that exists already when it is made was made by a call whose answer
/// got lost.
pub fn change_set() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    format!("{PREFIX}{seconds}-{:016x}", fastrand::u64(..))
}

/// The token of the operation that executes a change set: whoever knows the change set can tell its events, and a second
/// call with the same token does nothing.
pub fn of_change_set(arn: &str) -> String {
    of_text(arn)
}

/// A name for a text that stays the same.
pub fn of_text(text: &str) -> String {
    // FNV-1a twice, from different starts: 128 bits that stay the same on every machine and in every version.
    let mut token = PREFIX.to_owned();
    for start in [0xcbf2_9ce4_8422_2325_u64, 0x6c62_272e_07bb_0142] {
        let hash = text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        // Writing to a string cannot fail.
        let _ = write!(token, "{hash:016x}");
    }
    token
}

/// A token for an operation that no change set stands for.
pub fn fresh() -> String {
    format!("{PREFIX}{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..))
}

#[cfg(test)]
mod tests {
    use super::{change_set, of_change_set};

    #[test]
    fn tokens_are_what_cloudformation_takes() {
        let arn = "arn:aws:cloudformation:ap-northeast-2:123456789012:changeSet/infrac-1/0a1b";
        let token = of_change_set(arn);
        assert_eq!(token, of_change_set(arn));
        assert_ne!(token, of_change_set("arn:aws:cloudformation:ap-northeast-2:123456789012:changeSet/infrac-1/0a1c"));
        for name in [token, change_set()] {
            assert!(
                name.len() <= 128 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                "{name}"
            );
        }
    }
}
