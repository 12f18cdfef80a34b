//! When a schedule happens: `every`, `cron` or `at`, as EventBridge writes them.

use super::cron;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::template::Value;
use crate::words::together;

/// What says when; a schedule has one of them.
const WHEN: [&str; 3] = ["every", "cron", "at"];

const MINUTES_OF_HOUR: i64 = 60;
const MINUTES_OF_DAY: i64 = 1_440;

/// The expression of a schedule.
pub fn of<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let given: Vec<_> = WHEN.iter().filter_map(|name| entries.setting(name).map(|setting| (*name, setting))).collect();
    if let [(first, at), (second, also), ..] = given.as_slice() {
        let message = format!("a schedule happens by one rule, and both `{first}` and `{second}` say when");
        to.report(
            Diagnostic::error("set-twice", message)
                .label(also.key, "said again here")
                .label(at.key, "first said here")
                .help("keep one of them, or make two schedules"),
        );
    }
    let Some((name, setting)) = given.first() else {
        if entries.property("ScheduleExpression").is_none() && !declaration.misread {
            to.report(missing(declaration));
        }
        return None;
    };
    let (value, span) = (entries.value(name)?, setting.span);
    check_zone(declaration, name, to);
    match *name {
        "every" => value.changed(&mut |minutes| every(minutes)),
        "cron" => value.changed(&mut |fields| cron(fields, span, to)),
        _ => value.changed(&mut |time| at(time, span, to)),
    }
}

/// A time zone is about times of a day.
fn check_zone(declaration: &Declaration<'_>, when: &str, to: &mut Lowering<'_, '_>) {
    let Some(zone) = declaration.entries.setting("timezone").filter(|_| when == "every") else { return };
    to.report(
        Diagnostic::warning("no-effect", "`timezone` is about times of a day, and `every` counts from the deploy on")
            .label(zone.key, "has no effect")
            .help("leave it out, or say the time: cron = \"0 9 * * ? *\""),
    );
}

fn missing(declaration: &Declaration<'_>) -> Diagnostic {
    let message = format!("schedule `{}` needs a time", declaration.handle.text);
    Diagnostic::error("missing-entry", message)
        .label(declaration.handle.span, format!("{} is missing", suggest::one_of(WHEN)))
        .help("write: every = 5m, or cron = \"0 9 * * ? *\", or at = \"2027-01-31T09:00:00\"")
}

/// So many minutes, in the largest unit that they are whole ones of; one of it is in the singular.
pub fn every<'a>(minutes: &Value<'a>) -> Option<Value<'a>> {
    let Value::Int(minutes) = minutes else { return None };
    let (count, unit) = match *minutes {
        all if all % MINUTES_OF_DAY == 0 => (all / MINUTES_OF_DAY, "day"),
        all if all % MINUTES_OF_HOUR == 0 => (all / MINUTES_OF_HOUR, "hour"),
        all => (all, "minute"),
    };
    Some(Value::text(format!("rate({count} {unit}{})", if count == 1 { "" } else { "s" })))
}

/// The fields of a cron expression; what is wrong with them is said at the field, where they stand there as they are.
pub fn cron<'a>(fields: &Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let Value::Text(text) = fields
        && let Err(problem) = cron::check(text)
    {
        to.report(problem.diagnostic(text, span));
        return None;
    }
    Some(together(vec![Value::text("cron("), fields.clone(), Value::text(")")]))
}

fn at<'a>(time: &Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let Value::Text(text) = time
        && !is_time(text)
    {
        let bare = text.strip_prefix("at(").and_then(|rest| rest.strip_suffix(')'));
        let without_zone = text.strip_suffix('Z');
        let problem = Diagnostic::error("invalid-form", format!("`{text}` is not a time"))
            .label(span, "expected YYYY-MM-DDTHH:MM:SS");
        let fixed = bare.or(without_zone).filter(|time| is_time(time));
        to.report(match fixed {
            Some(time) => problem.fix(format!("write \"{time}\""), span, format!("\"{time}\"")),
            None => {
                problem.help("write for example: at = \"2027-01-31T09:00:00\"; the time zone is said by `timezone`")
            }
        });
        return None;
    }
    Some(together(vec![Value::text("at("), time.clone(), Value::text(")")]))
}

/// `2027-01-31T09:00:00`.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00T00:00:00";
    let fits = |(byte, wanted): (&u8, &u8)| if *wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted };
    if bytes.len() != shape.len() || !bytes.iter().zip(shape).all(fits) {
        return false;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day) && number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_in_the_largest_unit() {
        let rate = |minutes| every(&Value::Int(minutes));
        assert_eq!(rate(1), Some(Value::text("rate(1 minute)")));
        assert_eq!(rate(90), Some(Value::text("rate(90 minutes)")));
        assert_eq!(rate(60), Some(Value::text("rate(1 hour)")));
        assert_eq!(rate(2_880), Some(Value::text("rate(2 days)")));
    }

    #[test]
    fn times_are_told_from_what_looks_like_them() {
        for good in ["2027-01-31T09:00:00", "2028-02-29T23:59:59"] {
            assert!(is_time(good), "{good}");
        }
        for bad in [
            "2027-02-29T09:00:00",
            "2027-01-31 09:00:00",
            "2027-01-31T24:00:00",
            "2027-13-01T00:00:00",
            "",
            "09:00",
            "２０２７-01-31T09:00:00",
        ] {
            assert!(!is_time(bad), "{bad}");
        }
    }
}
