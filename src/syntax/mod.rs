//! From a source text to its syntax tree.

pub mod inspect;
