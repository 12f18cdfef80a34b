//! Facts about AWS that the compiler looks up: made by `generate/`, searched where they lie, never parsed at start.

pub mod cloudfront_policies;
pub mod databases;
pub mod engine_versions;
pub mod iam;
pub mod images;
pub mod instance_types;
pub mod managed_policies;
pub mod ports;
pub mod regions;
pub mod runtimes;
pub mod service_principals;
mod table;
pub mod taggability;
pub mod time_zones;
pub mod website_endpoints;
pub mod zones;

pub use table::{Row, Table};
pub use zones::Zones;

/// The tables of `data/`, as `build.rs` gathers them.
pub mod tables {
    use super::Table;
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

#[cfg(test)]
mod tests;
