//! The keys that conditions compare.

use crate::catalog::Row;
use crate::catalog::tables::IAM_CONDITION_KEYS as KEYS;

/// What the services column holds when every service knows the key.
const EVERY_SERVICE: &str = "*";

/// A condition key with one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConditionKey {
    row: Row,
}

/// What kind of value a condition key has, and so which operators compare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An ARN.
    Arn,
    /// A boolean.
    Bool,
    /// A point in time.
    Date,
    /// An address or a range of them.
    IpAddress,
    /// A number.
    Numeric,
    /// A text.
    String,
}

impl ConditionKey {
    /// As AWS writes it, with `${…}` or `<…>` for what is chosen: `aws:ResourceTag/${TagKey}`.
    pub fn name(self) -> &'static str {
        self.row.key()
    }

    /// What kind of value it has, or each of its values.
    pub fn kind(self) -> Kind {
        match self.row.column(1).trim_start_matches("ArrayOf") {
            "ARN" => Kind::Arn,
            "Bool" => Kind::Bool,
            "Date" => Kind::Date,
            "IPAddress" => Kind::IpAddress,
            "Numeric" => Kind::Numeric,
            _ => Kind::String,
        }
    }

    /// Whether it can have several values, which `ForAnyValue:` and `ForAllValues:` are for.
    pub fn is_list(self) -> bool {
        self.row.column(1).starts_with("ArrayOf")
    }

    /// Whether a service knows it.
    pub fn is_known_to(self, service: &str) -> bool {
        self.row.column(2).split(',').any(|one| one == EVERY_SERVICE || one == service)
    }
}

/// Whether what is written names the key: in any case, with something for each part that is chosen.
fn names(key: &str, written: &str) -> bool {
    let Some(at) = key.find("${").into_iter().chain(key.find('<')).min() else {
        return key.eq_ignore_ascii_case(written);
    };
    let end = if key[at..].starts_with('<') { '>' } else { '}' };
    let rest = key[at..].split_once(end).map_or("", |(_, rest)| rest);
    let Some((start, chosen)) = written.split_at_checked(at) else { return false };
    if !start.eq_ignore_ascii_case(&key[..at]) {
        return false;
    }
    let ends = chosen.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.into_iter().any(|at| names(rest, &chosen[at..]))
}

/// The condition key that is written so, `aws:ResourceTag/team`; with two types when services do not agree on it.
pub fn condition_key(written: &str) -> impl Iterator<Item = ConditionKey> {
    condition_keys().filter(move |key| names(key.name(), written))
}

/// All condition keys, sorted.
pub fn condition_keys() -> impl Iterator<Item = ConditionKey> {
    KEYS.rows().map(|row| ConditionKey { row })
}
