//! The commands that talk to AWS: their arguments, what they print, and the exit status.

pub mod args;
mod cause;
mod chain;
mod ended;
mod help;
mod order;
mod progress;
mod project;
mod run;
mod sequence;
mod session;
mod state;
mod terminal;
mod values;
mod words;

pub use run::run;

/// The exit status of a command that somebody stopped.
const INTERRUPTED: u8 = 130;
