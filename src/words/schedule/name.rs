//! The name of a schedule.
//!
//! From the page "CreateSchedule" of the EventBridge Scheduler API Reference: 1 to 64 letters, digits and `-_.`.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words;

const LONGEST: usize = 64;

/// Reports what EventBridge would refuse of a name, and one that another schedule has.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = words::known_name(declaration, "Name") else { return };
    let length = name.chars().count();
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let problem = match name.chars().find(|c| !allowed(c)) {
        Some(' ') => "it has a space".to_owned(),
        Some(wrong) => format!("it has `{wrong}`"),
        None if !(1..=LONGEST).contains(&length) => format!("it has {length} characters, not 1 to {LONGEST}"),
        // Each group of schedules has names of its own.
        None if declaration.entries.property("GroupName").is_some() => return,
        None => {
            if let Some((other, first)) = to.take_name("schedules", name.clone(), span)
                && other == name
            {
                to.report(words::same_name("schedules", &name, span, first));
            }
            return;
        }
    };
    let message = format!("EventBridge does not accept the schedule name `{name}`");
    let problem = Diagnostic::error("invalid-name", message).label(span, problem);
    to.report(problem.help(format!("a schedule's name has 1 to {LONGEST} letters, digits, `-`, `_` and `.`")));
}
