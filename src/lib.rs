//! infrac compiles `.infra` files to CloudFormation templates.

pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod template;

pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use source::{Location, Source, Span};
