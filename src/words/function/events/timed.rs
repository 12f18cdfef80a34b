//! Functions that run at times: a schedule of their own.

use super::read::Times;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::Value;
use crate::words::schedule::{self, Scheduled};

/// Adds the schedule and its role.
pub fn make<'a>(function: &Declaration<'a>, id: &str, times: Times<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let run = Value::attribute(function.logical_id.clone(), "Arn");
    let scheduled = Scheduled { run, input: None, dead_letter: None, group: None };
    schedule::make(id, (times.expression, times.zone), scheduled, origin, to);
}
