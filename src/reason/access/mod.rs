//! What is permitted: IAM's evaluation of the policies in a template.

pub mod actor;
pub mod context;
pub mod decision;
pub mod documents;
mod keys;
pub mod permit;
pub mod policy;
mod public;
pub mod request;
pub mod resource_policies;
mod told;
