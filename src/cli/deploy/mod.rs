//! The commands that talk to AWS: their arguments, what they print, and the exit status.

pub mod args;
mod cause;
mod order;
mod progress;
mod run;
mod session;
mod terminal;
mod values;
mod words;

pub use run::run;

/// The exit status of a command that somebody stopped.
const INTERRUPTED: u8 = 130;
