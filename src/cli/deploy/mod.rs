//! The commands that talk to AWS: their arguments, what they print, and the exit status.

pub mod args;
pub mod cancel;
mod cause;
mod chain;
pub mod destroy;
pub mod drift;
mod ended;
mod help;
mod leaving;
mod order;
pub mod outputs;
mod progress;
pub mod project;
mod run;
mod sequence;
mod session;
mod state;
pub mod status;
mod target;
mod terminal;
mod values;
mod words;

pub use run::run;

/// The exit status of a command that somebody stopped.
const INTERRUPTED: u8 = 130;

pub use ended::{failed, stopped};
pub use project::Project;
pub use session::Session;
pub use terminal::Terminal;
pub use values::given;
