//! What CloudWatch refuses of an alarm, and an alarm that nobody hears.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// Times below a minute that are taken of metrics of one's own.
const SHORT: [i64; 3] = [10, 20, 30];

/// A period is whole minutes, or a short one of a metric of one's own; all of them together are a day at most, or a week
/// where each is an hour at least.
///
/// From the page "PutMetricAlarm" of the Amazon CloudWatch API Reference.
pub fn times(alarm: &Declaration<'_>, of_aws: bool, period: i64, to: &mut Lowering<'_, '_>) {
    let span = alarm.relation("in").first().map_or(alarm.handle.span, |time| time.span);
    if period % MINUTE != 0 && (of_aws || !SHORT.contains(&period)) {
        let what =
            if of_aws { "the metrics of AWS come once a minute" } else { "a period is 10s, 20s, 30s or whole minutes" };
        let problem = Diagnostic::error("out-of-range", what).label(span, "not whole minutes");
        return to.report(problem.help("write for example: in 1m, or in 5m"));
    }
    let periods = alarm.entries.int("periods").unwrap_or(1);
    let (most, shown) = if period >= HOUR { (7 * DAY, "a week") } else { (DAY, "a day") };
    if period.saturating_mul(periods) > most {
        let message = format!("all periods of an alarm together are {shown} at most");
        let at = alarm.entries.setting("periods").map_or(span, |setting| setting.span);
        let problem = Diagnostic::error("out-of-range", message).label(at, "more than that");
        to.report(
            problem
                .label(span, "each is so long")
                .help("take fewer periods, or shorter ones; of an hour and more a week may be taken"),
        );
    }
    let points = alarm.entries.int("datapoints").unwrap_or(1);
    if let Some(setting) = alarm.entries.setting("datapoints").filter(|_| points > periods) {
        let message = format!("{points} periods are to be beyond the limit, and it looks at {periods}");
        let problem = Diagnostic::error("out-of-range", message).label(setting.span, "more than there are periods");
        to.report(problem.help(format!("look at more of them: periods = {points}")));
    }
}

/// `p0.1` to `p100`, and the other statistics of CloudWatch: `tm90`, `IQM` …
///
/// From the page "CloudWatch statistics definitions" of the Amazon CloudWatch User Guide.
pub fn percentile(alarm: &Declaration<'_>, text: &str, to: &mut Lowering<'_, '_>) {
    const KINDS: [&str; 6] = ["tm", "tc", "ts", "wm", "pr", "p"];
    let rest = KINDS.iter().find_map(|kind| text.to_ascii_lowercase().strip_prefix(kind).map(str::to_owned));
    let is_share = |rest: &str| rest.parse::<f64>().is_ok_and(|share| (0.0..=100.0).contains(&share));
    if text == "IQM" || rest.is_some_and(|rest| rest.starts_with('(') || is_share(&rest)) {
        return;
    }
    let span = alarm.entries.setting("statistic").map_or(alarm.handle.span, |setting| setting.span);
    let message = format!("`{text}` is not a statistic of CloudWatch");
    let problem = Diagnostic::error("unknown-value", message).label(span, "not a statistic");
    to.report(problem.help("it is average, maximum, minimum, sum or sample_count, or a percentile such as p99"));
}

/// An alarm that tells nobody is seen by those only who look at it.
pub fn is_heard(alarm: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &alarm.entries;
    let by_entry = ["notify", "notify_ok"].iter().any(|name| entries.setting(name).is_some());
    let properties = ["AlarmActions", "OKActions", "InsufficientDataActions"];
    if by_entry || alarm.misread || properties.iter().any(|name| entries.property(name).is_some()) {
        return;
    }
    let at = Span { start: alarm.written.span.start, end: alarm.handle.span.end };
    let problem =
        Diagnostic::advice("silent-alarm", format!("alarm `{}` tells nobody when it goes off", alarm.handle.text));
    to.report(problem.label(at, "nobody is told").help("name a topic that people read: notify = TOPIC"));
}
