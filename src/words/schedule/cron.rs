//! Cron expressions as EventBridge reads them: six fields, of which one of the two days is `?`.
//!
//! From the page "Schedule types in EventBridge Scheduler" of the EventBridge Scheduler User Guide.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What a field holds.
struct Field {
    what: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
    /// Letters with a meaning of their own there.
    special: &'static str,
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS: [Field; 6] = [
    Field { what: "the minute", least: 0, most: 59, names: &[], special: "" },
    Field { what: "the hour", least: 0, most: 23, names: &[], special: "" },
    Field { what: "the day of the month", least: 1, most: 31, names: &[], special: "?LW" },
    Field { what: "the month", least: 1, most: 12, names: MONTHS, special: "" },
    Field { what: "the day of the week", least: 1, most: 7, names: DAYS, special: "?L#" },
    Field { what: "the year", least: 1970, most: 2199, names: &[], special: "" },
];
const DAY_OF_MONTH: usize = 2;
const DAY_OF_WEEK: usize = 4;

/// What is wrong with an expression.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// The part of the text that is meant, by its bytes; the whole where that is none.
    at: Option<(usize, usize)>,
    message: String,
    label: String,
    help: String,
    /// What to write instead of the whole text.
    instead: Option<String>,
}

impl Problem {
    fn new(message: impl Into<String>, label: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at: None, message: message.into(), label: label.into(), help: help.into(), instead: None }
    }

    /// The same for people, at the place of the text.
    pub fn diagnostic(self, text: &str, span: Span) -> Diagnostic {
        let written = span.len() == text.len() + "\"\"".len();
        let at = self.at.filter(|_| written).map_or(span, |(start, end)| {
            let from = |offset: usize| span.start + 1 + offset as u32;
            Span { start: from(start), end: from(end) }
        });
        let problem = Diagnostic::error("invalid-cron", self.message).label(at, self.label);
        match self.instead {
            Some(text) => problem.help(self.help).fix(format!("write \"{text}\""), span, format!("\"{text}\"")),
            None => problem.help(self.help),
        }
    }
}

/// What is wrong with the fields of an expression.
pub fn check(text: &str) -> Result<(), Problem> {
    if let Some(fields) = text.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) {
        let problem =
            Problem::new("`cron` takes the fields alone", "`cron(…)` is put around it anyway", "leave out `cron( )`");
        return Err(Problem { instead: Some(fields.to_owned()), ..problem });
    }
    let fields: Vec<(usize, &str)> = fields(text).collect();
    if fields.len() != FIELDS.len() {
        return Err(wrong_count(&fields));
    }
    for ((start, field), description) in fields.iter().zip(&FIELDS) {
        if let Err(why) = check_field(field, description) {
            let problem = Problem::new(
                format!("`{field}` is not {} of a cron expression", description.what),
                why,
                "the fields are: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 1-7 from Sunday on, and year",
            );
            return Err(Problem { at: Some((*start, start + field.len())), ..problem });
        }
    }
    check_days(fields[DAY_OF_MONTH], fields[DAY_OF_WEEK])
}

/// The fields with where they start.
fn fields(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_ascii_whitespace().map(move |field| (field.as_ptr() as usize - text.as_ptr() as usize, field))
}

fn wrong_count(fields: &[(usize, &str)]) -> Problem {
    let help = "they are: minute, hour, day of the month, month, day of the week and year, such as \"0 9 * * ? *\"";
    let problem = Problem::new(
        format!("a cron expression of EventBridge has six fields, found {}", fields.len()),
        "expected six fields",
        help,
    );
    // Five are those of a crontab, where Sunday is 0 and both days may be said.
    let instead = match fields {
        [minute, hour, day, month, (_, "*")] => Some(format!("{} {} {} {} ? *", minute.1, hour.1, day.1, month.1)),
        [minute, hour, (_, "*"), month, (_, weekday)] if !weekday.contains(|c: char| c.is_ascii_digit()) => {
            Some(format!("{} {} ? {} {weekday} *", minute.1, hour.1, month.1))
        }
        _ => None,
    };
    Problem { instead: instead.filter(|text| check(text).is_ok()), ..problem }
}

/// One of the two days is left open.
fn check_days((start, day): (usize, &str), (other, weekday): (usize, &str)) -> Result<(), Problem> {
    let help = "the day of the month or that of the week is `?`: \"0 9 * * ? *\" is every day, \"0 9 ? * MON-FRI *\" from Monday to Friday";
    match (day == "?", weekday == "?") {
        (true, true) => {
            let problem = Problem::new("no day is said: both are `?`", "one of them is `*` or a day", help);
            Err(Problem { at: Some((start, other + weekday.len())), ..problem })
        }
        (false, false) => {
            let problem = Problem::new(
                "both the day of the month and that of the week are said",
                "expected `?` for one of them",
                help,
            );
            Err(Problem { at: Some((start, other + weekday.len())), ..problem })
        }
        (true, false) | (false, true) => Ok(()),
    }
}

/// Why a field is none.
fn check_field(field: &str, of: &Field) -> Result<(), String> {
    if field == "?" && of.special.contains('?') {
        return Ok(());
    }
    field.split(',').try_for_each(|part| {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        if let Some(step) = step
            && !step.parse::<u32>().is_ok_and(|step| step > 0)
        {
            return Err(format!("`{step}` is not a step"));
        }
        match range.split_once('-') {
            Some((from, to)) => one(from, of).and_then(|()| one(to, of)),
            None if range == "*" => Ok(()),
            None => one(range, of).or_else(|why| if is_special(range, of) { Ok(()) } else { Err(why) }),
        }
    })
}

/// One value of a field.
fn one(text: &str, of: &Field) -> Result<(), String> {
    if of.names.iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    match text.parse::<u32>() {
        Ok(number) if (of.least..=of.most).contains(&number) && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(())
        }
        Ok(_) => Err(format!("not within {} to {}", of.least, of.most)),
        Err(_) => Err(format!("expected {} to {}", of.least, of.most)),
    }
}

/// `L` for the last day, `15W` for the weekday nearest to the 15th, `3#2` for the second Tuesday.
fn is_special(text: &str, of: &Field) -> bool {
    let number = |text: &str| one(text, of).is_ok();
    if of.special.contains('W') {
        return text == "L" || text == "LW" || text.strip_suffix('W').is_some_and(number);
    }
    if of.special.contains('#') {
        let nth = |(day, nth): (&str, &str)| number(day) && matches!(nth, "1" | "2" | "3" | "4" | "5");
        return text == "L" || text.strip_suffix('L').is_some_and(number) || text.split_once('#').is_some_and(nth);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn expressions_of_the_guide_are_right() {
        for good in [
            "15 10 ? * 6L 2022-2023",
            "0 9 * * ? *",
            "0/15 * * * ? *",
            "0 18 ? * MON-FRI *",
            "0 8 1 * ? *",
            "5,35 14 * * ? *",
            "0 0 L * ? *",
            "0 0 15W * ? *",
            "0 0 ? * 3#2 *",
            "0  9  *  jan,JUL  ?  *",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        for (bad, at) in [
            ("60 9 * * ? *", Some((0, 2))),
            ("0 24 * * ? *", Some((2, 4))),
            ("0 9 * 13 ? *", Some((6, 8))),
            ("0 9 ? * 0 *", Some((8, 9))),
            ("0 9 * * * *", Some((4, 9))),
            ("0 9 ? * ? *", Some((4, 9))),
            ("0 9 1-32 * ? *", Some((4, 8))),
            ("0/0 9 * * ? *", Some((0, 3))),
            ("+5 9 * * ? *", Some((0, 2))),
            ("0 9 * * *", None),
            ("", None),
            ("cron(0 9 * * ? *)", None),
        ] {
            assert_eq!(check(bad).map_err(|problem| problem.at), Err(at), "{bad}");
        }
    }

    #[test]
    fn a_crontab_is_turned_into_one_where_that_is_sure() {
        let instead = |text| check(text).err().and_then(|problem| problem.instead);
        assert_eq!(instead("0 9 * * *").as_deref(), Some("0 9 * * ? *"));
        assert_eq!(instead("0 9 * * MON-FRI").as_deref(), Some("0 9 ? * MON-FRI *"));
        assert_eq!(instead("0 9 * * 1-5"), None);
        assert_eq!(instead("cron(0 9 * * ? *)").as_deref(), Some("0 9 * * ? *"));
    }
}
