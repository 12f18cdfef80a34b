//! What follows from a template as a whole: what waits for what, and what is there when.
//!
//! All of it is about the template, so that resources by their type and templates of other people count too.

pub mod access;
pub mod along;
pub mod carriers;
pub mod conditions;
pub mod cycles;
pub mod deed;
pub mod delegated;
pub mod firewall;
pub mod index;
pub mod members;
pub mod mentions;
pub mod network;
pub mod presence;
pub mod records;
pub mod references;
pub mod relations;
pub mod symbol;
pub mod trace;
pub mod trust;
pub mod truth;
pub mod view;
pub mod vpcs;
pub mod world;
