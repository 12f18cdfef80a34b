//! The runtimes of Lambda functions, and which of them AWS has given up.

use super::Row;
use super::tables::LAMBDA_RUNTIMES as RUNTIMES;

/// A runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runtime {
    row: Row,
}

/// What AWS does about a runtime, by the day on which the catalogue was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It mends it.
    Current,
    /// It mends it no more.
    Deprecated,
    /// It takes no new functions of it.
    Closed,
}

impl Runtime {
    /// Its name.
    pub fn name(self) -> &'static str {
        self.row.key()
    }

    /// What AWS does about it.
    pub fn state(self) -> State {
        match self.row.column(1) {
            "closed" => State::Closed,
            "deprecated" => State::Deprecated,
            _ => State::Current,
        }
    }

    /// The day from which it is not mended any more.
    pub fn unsupported_from(self) -> Option<&'static str> {
        said(self.row.column(2))
    }

    /// The day from which no new functions of it are taken.
    pub fn closed_from(self) -> Option<&'static str> {
        said(self.row.column(3))
    }

    /// The one to go on with.
    pub fn successor(self) -> Option<&'static str> {
        said(self.row.column(4))
    }

    /// Whether a function's code may stand in the template.
    ///
    /// From the page "AWS::Lambda::Function Code" of the CloudFormation Template Reference Guide.
    pub fn takes_inline_code(self) -> bool {
        self.name().starts_with("python") || self.name().starts_with("nodejs")
    }
}

fn said(column: &'static str) -> Option<&'static str> {
    (column != "-").then_some(column)
}

/// The runtime of this name.
pub fn find(name: &str) -> Option<Runtime> {
    RUNTIMES.get(name).map(|row| Runtime { row })
}

/// The runtimes that AWS mends, sorted.
pub fn current() -> impl Iterator<Item = &'static str> {
    RUNTIMES.rows().map(|row| Runtime { row }).filter(|one| one.state() == State::Current).map(Runtime::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_those_of_the_announcements() {
        let state = |name| find(name).map(Runtime::state);
        assert_eq!(state("python3.13"), Some(State::Current));
        assert_eq!(state("python3.9"), Some(State::Deprecated));
        assert_eq!(state("python2.7"), Some(State::Closed));
        assert_eq!(state("python4"), None);
        let old = find("nodejs18.x").expect("it was there");
        assert_eq!(old.unsupported_from(), Some("2025-09-01"));
        assert_eq!(old.closed_from(), Some("2027-02-01"));
        assert!(old.successor().and_then(find).is_some_and(|next| next.state() == State::Current));
        assert!(current().count() > 15 && current().all(|name| state(name) == Some(State::Current)));
    }

    #[test]
    fn every_row_is_understood() {
        for row in RUNTIMES.rows() {
            assert!(["current", "deprecated", "closed"].contains(&row.column(1)), "{}", row.key());
            let runtime = Runtime { row };
            assert!(runtime.successor().is_none_or(|next| find(next).is_some()), "{}", row.key());
            let days = [runtime.unsupported_from(), runtime.closed_from()];
            assert!(days.into_iter().flatten().all(|day| day.len() == 10), "{}", row.key());
        }
    }
}
