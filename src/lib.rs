//! infrac compiles `.infra` files to CloudFormation templates.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod fix;
pub mod source;
pub mod template;

pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use source::{Location, Source, Span};
