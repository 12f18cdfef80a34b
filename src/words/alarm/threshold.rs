//! The limit of an alarm, in the unit of its metric.

use super::WORD;
use super::metrics::{Metric, Unit};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::schema::{self, Place};
use crate::syntax::ast::{Expr, ExprKind, Unary};
use crate::template::{Resource, Value};

/// Units with how much of the smallest they are.
const TIMES: [(&str, f64); 5] = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3_600.0), ("d", 86_400.0)];
const SIZES: [(&str, f64); 3] = [("MiB", 1_048_576.0), ("GiB", 1_073_741_824.0), ("TiB", 1_099_511_627_776.0)];

/// Sets the limit, and on which side of it the alarm goes off.
pub fn lower<'a>(
    alarm: &Declaration<'a>,
    metric: Option<&Metric>,
    resource: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let (above, below) = (alarm.relation("above").first(), alarm.relation("below").first());
    let (limit, comparison) = match (above, below) {
        (Some(limit), None) => (limit, "GreaterThanThreshold"),
        (None, Some(limit)) => (limit, "LessThanThreshold"),
        (Some(above), Some(below)) => {
            let problem = Diagnostic::error("set-twice", "an alarm goes off on one side of its limit");
            let problem = problem.label(below.span, "a second limit").label(above.span, "the first one");
            return to.report(problem.help("make two alarms"));
        }
        (None, None) => {
            let given = ["Threshold", "ThresholdMetricId", "EvaluationCriteria"];
            if given.iter().all(|name| alarm.entries.property(name).is_none()) && !alarm.misread {
                to.report(no_limit(alarm));
            }
            return;
        }
    };
    resource.set("ComparisonOperator", Value::text(comparison));
    if let Some(limit) = read(limit, metric.map(|metric| metric.unit), to) {
        resource.set("Threshold", limit);
    }
}

fn no_limit(alarm: &Declaration<'_>) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", format!("alarm `{}` has no limit", alarm.handle.text))
        .label(alarm.handle.span, "`above` or `below` is missing")
        .help("write for example: alarm failing on errors of save above 0 in 5m")
}

fn read<'a>(limit: &Expr<'a>, unit: Option<Unit>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let settled = to.values().settled(limit).into_owned();
    match &settled.kind {
        ExprKind::Number(text) => number(text, unit, &settled, to),
        ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
            ExprKind::Number(text) => number(&format!("-{text}"), unit, &settled, to),
            _ => unreadable(unit, &settled, to),
        },
        ExprKind::Quantity(text, written) => quantity(text, written, unit, &settled, to),
        ExprKind::Word(_) | ExprKind::Choice(_) | ExprKind::Call(_) | ExprKind::Binary(..) => {
            let place = schema::find(WORD.resource).and_then(|of| Place::root(of).property("Threshold"));
            to.reading(|values, problems| values.any(&settled, place.map(|(place, _)| place), problems))
        }
        _ => unreadable(unit, &settled, to),
    }
}

/// A number without a unit, where the metric has none.
fn number<'a>(text: &str, unit: Option<Unit>, limit: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let number: f64 = text.parse().ok()?;
    match unit {
        None | Some(Unit::Count) => Some(whole(number)),
        Some(Unit::Percent) if (0.0..=100.0).contains(&number) => Some(whole(number)),
        Some(Unit::Percent) => {
            let problem = Diagnostic::error("out-of-range", format!("this metric is a share of 100, found {text}"));
            to.report(problem.label(limit.span, "not within 0 to 100").help("write for example: above 80"));
            None
        }
        Some(Unit::Seconds | Unit::Milliseconds | Unit::Bytes) => unreadable(unit, limit, to),
    }
}

fn quantity<'a>(
    text: &str,
    written: &str,
    unit: Option<Unit>,
    limit: &Expr<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let of = |units: &[(&str, f64)]| units.iter().find(|(name, _)| *name == written).map(|(_, factor)| *factor);
    let number: f64 = text.parse().ok()?;
    let value = match unit {
        Some(Unit::Seconds) => of(&TIMES).map(|factor| number * factor),
        Some(Unit::Milliseconds) => of(&TIMES).map(|factor| number * factor * 1_000.0),
        Some(Unit::Bytes) => of(&SIZES).map(|factor| number * factor),
        None | Some(Unit::Count | Unit::Percent) => None,
    };
    value.map(whole).or_else(|| unreadable(unit, limit, to))
}

/// A number as the template has it: a whole one without a point.
fn whole<'a>(number: f64) -> Value<'a> {
    // Thousandths of seconds are as exact as anybody wants them.
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 { Value::Int(rounded as i64) } else { Value::Float(rounded) }
}

fn unreadable<'a>(unit: Option<Unit>, limit: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let expected = match unit {
        Some(Unit::Seconds | Unit::Milliseconds) => "a time such as 300ms, 3s or 5m",
        Some(Unit::Bytes) => "a size such as 500MiB or 2GiB",
        Some(Unit::Percent) => "a number from 0 to 100, without a unit",
        None | Some(Unit::Count) => "a number without a unit",
    };
    let problem = crate::model::wrong_type(expected, limit);
    to.report(problem.help("the limit is in the unit of the metric"));
    None
}
