//! What parts are made of: gaps, settings, and brackets with their rows.

use super::doc::{Doc, Kind, NEVER};

/// A place between two tokens where a line may end. Most have no comment, so that one with some is kept elsewhere.
#[derive(Debug, Default)]
pub struct Gap<'a>(Option<Box<Comments<'a>>>);

/// The comments in a gap.
#[derive(Debug, Default)]
struct Comments<'a> {
    /// The one that stands on the line which ends here.
    behind: Option<&'a str>,
    /// Those on lines of their own.
    below: Vec<&'a str>,
}

impl<'a> Gap<'a> {
    /// Whether no comment keeps the line from going on.
    pub fn is_free(&self) -> bool {
        self.0.is_none()
    }

    /// Adds a comment, which stands on the line that ends here or on one of its own.
    pub fn put(&mut self, comment: &'a str, is_behind: bool) {
        let is_first = self.is_free();
        let comments = self.0.get_or_insert_default();
        if is_behind && is_first {
            comments.behind = Some(comment);
        } else {
            comments.below.push(comment);
        }
    }

    /// The comment that stands on the line which ends here.
    pub fn behind(&self) -> Option<&'a str> {
        self.0.as_ref()?.behind
    }

    /// Comments on lines of their own.
    pub fn below(&self) -> &[&'a str] {
        self.0.as_ref().map_or(&[], |comments| &comments.below)
    }
}

/// `key = value`
#[derive(Debug)]
pub struct Assign<'a> {
    /// What stands in front of the equals sign.
    pub key: Doc<'a>,
    /// What stands behind it.
    pub gap: Gap<'a>,
    /// The value.
    pub value: Doc<'a>,
    /// Whether it is an entry, which is aligned with those around it.
    pub is_setting: bool,
}

/// What brackets hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// The file itself, without any.
    File,
    /// `< … >`
    Body,
    /// `[ … ]`
    List,
    /// `( … )` behind a name.
    Call,
    /// `( … )` around a value.
    Group,
}

impl Brackets {
    /// What opens and what closes them on one line.
    pub fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::File => ("", ""),
            Self::Body => ("< ", " >"),
            Self::List => ("[", "]"),
            Self::Call | Self::Group => ("(", ")"),
        }
    }

    /// What stands at the end of each row on a line of its own.
    pub fn separator(self) -> &'static str {
        match self {
            Self::File | Self::Body | Self::Group => "",
            Self::List | Self::Call => ",",
        }
    }
}

/// Brackets and what is in them.
#[derive(Debug)]
pub struct Block<'a> {
    /// Which brackets.
    pub brackets: Brackets,
    /// A comment behind the opening bracket.
    pub comment: Option<&'a str>,
    /// What is in them, in order.
    pub rows: Vec<Row<'a>>,
    /// Whether a row stands on a line of its own already.
    pub broken: bool,
}

/// An entry, an item or a comment of a block.
#[derive(Debug)]
pub struct Row<'a> {
    /// Whether an empty line is above it.
    pub blank: bool,
    /// The entry or item; none when the row is a comment.
    pub doc: Option<Doc<'a>>,
    /// The comment, behind the entry when there is one.
    pub comment: Option<&'a str>,
}

impl Row<'_> {
    /// Whether nothing of it is aligned with the row below.
    pub fn stands_alone(&self) -> bool {
        let is_setting = |doc: &Doc| matches!(&doc.kind, Kind::Assign(assign) if assign.is_setting);
        self.comment.is_none() && !self.doc.as_ref().is_some_and(is_setting)
    }
}

impl<'a> Block<'a> {
    /// Brackets without anything in them.
    pub fn new(brackets: Brackets) -> Self {
        Self { brackets, comment: None, rows: Vec::new(), broken: false }
    }
    /// Whether nothing is in the brackets.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.comment.is_none()
    }

    /// Its width on one line.
    pub fn flat(&self) -> usize {
        if self.is_empty() {
            // `< >`
            return if self.brackets == Brackets::Body { 3 } else { 2 };
        }
        if self.broken || self.comment.is_some() || self.rows.iter().any(|row| row.comment.is_some()) {
            return NEVER;
        }
        let (open, close) = self.brackets.marks();
        let commas = 2 * (self.rows.len().saturating_sub(1));
        let docs = self.rows.iter().filter_map(|row| row.doc.as_ref());
        docs.fold(open.len() + close.len() + commas, |sum, doc| sum.saturating_add(doc.flat))
    }
}
