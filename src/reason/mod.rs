//! What follows from a template as a whole: what waits for what, and what is there when.
//!
//! All of it is about the template, so that resources by their type and templates of other people count too.

pub mod along;
pub mod carriers;
pub mod conditions;
pub mod cycles;
pub mod firewall;
pub mod presence;
pub mod records;
pub mod references;
pub mod trust;
pub mod vpcs;
