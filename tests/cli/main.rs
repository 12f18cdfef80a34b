//! The `infrac` program, run as people and tools run it.
#![cfg(feature = "cli")]

mod build;
mod check;
mod data;
mod deploy;
mod explain;
mod fix;
mod fmt;
mod formats;
mod harness;
mod modules;
mod new;
mod output;
mod pipes;
mod plan;
mod usage;
mod why;
