//! infrac compiles `.infra` files to CloudFormation templates.

// The core does no IO: .clippy.toml lists what that excludes, and src/cli/mod.rs allows it there.
#![cfg_attr(not(test), deny(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types))]

pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
mod compile;
pub mod diagnostic;
pub mod explain;
pub mod fix;
pub mod lower;
pub mod model;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod template;
pub mod words;

pub use compile::{Compiled, compile, worst};
pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use source::{Location, Source, Span};
