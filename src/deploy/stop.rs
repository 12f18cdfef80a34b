//! Why a command could not come to its end.

use super::events::Failed;
use super::failure::Failure;
use std::io;

/// What stops a command.
#[derive(Debug)]
pub enum Stop {
    /// A call failed for good.
    Failure(Failure),
    /// It cannot be carried out, and why.
    Refused(String),
    /// A question that nobody was there to answer.
    Unanswered(io::Error),
    /// Somebody asked to stop before anything was begun.
    Interrupted,
    /// What had to be done first failed: the causes, and the status of the stack.
    Failed(Vec<Failed>, String),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Stop {
    /// The same with what the reader has to know beside a failure.
    #[must_use]
    pub(super) fn and(self, more: String) -> Self {
        match self {
            Self::Failure(failure) => Self::Failure(failure.and(more)),
            Self::Refused(_) | Self::Unanswered(_) | Self::Interrupted | Self::Failed(..) => self,
        }
    }
}
