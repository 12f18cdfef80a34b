//! infrac compiles `.infra` files to CloudFormation templates.

pub mod catalog;
pub mod diagnostic;
pub mod lower;
pub mod model;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod template;
pub mod words;

pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use source::{Location, Source, Span};
