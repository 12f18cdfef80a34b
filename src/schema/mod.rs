//! Every resource type of CloudFormation: its properties, what they accept, and what a resource gives back.
//!
//! The facts lie in `data/types.txt`, which the program in `generate/` makes from published packages. A type is read
//! when it is first asked for, and kept.

mod attributes;
pub mod check;
mod kinds;
mod node;
mod parse;
pub(crate) mod pattern;
mod place;
mod regions;

pub use check::is_network;
pub use kinds::{Kind, is_of_parameter, kind, of_parameter};
pub use node::{Bounds, Lifecycle, Marks, Node, NodeId, Property, Sets, Type, Types, Values};
pub use pattern::Pattern;
pub use place::Place;

use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// The types that were asked for. Each takes a pointer here until then.
static READ: [OnceLock<Box<Type>>; STARTS.len()] = [const { OnceLock::new() }; STARTS.len()];

/// The type of this name.
pub fn find(name: &str) -> Option<&'static Type> {
    let bytes = TEXT.as_bytes();
    // The tab behind a type's name sorts before all that a longer name could go on with.
    let index = STARTS.partition_point(|start| bytes[*start as usize + 2..] < *name.as_bytes());
    let start = *STARTS.get(index)? as usize;
    let rest = bytes[start + 2..].strip_prefix(name.as_bytes())?;
    if rest.first() != Some(&b'\t') {
        return None;
    }
    let end = STARTS.get(index + 1).map_or(TEXT.len(), |next| *next as usize);
    Some(READ[index].get_or_init(|| Box::new(parse::type_of(&TEXT[start..end]))))
}

/// The names of all types, sorted.
pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
    STARTS.iter().map(|start| name_at(*start))
}

/// The name in the line `T`, name, facts that starts here.
fn name_at(start: u32) -> &'static str {
    let rest = &TEXT[start as usize + 2..];
    &rest[..memchr::memchr(b'\t', rest.as_bytes()).unwrap_or(rest.len())]
}

/// AWS's page on a type.
pub fn page(name: &str) -> String {
    let mut parts = name.split("::").skip(1);
    let (service, resource) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if service == "Serverless" {
        let page = format!("sam-resource-{resource}.html").to_ascii_lowercase();
        return format!("https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/{page}");
    }
    let page = format!("aws-resource-{service}-{resource}.html").to_ascii_lowercase();
    format!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/{page}")
}

#[cfg(test)]
mod tests;
