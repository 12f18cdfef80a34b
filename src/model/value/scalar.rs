//! Values that are one number, one switch or one choice.

use super::Problems;
use super::decimal::Decimal;
use super::messages::{describe, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, Unary};
use crate::template::{Text, Value};
use crate::words::shape::{Periods, SizeUnit, TimeUnit};

/// The words for switches are ours; a property has JSON's.
pub fn switch<'a>(expr: &Expr<'a>, json: &'static str, problems: &mut Problems) -> Option<Value<'a>> {
    let problem = wrong_type("a CloudFormation value", expr)
        .help("the switches of CloudFormation are `true` and `false`; a text goes in quotes");
    problems.push(problem.fix(format!("write `{json}`"), expr.span, json));
    None
}

/// A number as JSON has it; one that JSON cannot spell (`007`) stays text.
pub fn number<'a>(text: &Text<'a>) -> Value<'a> {
    if text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") {
        return Value::Text(text.clone());
    }
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(number), _) => Value::Int(number),
        (Err(_), Ok(number)) if text.contains('.') => Value::Float(number),
        (Err(_), _) => Value::Text(text.clone()),
    }
}

pub fn negative(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Int(number) => Value::Int(-number),
        Value::Float(number) => Value::Float(-number),
        other => other,
    }
}

pub fn boolean<'a>(expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    match expr.kind {
        ExprKind::Word("on" | "yes" | "true") => Some(Value::Bool(true)),
        ExprKind::Word("off" | "no" | "false") => Some(Value::Bool(false)),
        _ => {
            let problem = wrong_type("`on` or `off`", expr);
            problems.push(match &expr.kind {
                ExprKind::Text(text) if matches!(text.as_ref(), "on" | "off" | "yes" | "no" | "true" | "false") => {
                    problem.fix("leave out the quotes", expr.span, text.as_ref())
                }
                _ => problem.help(format!("write: {name} = on")),
            });
            None
        }
    }
}

pub fn choice<'a>(
    expr: &Expr<'a>,
    choices: &'static [&'static str],
    name: &str,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    let written: &str = match &expr.kind {
        ExprKind::Word(word) => word,
        ExprKind::Text(text) => text,
        _ => "",
    };
    if let Some(found) = choices.iter().find(|choice| **choice == written) {
        return Some(Value::text(*found));
    }
    let all = suggest::one_of(choices.iter().copied());
    let problem = Diagnostic::error("unknown-value", format!("expected {all} for `{name}`, found {}", describe(expr)))
        .label(expr.span, format!("expected {all}"));
    problems.push(match suggest::nearest(written, choices.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), expr.span, near),
        None => problem.help(format!("write for example: {name} = {}", choices.first().unwrap_or(&"…"))),
    });
    None
}

pub fn integer<'a>(expr: &Expr<'a>, least: i64, most: i64, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    let Some(number) = whole_number(expr) else {
        problems.push(wrong_type("a whole number", expr));
        return None;
    };
    in_range(number, (least, most), |number| number.to_string(), name, expr.span, problems)
}

fn whole_number(expr: &Expr<'_>) -> Option<i64> {
    match &expr.kind {
        ExprKind::Number(text) => text.parse::<i64>().ok(),
        ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
            ExprKind::Number(text) => format!("-{text}").parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

pub fn in_range<'a>(
    number: i64,
    (least, most): (i64, i64),
    show: impl Fn(i64) -> String,
    name: &str,
    span: Span,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    if (least..=most).contains(&number) {
        return Some(Value::Int(number));
    }
    let limits = format!("{} to {}", show(least), show(most));
    problems.push(
        Diagnostic::error("out-of-range", format!("expected {limits} for `{name}`, found {}", show(number)))
            .label(span, format!("not within {limits}"))
            .help(format!("write for example: {name} = {}", show(if number < least { least } else { most }))),
    );
    None
}

/// A quantity in whole units of a property; a loss is an error.
pub fn duration<'a>(
    expr: &Expr<'a>,
    unit: TimeUnit,
    bounds: (i64, i64),
    name: &str,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    let Some(seconds) = amount(expr, seconds_of) else {
        let limits = format!("{} to {}", unit.show(bounds.0), unit.show(bounds.1));
        problems.push(wrong_type("a time such as 30s, 5m, 12h or 7d", expr).help(format!("`{name}` takes {limits}")));
        return None;
    };
    let Some(count) = seconds.over(Decimal::from(unit.seconds())).and_then(Decimal::whole) else {
        problems.push(
            Diagnostic::error("loses-precision", format!("`{name}` counts whole {}", unit.plural()))
                .label(expr.span, format!("not a whole number of {}", unit.plural()))
                .help(whole_below_or_above(seconds.floor(), unit.seconds(), |count| unit.show(count))),
        );
        return None;
    };
    in_range(count, bounds, |count| unit.show(count), name, expr.span, problems)
}

/// One of a few times. What has no end is no number.
pub fn period<'a>(expr: &Expr<'a>, periods: &Periods, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    let unit = periods.unit;
    if expr.kind == ExprKind::Word(periods.endless) {
        return Some(Value::Bool(false));
    }
    let Some(seconds) = amount(expr, seconds_of) else {
        let example = unit.show(periods.allowed.iter().copied().find(|count| *count >= 30).unwrap_or(1));
        let help = format!("write for example: {name} = {example}, or {name} = {}", periods.endless);
        let problem = wrong_type("a time such as 30s, 5m, 12h or 7d", expr);
        problems.push(match whole_number(expr).filter(|count| periods.allowed.contains(count)) {
            Some(count) => problem.fix(format!("write `{}`", unit.show(count)), expr.span, unit.show(count)),
            None => problem.help(help),
        });
        return None;
    };
    let count = seconds.over(Decimal::from(unit.seconds())).and_then(Decimal::whole);
    if let Some(count) = count.filter(|count| periods.allowed.contains(count)) {
        return Some(Value::Int(count));
    }
    let wanted = seconds.floor();
    let nearest = periods.allowed.iter().copied().min_by_key(|count| (count * unit.seconds()).abs_diff(wanted));
    let nearest = unit.show(nearest.unwrap_or(1));
    let all: Vec<String> = periods.allowed.iter().map(|count| unit.show(*count)).collect();
    problems.push(
        Diagnostic::error(
            "unknown-value",
            format!("AWS takes a few times only for `{name}`, and this is none of them"),
        )
        .label(expr.span, "not one of them")
        .help(format!("it is {} or {}; the nearest is {nearest}", all.join(", "), periods.endless))
        .fix(format!("write `{nearest}`"), expr.span, nearest),
    );
    None
}

pub fn seconds_of(unit: &str) -> Option<i64> {
    Some(match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    })
}

pub fn size<'a>(
    expr: &Expr<'a>,
    unit: SizeUnit,
    bounds: (i64, i64),
    name: &str,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    let Some(mebibytes) = amount(expr, mebibytes_of) else {
        let problem = wrong_type(&format!("a size such as {}", unit.show(bounds.0.max(20).min(bounds.1))), expr);
        problems.push(match &expr.kind {
            ExprKind::Number(number) => problem.help(format!("a size has a unit: {name} = {number}{}", unit.name())),
            ExprKind::Quantity(number, "GB" | "gb" | "G" | "Gi") => {
                problem.help(format!("did you mean {number}GiB? the units are MiB, GiB and TiB"))
            }
            ExprKind::Quantity(number, "MB" | "mb" | "M" | "Mi") => {
                problem.help(format!("did you mean {number}MiB? the units are MiB, GiB and TiB"))
            }
            _ => problem.help("the units are MiB, GiB and TiB"),
        });
        return None;
    };
    let show = |count| unit.show(count);
    let Some(count) = mebibytes.over(Decimal::from(unit.mebibytes())).and_then(Decimal::whole) else {
        problems.push(
            Diagnostic::error("loses-precision", format!("`{name}` counts whole {}", unit.name()))
                .label(expr.span, format!("not a whole number of {}", unit.name()))
                .help(whole_below_or_above(mebibytes.floor(), unit.mebibytes(), show)),
        );
        return None;
    };
    in_range(count, bounds, show, name, expr.span, problems)
}

/// A quantity in the smallest of its units.
fn amount(expr: &Expr<'_>, smallest: impl Fn(&str) -> Option<i64>) -> Option<Decimal> {
    let ExprKind::Quantity(number, unit) = expr.kind else { return None };
    Decimal::parse(number)?.times(Decimal::from(smallest(unit)?))
}

/// What to write instead of a value between two whole units.
pub fn whole_below_or_above(value: i64, unit: i64, show: impl Fn(i64) -> String) -> String {
    match value / unit {
        0 => format!("write {}", show(1)),
        below => format!("write {} or {}", show(below), show(below + 1)),
    }
}

pub fn mebibytes_of(unit: &str) -> Option<i64> {
    Some(match unit {
        "MiB" => 1,
        "GiB" => 1_024,
        "TiB" => 1_024 * 1_024,
        _ => return None,
    })
}
