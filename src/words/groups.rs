//! What words are about, which is how lists of them are ordered.

use super::{WORDS, Word};

/// What a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Where files and disks are.
    Storage,
    /// Who may do what, and secrets.
    Access,
    /// What runs programs.
    Compute,
    /// What programs reach each other through.
    Network,
    /// What comes from outside, and how it finds its way.
    Traffic,
    /// Databases, and what passes messages on.
    Data,
    /// What keeps watch, and mail.
    Operations,
    /// What declares no resource by itself.
    Statements,
}

impl Group {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Group; 8] = [
        Self::Storage,
        Self::Access,
        Self::Compute,
        Self::Network,
        Self::Traffic,
        Self::Data,
        Self::Operations,
        Self::Statements,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::Access => "access",
            Self::Compute => "compute",
            Self::Network => "network",
            Self::Traffic => "traffic",
            Self::Data => "data",
            Self::Operations => "operations",
            Self::Statements => "statements",
        }
    }

    /// Its words, in alphabetical order.
    pub fn words(self) -> impl Iterator<Item = &'static Word> {
        WORDS.iter().copied().filter(move |word| word.group == self)
    }
}
