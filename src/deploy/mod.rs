//! A stack's life at AWS: the only place that knows the SDK and tokio. It says what happens to a [`Desk`] and prints
//! nothing itself.
//!
//! A deploy goes: identity → how the stack stands → the same as what is there? → one change set → the plan → consent →
//! exactly that change set → its events → outputs, or what failed first.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod account;
mod body;
mod capabilities;
mod carrying;
mod change_set;
mod client;
mod completing;
mod deploying;
mod desk;
mod destroying;
mod drift;
mod emptying;
mod events;
mod failure;
mod interrupt;
mod operation;
mod order;
mod parameters;
mod planning;
mod preview;
mod runtime;
mod same;
mod service;
mod standing;
mod status;
mod stop;
mod storage;
mod token;
mod validation;
mod watch;

pub use account::Account;
pub use capabilities::needed as needed_capabilities;
pub use client::{Access, Cloud, Keys, Pace, connect};
pub use deploying::{Deployed, End, Output, deploy, introduce};
pub use desk::{Desk, Leave, Leaving, Note, Outcome, Question, Step};
pub use destroying::{Destroyed, destroy};
pub use drift::{Difference, Drift, Drifted, detect};
pub use events::Failed;
pub use failure::{Failure, Kind};
pub use interrupt::Interrupt;
pub use operation::{cancel, follow};
pub use order::{Input, Order};
pub use planning::Sides;
pub use preview::{Preview, preview};
pub use runtime::block_on;
pub use status::{Owned, Status, outputs, status};
pub use stop::Stop;
pub use watch::Watched;
