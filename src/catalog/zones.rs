//! The availability zones of a region, as far as they are known.
//!
//! Which zones an account sees, and which place a letter stands for, is the account's own affair. A zone that is not
//! here may exist all the same, as new ones and local zones do: nothing is an error for that.

use super::{Row, regions};

/// What a column holds when there is nothing.
const NONE: &str = "-";

/// The zones of one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zones(pub(super) Row);

impl Zones {
    /// The zones an account was offered, as in `eu-west-1a`, sorted.
    pub fn seen(self) -> impl Iterator<Item = &'static str> {
        self.column(1)
    }

    /// Zones that are listed somewhere but that this account was not offered. Of a region that no account here has
    /// seen these are all there are.
    pub fn listed(self) -> impl Iterator<Item = &'static str> {
        self.column(2)
    }

    /// Both.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.seen().chain(self.listed())
    }

    /// The zones' names that are the same for all accounts, as in `euw1-az1`. None may be known.
    pub fn ids(self) -> impl Iterator<Item = &'static str> {
        self.column(3)
    }

    fn column(self, index: usize) -> impl Iterator<Item = &'static str> {
        self.0.column(index).split(',').filter(|name| *name != NONE)
    }
}

/// Whether a text is the letter of a zone.
pub fn is_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [b'a'..=b'z'])
}

/// The region that a zone belongs to, and what tells it from the others there: a letter, or a place such as `-lax-1a`.
pub fn parts(zone: &str) -> Option<(&'static str, &str)> {
    let is_rest = |rest: &str| is_letter(rest) || rest.len() > 1 && rest.starts_with('-');
    regions::names().find_map(|region| Some((region, zone.strip_prefix(region).filter(|rest| is_rest(rest))?)))
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::catalog::regions::{self, zones};

    #[test]
    fn every_region_of_the_commercial_partition_has_two_or_more() {
        for region in regions::names().filter(|name| regions::partition(name) == Some("aws")) {
            assert!(zones(region).is_some_and(|zones| zones.names().count() >= 2), "{region}");
        }
    }

    #[test]
    fn what_was_seen_is_told_from_what_is_listed() {
        let tokyo = zones("ap-northeast-1").unwrap();
        assert_eq!(tokyo.seen().collect::<Vec<_>>(), ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]);
        assert_eq!(tokyo.listed().collect::<Vec<_>>(), ["ap-northeast-1b"]);
        assert_eq!(tokyo.ids().count(), 3);
        let beijing = zones("cn-north-1").unwrap();
        assert!(beijing.seen().count() == 0 && beijing.ids().count() == 0 && beijing.listed().count() > 0);
    }

    #[test]
    fn a_zone_is_a_region_and_a_letter_or_a_place() {
        assert_eq!(parts("ap-northeast-2a"), Some(("ap-northeast-2", "a")));
        assert_eq!(parts("us-west-2-lax-1a"), Some(("us-west-2", "-lax-1a")));
        for none in ["", "a", "ap-northeast-2", "ap-northeast-2A", "ap-northeast-9a", "apne2-az1"] {
            assert_eq!(parts(none), None, "{none}");
        }
    }

    #[test]
    fn nothing_is_known_of_no_region() {
        for name in ["", "ap-northeast-1a", "eu-west-9", "-"] {
            assert_eq!(zones(name), None, "{name}");
        }
    }

    #[test]
    fn every_row_is_read() {
        let all: Vec<_> = regions::names().filter_map(|name| Some((name, zones(name)?))).collect();
        assert_eq!(all.len(), 46);
        assert_eq!(all.iter().filter(|(_, zones)| zones.seen().count() > 0).count(), 30);
        for (region, zones) in all {
            assert!(
                zones.names().all(|zone| zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1)),
                "{region}"
            );
            assert!(zones.ids().count() == 0 || zones.ids().count() == zones.seen().count(), "{region}");
        }
    }
}
