//! The regions of AWS, with the partition that each belongs to.

use super::tables::{REGIONS, ZONES};
use super::{Row, Zones};

/// The name of a region as the catalogue holds it.
pub fn find(name: &str) -> Option<&'static str> {
    REGIONS.get(name).map(Row::key)
}

/// The partition of a region: `aws`, `aws-cn`, `aws-us-gov` …
pub fn partition(name: &str) -> Option<&'static str> {
    REGIONS.get(name).map(|row| row.column(1))
}

/// What people call a region: `Asia Pacific (Seoul)`.
pub fn description(name: &str) -> Option<&'static str> {
    REGIONS.get(name).map(|row| row.column(2))
}

/// What is known of a region's availability zones; `None` when nothing is.
pub fn zones(name: &str) -> Option<Zones> {
    ZONES.get(name).map(Zones)
}

/// The names of all regions, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    REGIONS.names()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_a_partition_and_a_name() {
        assert_eq!(find("ap-northeast-2"), Some("ap-northeast-2"));
        assert_eq!(partition("ap-northeast-2"), Some("aws"));
        assert_eq!(description("ap-northeast-2"), Some("Asia Pacific (Seoul)"));
        assert_eq!(partition("cn-north-1"), Some("aws-cn"));
        assert_eq!(partition("us-gov-west-1"), Some("aws-us-gov"));
    }

    #[test]
    fn what_is_no_region_is_not_found() {
        for name in ["", "seoul", "ap-northeast-2a", "aws-global", "us-east", "eu-west-9"] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
