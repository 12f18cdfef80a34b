//! What is to be laid out: tokens, and the places where a line may end. Every part knows how wide it is, so that the
//! printer looks at each once.

use super::parts::{Assign, Block, Gap};
use super::text::Text;
use super::width::width;

/// The width of what does not fit on a line whatever its length is.
pub const NEVER: usize = usize::MAX;

/// A part of a text.
#[derive(Debug)]
pub struct Doc<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its width on one line.
    pub flat: usize,
    /// The width of its start, up to the first place where a line may end.
    pub lead: usize,
    /// Whether there is such a place.
    pub breaks: bool,
}

/// What a part is.
#[derive(Debug)]
pub enum Kind<'a> {
    /// Something that stays on its line.
    Token(&'a str),
    /// A text of several lines.
    Text(Box<Text<'a>>),
    /// A place between two tokens where a line may end.
    Gap(Gap<'a>),
    /// Parts next to each other that decide each for itself.
    Row(Vec<Doc<'a>>),
    /// Parts whose gaps end a line where what follows does not fit; such lines are indented by four.
    Filled(Vec<Doc<'a>>),
    /// Parts whose gaps all end a line when the whole does not fit; such lines are indented by so much.
    Group(Vec<Doc<'a>>, usize),
    /// A statement: when it does not fit on one line, none of the bodies it ends with does.
    Statement(Vec<Doc<'a>>),
    /// A name and its value.
    Assign(Box<Assign<'a>>),
    /// Brackets and what is in them.
    Block(Box<Block<'a>>),
}

impl<'a> Doc<'a> {
    /// Something that stays on its line.
    pub fn token(text: &'a str) -> Self {
        if text.contains('\n') {
            let text = Text::new(text);
            let lead = text.lead();
            return Self { kind: Kind::Text(Box::new(text)), flat: NEVER, lead, breaks: true };
        }
        let width = width(text);
        Self { kind: Kind::Token(text), flat: width, lead: width, breaks: false }
    }

    /// A place where a line may end.
    pub fn gap(gap: Gap<'a>) -> Self {
        let flat = if gap.is_free() { 1 } else { NEVER };
        Self { kind: Kind::Gap(gap), flat, lead: 0, breaks: true }
    }

    /// Parts next to each other.
    pub fn row(parts: Vec<Doc<'a>>) -> Self {
        Self::of(parts, Kind::Row)
    }

    /// Parts that fill lines.
    pub fn filled(parts: Vec<Doc<'a>>) -> Self {
        Self::of(parts, Kind::Filled)
    }

    /// Parts on one line, or each on its own.
    pub fn group(parts: Vec<Doc<'a>>, indent: usize) -> Self {
        Self::of(parts, |parts| Kind::Group(parts, indent))
    }

    /// A statement and its bodies.
    pub fn statement(parts: Vec<Doc<'a>>) -> Self {
        Self::of(parts, Kind::Statement)
    }

    fn of(mut parts: Vec<Doc<'a>>, kind: impl FnOnce(Vec<Doc<'a>>) -> Kind<'a>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let flat = parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.flat));
        let (lead, breaks) = lead(&parts);
        Self { kind: kind(parts), flat, lead, breaks }
    }

    /// A name and its value.
    pub fn assign(assign: Assign<'a>) -> Self {
        let before = assign.key.flat.saturating_add(3);
        let flat = if assign.gap.is_free() { before.saturating_add(assign.value.flat) } else { NEVER };
        let (lead, breaks) = (before.saturating_add(assign.value.lead), assign.value.breaks);
        Self { kind: Kind::Assign(Box::new(assign)), flat, lead, breaks }
    }

    /// Brackets and what is in them.
    pub fn block(block: Block<'a>) -> Self {
        let flat = block.flat();
        let (open, _) = block.brackets.marks();
        let (lead, breaks) = if block.is_empty() { (flat, false) } else { (open.trim_end().len(), true) };
        Self { kind: Kind::Block(Box::new(block)), flat, lead, breaks }
    }

    /// Whether it begins on the line of what it belongs to when it takes several: brackets, and texts of several lines.
    pub fn hugs(&self) -> bool {
        match &self.kind {
            Kind::Text(_) => true,
            Kind::Block(block) => !block.is_empty(),
            Kind::Row(parts) => parts.last().is_some_and(Doc::hugs),
            Kind::Token(_)
            | Kind::Gap(_)
            | Kind::Filled(_)
            | Kind::Group(..)
            | Kind::Statement(_)
            | Kind::Assign(_) => false,
        }
    }
}

/// The width of the start of parts, and whether a line may end within them.
pub fn lead(parts: &[Doc]) -> (usize, bool) {
    let mut width: usize = 0;
    for part in parts {
        width = width.saturating_add(part.lead);
        if part.breaks {
            return (width, true);
        }
    }
    (width, false)
}
