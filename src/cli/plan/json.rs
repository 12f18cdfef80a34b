//! A plan as JSON, as docs/plan.md describes it.

use crate::plan::{Counts, Plan};
use serde::Serialize;

/// A new field does not change it; a field that goes or changes its meaning does.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'p> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    stack: Option<&'p str>,
    summary: Counts,
    #[serde(flatten)]
    plan: &'p Plan,
}

/// One object.
pub fn text(stack: Option<&str>, plan: &Plan) -> String {
    let document = Document { version: VERSION, stack, summary: plan.counts(), plan };
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}
