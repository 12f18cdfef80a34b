//! tmp
use super::render::Style;
use crate::plan::Plan;
pub fn text(_: &Style, plan: &Plan) -> String { format!("{:?}\n", plan.counts()) }
