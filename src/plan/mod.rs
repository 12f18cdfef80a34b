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
//!
//! A prediction goes: what is known is put into both templates (`side`, `fold`), the differences are found (`differ`), each is
//! held against the schema of its type (`replacement`), and what follows for those that refer to it is added until
//! nothing follows any more (`changed`, `predict`).

mod changed;
mod concealed;
mod diagnose;
mod differ;
mod fold;
mod hints;
mod loss;
mod model;
mod parts;
mod path;
mod predict;
mod refused;
mod replacement;
mod row;
mod sections;
mod shown;
mod side;
mod stateful;

pub use crate::source::At;
pub use concealed::concealed;
pub use diagnose::{LOSES_DATA, diagnostics};
pub use hints::renamed;
pub use loss::{of as loss_of, with_stack};
pub use model::{Action, Basis, Certainty, Change, Counts, Fate, Loss, Lost, Plan, Problem};
pub use parts::{Attribute, Cause, OutputChange, ParameterChange, PartAction, PropertyChange, Replacement};
pub use path::{Path, Step};
pub use predict::{predict, predict_with};
pub use shown::Shown;
pub use side::Side;
