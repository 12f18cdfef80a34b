//! A stack's life at AWS: the only place that knows the SDK and tokio. It says what happens to a [`Desk`] and prints
//! nothing itself.
//!
//! A deploy goes: identity → how the stack stands → the same as what is there? → one change set → the plan → consent →
//! exactly that change set → its events → outputs, or what failed first.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod account;
mod body;
mod capabilities;
mod change_set;
mod client;
mod deploying;
mod desk;
mod events;
mod failure;
mod interrupt;
mod order;
mod parameters;
mod planning;
mod same;
mod service;
mod standing;
mod stop;
mod token;
mod validation;
mod watch;

pub use account::Account;
pub use client::{Access, Cloud, Pace, connect};
pub use deploying::{Deployed, End, Output, deploy, introduce};
pub use desk::{Desk, Note, Outcome, Question, Step};
pub use events::Failed;
pub use failure::{Failure, Kind};
pub use interrupt::Interrupt;
pub use order::{Input, Order};
pub use planning::Sides;
pub use stop::Stop;
pub mod capability {
    //! What a template has to be given.
    pub use super::capabilities::needed;
}
