//! Whether the conditions of a statement hold for a request.
//!
//! From "IAM JSON policy elements: Condition operators", "Creating a condition with multiple keys or values" and "AWS
//! global condition context keys" in the IAM User Guide.

use super::policy::Test;
use super::request::Request;
use crate::addresses::Block;
use crate::reason::network::blocks;
use crate::reason::symbol::Symbol;
use crate::reason::truth::Truth;
use std::borrow::Cow;

/// What a key of the context has.
#[derive(Debug, Clone, PartialEq)]
pub enum Given<'t> {
    /// This value.
    Is(Symbol<'t>),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A public address that nobody knows before the deploy.
    PublicAddress,
    /// Something that nobody knows before the deploy.
    Present,
    /// The request has no such key.
    Absent,
    /// Nobody knows before the deploy whether there is one.
    Unknown,
}

/// Whether all of them hold.
pub fn hold<'t>(tests: &[Test<'t>], request: &Request<'_, 't>) -> Truth {
    Truth::all(tests.iter().map(|test| holds(test, request)))
}

/// How an operator is made up: `ForAnyValue:StringNotLikeIfExists`.
struct Operator {
    /// Whether it is about all values of the key, or about any; none for one value.
    is_for_all: Option<bool>,
    /// What it compares, without a negation: `StringLike`.
    kind: String,
    is_negated: bool,
    if_exists: bool,
}

fn operator(text: &str) -> Operator {
    let (text, is_for_all) = match text.split_once(':') {
        Some(("ForAllValues", rest)) => (rest, Some(true)),
        Some(("ForAnyValue", rest)) => (rest, Some(false)),
        Some(_) | None => (text, None),
    };
    let (text, if_exists) = text.strip_suffix("IfExists").map_or((text, false), |text| (text, true));
    let (kind, is_negated) = match text.split_once("Not") {
        Some((kind, rest)) => (format!("{kind}{rest}"), true),
        None => (text.to_owned(), false),
    };
    Operator { is_for_all, kind, is_negated, if_exists }
}

/// Whether one of them holds.
pub fn holds<'t>(test: &Test<'t>, request: &Request<'_, 't>) -> Truth {
    let operator = operator(test.operator);
    let given = request.key(test.key);
    if operator.kind == "Null" {
        return is_absent(&given, &test.values);
    }
    // A variable that stands for nothing is equal to nothing.
    let wanted: Vec<_> = test.values.iter().filter_map(|value| request.filled(value)).collect();
    let each = |value: &Symbol<'t>| compared(&operator, value, &wanted);
    match given {
        Given::Is(value) => each(&value),
        Given::OneOf(values) => agreed(values.iter().map(|value| each(&Symbol::text(*value)))),
        Given::PublicAddress => negated(&operator, Truth::any(wanted.iter().map(|wanted| is_public_in(wanted)))),
        Given::Present | Given::Unknown => Truth::Unknown,
        // What is not there differs from everything, and all of nothing is as it should be.
        Given::Absent => match operator.is_for_all {
            Some(true) => Truth::Yes,
            Some(false) => Truth::from(operator.if_exists),
            None => Truth::from(operator.if_exists || operator.is_negated),
        },
    }
}

fn compared<'t>(operator: &Operator, value: &Symbol<'t>, wanted: &[Cow<'_, Symbol<'t>>]) -> Truth {
    let Some(compare) = comparison(&operator.kind) else { return Truth::Unknown };
    negated(operator, Truth::any(wanted.iter().map(|wanted| compare(value, wanted))))
}

fn negated(operator: &Operator, truth: Truth) -> Truth {
    if operator.is_negated { truth.negated() } else { truth }
}

/// What all of several answers say.
fn agreed(mut truths: impl Iterator<Item = Truth>) -> Truth {
    let Some(first) = truths.next() else { return Truth::Unknown };
    if truths.all(|other| other == first) { first } else { Truth::Unknown }
}

/// `Null`: whether the key is absent.
fn is_absent(given: &Given<'_>, values: &[Symbol<'_>]) -> Truth {
    let [wanted] = values else { return Truth::Unknown };
    let absent = match given {
        Given::Absent => true,
        Given::Is(_) | Given::OneOf(_) | Given::PublicAddress | Given::Present => false,
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
fn comparison(kind: &str) -> Option<Comparison> {
    Some(match kind {
        "StringEquals" => |value, wanted| value.equals(wanted),
        "StringLike" => |value, pattern| value.matches(pattern),
        "ArnLike" | "ArnEquals" => |value, pattern| value.matches_arn(pattern),
        "Bool" | "StringEqualsIgnoreCase" => |value, wanted| match (value.known(), wanted.known()) {
            (Some(value), Some(wanted)) => Truth::from(value.eq_ignore_ascii_case(wanted)),
            _ => value.equals(wanted).or(Truth::Unknown),
        },
        "NumericEquals" => |value, wanted| numbers(value, wanted, |value, wanted| value == wanted),
        "NumericLessThan" => |value, wanted| numbers(value, wanted, |value, wanted| value < wanted),
        "NumericLessThanEquals" => |value, wanted| numbers(value, wanted, |value, wanted| value <= wanted),
        "NumericGreaterThan" => |value, wanted| numbers(value, wanted, |value, wanted| value > wanted),
        "NumericGreaterThanEquals" => |value, wanted| numbers(value, wanted, |value, wanted| value >= wanted),
        _ => return None,
    })
}

fn numbers(value: &Symbol<'_>, wanted: &Symbol<'_>, compare: fn(f64, f64) -> bool) -> Truth {
    let number = |symbol: &Symbol<'_>| symbol.known()?.parse::<f64>().ok();
    match (number(value), number(wanted)) {
        (Some(value), Some(wanted)) => Truth::from(compare(value, wanted)),
        (_, _) => Truth::Unknown,
    }
}

/// Whether a public address is in a block; one without a prefix is an address.
fn is_public_in(wanted: &Symbol<'_>) -> Truth {
    let Some(text) = wanted.known() else { return Truth::Unknown };
    match blocks::parsed(text) {
        Some(block) if block.prefix() == 0 => Truth::Yes.and(of_version_4(block)),
        Some(block) if blocks::is_private(block) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Most requests are made over version 4, and nobody says of one that it is.
fn of_version_4(block: Block) -> Truth {
    if block.first().is_ipv4() { Truth::Yes } else { Truth::Unknown }
}
