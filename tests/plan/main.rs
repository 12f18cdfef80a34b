//! The prediction of a plan.

// A test stops where something is missing.
#![allow(clippy::unwrap_used)]

mod documented;
mod laws;
mod loss;
mod spread;
mod support;
mod values;
