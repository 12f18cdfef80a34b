//! The time zones of the IANA database.

use super::tables::TIME_ZONES;

/// The name as the database spells it, whatever case it is written in.
pub fn name(text: &str) -> Option<&'static str> {
    TIME_ZONES.get(text).map(super::Row::key).or_else(|| names().find(|name| name.eq_ignore_ascii_case(text)))
}

/// All names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    TIME_ZONES.names()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_any_of_their_names() {
        for zone in ["Asia/Seoul", "Asia/Calcutta", "Asia/Kolkata", "UTC", "America/Argentina/Buenos_Aires"] {
            assert_eq!(name(zone), Some(zone));
        }
        assert_eq!(name("asia/seoul"), Some("Asia/Seoul"));
        assert_eq!(name("Asia/Soul"), None);
        assert!(names().count() > 500);
    }
}
