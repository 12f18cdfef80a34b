//! What a plain scalar means in YAML 1.1, as PyYAML and cfn-lint read it; AWS names that version and no differences.
//!
//! Dates stay texts: CloudFormation takes no timestamps, and `2012-10-17` is the version of a policy. So does `=`.

use super::problems;
use crate::source::Span;
use crate::template::Text;
use crate::template::read::node::Kind;
use crate::template::read::problems::{Problems, many_digits};

/// The value of a plain scalar.
pub(super) fn resolve<'a>(text: Text<'a>, span: Span, found: &mut Problems) -> Kind<'a> {
    if is_null(&text) {
        return Kind::Null;
    }
    if let Some(flag) = boolean(&text) {
        return Kind::Bool(flag);
    }
    // Most texts end here.
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return Kind::Text(text);
    }
    if let Some(number) = whole(&text) {
        return match i64::try_from(number) {
            Ok(number) => Kind::Int(number),
            Err(_) => {
                found.push(many_digits(span));
                Kind::Float(number as f64)
            }
        };
    }
    match broken(&text) {
        Some(number) if number.is_finite() => Kind::Float(number),
        Some(_) => {
            found.push(problems::no_finite_number(span));
            Kind::Text(text)
        }
        None => Kind::Text(text),
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// A whole number: decimal, binary, octal behind a zero, hexadecimal, or with colons between digits to the base of 60.
fn whole(text: &str) -> Option<i128> {
    let (negative, digits) = signed(text);
    let magnitude = if let Some(binary) = digits.strip_prefix("0b") {
        radix(binary, 2)
    } else if let Some(hexadecimal) = digits.strip_prefix("0x") {
        radix(hexadecimal, 16)
    } else if digits.starts_with('0') {
        radix(digits, 8)
    } else if digits.contains(':') {
        sixties(digits)
    } else if digits.starts_with(|first: char| first.is_ascii_digit()) {
        radix(digits, 10)
    } else {
        None
    }?;
    Some(if negative { -magnitude } else { magnitude })
}

/// Digits with underscores anywhere. Beyond what any reader keeps the number is only known to be large.
fn radix(text: &str, radix: u32) -> Option<i128> {
    let mut number: i128 = 0;
    let mut any = false;
    for c in text.chars().filter(|c| *c != '_') {
        let digit = i128::from(c.to_digit(radix)?);
        number = number.saturating_mul(radix.into()).saturating_add(digit);
        any = true;
    }
    any.then_some(number)
}

/// `190:20:30`, as hours, minutes and seconds are written.
fn sixties(text: &str) -> Option<i128> {
    let mut parts = text.split(':');
    let first = parts.next().filter(|first| first.starts_with(|c: char| matches!(c, '1'..='9')))?;
    parts.try_fold(radix(first, 10)?, |number, part| Some(number.saturating_mul(60).saturating_add(sixtieth(part)?)))
}

/// One or two digits below 60.
fn sixtieth(part: &str) -> Option<i128> {
    match part.as_bytes() {
        [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'] => part.parse().ok(),
        _ => None,
    }
}

/// A number with a point: YAML 1.1 wants one, and a sign in the exponent.
fn broken(text: &str) -> Option<f64> {
    let (negative, digits) = signed(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Some(f64::INFINITY);
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(f64::NAN);
    }
    let (before, behind) = digits.split_once('.')?;
    if before.contains(':') {
        return sixties_with_point(before, behind, negative);
    }
    // A point alone begins no number, and none with a sign.
    let starts = if before.is_empty() {
        digits.len() == text.len() && behind.starts_with(|c: char| c.is_ascii_digit())
    } else {
        before.starts_with(|c: char| c.is_ascii_digit()) && is_digits(before)
    };
    let (fraction, exponent) = behind.split_once(['e', 'E']).unwrap_or((behind, "+0"));
    let well_formed = starts && is_digits(fraction) && is_exponent(exponent);
    if well_formed { text.replace('_', "").parse().ok() } else { None }
}

/// A sign and digits.
fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or("");
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

fn sixties_with_point(before: &str, behind: &str, negative: bool) -> Option<f64> {
    if !is_digits(behind) {
        return None;
    }
    let mut parts = before.split(':');
    let first = parts.next().filter(|first| first.starts_with(|c: char| c.is_ascii_digit()))?;
    let whole = parts.try_fold(radix(first, 10)?, |number, part| Some(number * 60 + sixtieth(part)?))?;
    let fraction: f64 = format!("0.{}", behind.replace('_', "")).parse().unwrap_or(0.0);
    let number = whole as f64 + fraction;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests;
