//! The states of CloudFormation in words.

use crate::cli::render::ink;

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It goes on.
    Going,
    /// It is done.
    Done,
    /// It failed.
    Failed,
}

/// The states that have words of their own; others are shown as the service writes them.
const WORDS: &[(&str, &str)] = &[
    ("CREATE_IN_PROGRESS", "creating"),
    ("CREATE_COMPLETE", "created"),
    ("CREATE_FAILED", "not created"),
    ("UPDATE_IN_PROGRESS", "changing"),
    ("UPDATE_COMPLETE", "changed"),
    ("UPDATE_FAILED", "not changed"),
    ("DELETE_IN_PROGRESS", "deleting"),
    ("DELETE_COMPLETE", "deleted"),
    ("DELETE_FAILED", "not deleted"),
    ("DELETE_SKIPPED", "kept"),
    ("IMPORT_IN_PROGRESS", "taking over"),
    ("IMPORT_COMPLETE", "taken over"),
    ("ROLLBACK_IN_PROGRESS", "taking back"),
    ("ROLLBACK_COMPLETE", "taken back"),
    ("UPDATE_ROLLBACK_IN_PROGRESS", "taking back"),
    ("UPDATE_ROLLBACK_COMPLETE", "taken back"),
];

/// A state in words.
pub fn shown(status: &str) -> &str {
    WORDS.iter().find(|(known, _)| *known == status).map_or(status, |(_, words)| words)
}

/// How far something in a state is.
pub fn phase(status: &str) -> Phase {
    if status.ends_with("_FAILED") {
        Phase::Failed
    } else if status.ends_with("_IN_PROGRESS") {
        Phase::Going
    } else {
        Phase::Done
    }
}

impl Phase {
    /// The colour of it.
    pub fn ink(self) -> &'static str {
        match self {
            Self::Going => ink::YELLOW,
            Self::Done => ink::GREEN,
            Self::Failed => ink::RED,
        }
    }

    /// A mark in front of it.
    pub fn mark(self, unicode: bool) -> &'static str {
        match (self, unicode) {
            (Self::Going, true) => "…",
            (Self::Done, true) => "✓",
            (Self::Failed, true) => "✗",
            (Self::Going, false) => "..",
            (Self::Done, false) => "ok",
            (Self::Failed, false) => "!!",
        }
    }
}
