//! Versions of the engines of managed databases and caches.
//!
//! New ones appear every few weeks, so that one which is newer than all that are known may well be there.

use super::Row;
use super::tables::ENGINE_VERSIONS;

/// What is known of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// New databases may have it.
    Offered,
    /// Only databases that have it already keep it.
    Retired,
    /// Its major version is past the end of its standard support, and AWS charges for what follows.
    Extended,
    /// There is none, and there was none for long.
    Absent,
    /// Nobody here knows.
    Unknown,
}

/// The engines of which one release is named after what RDS adds to it once the makers have stopped.
const EXTENDED: &str = "-rds.";

/// What is known of a version of an engine; a version that stops short stands for those that go on, as `6.x` does.
pub fn state(engine: &str, version: &str) -> State {
    let version = version.trim_end_matches(".x");
    let (all, Some(numbers)) = (ENGINE_VERSIONS.all(engine), numbers(version)) else { return State::Unknown };
    let all: Vec<Row> = all.collect();
    if all.is_empty() {
        return State::Unknown;
    }
    let named = |row: &&Row| goes_on(row.column(1), version);
    if all.iter().any(|row| named(&row)) {
        let major = major(engine, version);
        let is_extended = |row: &Row| goes_on(row.column(1), &major) && row.column(1).contains(EXTENDED);
        return match all.iter().filter(named).any(|row| row.column(2) == "yes") {
            _ if all.iter().any(is_extended) => State::Extended,
            true => State::Offered,
            false => State::Retired,
        };
    }
    let major = major(engine, version);
    let same: Vec<&Row> = all.iter().filter(|row| goes_on(row.column(1), &major)).collect();
    let others = if same.is_empty() { all.iter().collect() } else { same };
    let newest = others.iter().filter_map(|row| self::numbers(row.column(1))).max();
    if newest.is_some_and(|newest| numbers < newest) { State::Absent } else { State::Unknown }
}

/// The newest major versions of an engine that new databases may have, without what is charged for, the newest first.
pub fn offered(engine: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in ENGINE_VERSIONS.all(engine).filter(|row| row.column(2) == "yes") {
        let major = major(engine, row.column(1));
        if state(engine, &major) == State::Offered && !found.contains(&major) {
            found.push(major);
        }
    }
    found.sort_by_cached_key(|major| std::cmp::Reverse(numbers(major)));
    found
}

/// The major version: one number of PostgreSQL and Oracle, two of most engines.
pub fn major(engine: &str, version: &str) -> String {
    let new_postgres = engine.contains("postgres") && numbers(version).is_none_or(|all| all.first() >= Some(&10));
    let parts = match engine {
        "memcached" => 3,
        _ if new_postgres || engine.starts_with("oracle") => 1,
        _ => 2,
    };
    version.split(['.', '-']).take(parts).collect::<Vec<_>>().join(".")
}

/// Whether a version is another one, or a part of it.
fn goes_on(version: &str, start: &str) -> bool {
    version.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// The numbers at the start of a version; none where it does not start with one.
fn numbers(version: &str) -> Option<Vec<u64>> {
    let found: Vec<u64> = version.split(['.', '-']).map_while(|part| part.parse().ok()).collect();
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_what_they_are() {
        for (engine, version, expected) in [
            ("mysql", "8.4", State::Offered),
            ("mysql", "8.4.9", State::Offered),
            ("mysql", "8.4.3", State::Retired),
            ("mysql", "8.4.2", State::Absent),
            ("mysql", "8.4.99", State::Unknown),
            ("mysql", "9.9", State::Unknown),
            ("mysql", "8.0", State::Extended),
            ("mysql", "8.0.46", State::Extended),
            ("mysql", "8.1", State::Absent),
            ("mysql", "latest", State::Unknown),
            ("postgres", "17", State::Offered),
            ("postgres", "13.23", State::Extended),
            ("postgres", "9.6.24", State::Retired),
            ("postgres", "19", State::Unknown),
            ("mariadb", "11.4", State::Offered),
            ("oracle-se2", "19", State::Unknown),
            ("valkey", "8.0", State::Offered),
            ("redis", "6.x", State::Offered),
        ] {
            assert_eq!(state(engine, version), expected, "{engine} {version}");
        }
    }

    #[test]
    fn the_newest_major_versions_come_first() {
        assert_eq!(offered("mysql"), ["8.4"]);
        assert_eq!(offered("postgres").first().map(String::as_str), Some("18"));
        assert!(offered("postgres").iter().all(|major| !["9.6", "12", "13"].contains(&major.as_str())));
        assert!(offered("oracle-se2").is_empty());
    }

    #[test]
    fn every_row_is_read() {
        for row in ENGINE_VERSIONS.rows() {
            assert_ne!(state(row.key(), row.column(1)), State::Absent, "{} {}", row.key(), row.column(1));
            assert!(["yes", "no"].contains(&row.column(2)));
        }
    }
}
