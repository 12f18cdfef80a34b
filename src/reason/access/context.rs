//! Whether the conditions of a statement hold for a request.
//!
//! From "IAM JSON policy elements: Condition operators" and "AWS global condition context keys" in the IAM User Guide.

use super::policy::Test;
use super::request::Request;
use crate::reason::symbol::Symbol;
use crate::reason::truth::Truth;

/// What a key of the context has.
#[derive(Debug, Clone, PartialEq)]
pub enum Given<'t> {
    /// This value.
    Is(Symbol<'t>),
    /// The request has no such key.
    Absent,
    /// Nobody knows before the deploy.
    Unknown,
}

/// Whether all of them hold.
pub fn hold(tests: &[Test<'_>], request: &Request<'_, '_>) -> Truth {
    Truth::all(tests.iter().map(|test| holds(test, request)))
}

fn holds(test: &Test<'_>, request: &Request<'_, '_>) -> Truth {
    let (operator, if_exists) = match test.operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (test.operator, false),
    };
    let given = request.key(test.key);
    if operator == "Null" {
        return is_absent(&given, &test.values);
    }
    if operator.contains(':') {
        return Truth::Unknown;
    }
    let (operator, is_negated) = match operator.split_once("Not") {
        Some((kind, rest)) => (format!("{kind}{rest}"), true),
        None => (operator.to_owned(), false),
    };
    let value = match given {
        Given::Unknown => return Truth::Unknown,
        // What is not there differs from everything.
        Given::Absent => return Truth::from(if_exists || is_negated),
        Given::Is(value) => value,
    };
    let Some(compare) = comparison(&operator) else { return Truth::Unknown };
    let is_one = Truth::any(test.values.iter().map(|wanted| compare(&value, wanted)));
    if is_negated { is_one.negated() } else { is_one }
}

/// `Null`: whether the key is absent.
fn is_absent(given: &Given<'_>, values: &[Symbol<'_>]) -> Truth {
    let [wanted] = values else { return Truth::Unknown };
    let absent = match given {
        Given::Absent => true,
        Given::Is(_) => false,
        Given::Unknown => return Truth::Unknown,
    };
    match wanted.known() {
        Some("true") => Truth::from(absent),
        Some("false") => Truth::from(!absent),
        _ => Truth::Unknown,
    }
}

type Comparison = for<'t> fn(&Symbol<'t>, &Symbol<'t>) -> Truth;

/// How an operator compares, its negation aside.
fn comparison(operator: &str) -> Option<Comparison> {
    Some(match operator {
        "StringEquals" => equal,
        "StringLike" | "ArnLike" | "ArnEquals" => |value, pattern| value.matches(pattern),
        "Bool" | "StringEqualsIgnoreCase" => |value, wanted| match (value.known(), wanted.known()) {
            (Some(value), Some(wanted)) => Truth::from(value.eq_ignore_ascii_case(wanted)),
            _ => equal(value, wanted),
        },
        _ => return None,
    })
}

/// Whether two texts are one. Without stars in the pattern there is nothing to cover.
fn equal<'t>(value: &Symbol<'t>, wanted: &Symbol<'t>) -> Truth {
    match wanted.known() {
        Some(text) if text.contains(['*', '?']) => match value.known() {
            Some(value) => Truth::from(value == text),
            None => Truth::Unknown,
        },
        _ => value.matches(wanted),
    }
}
