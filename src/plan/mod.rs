//! What would change in a stack: as a model, and predicted from two templates.
//!
//! ```text
//!   old template ──┐
//!                  ├──▶ predict ──▶ Plan ──▶ text, JSON        (`cli`)
//!   new template ──┘                 ▲
//!            change set ─────────────┘                         (`deploy`)
//! ```
//!
//! One model holds both what is predicted and what CloudFormation says of a change set. Nothing here reads or prints.

mod model;
mod parts;
mod path;
mod shown;

pub use crate::source::At;
pub use model::{Action, Basis, Certainty, Change, Counts, Fate, Loss, Lost, Plan, Problem};
pub use parts::{Attribute, Cause, OutputChange, ParameterChange, PartAction, PropertyChange, Replacement};
pub use path::{Path, Step};
pub use shown::Shown;
