//! Where the values of a template stand in its text.

use crate::source::Span;
use crate::template::Text;

/// Where a value stands, and what stands in it; a tree parallel to the document.
///
/// A function has the same shape however it is written: a place for the whole, and one child for its argument, under the
/// function's full name. For a short tag such as `!Ref` the tag is that child's key.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place<'a> {
    /// The key it stands under, in a map.
    pub key: Option<Text<'a>>,
    /// Where that key stands; empty in a list and for the document.
    pub key_span: Span,
    /// Where the value stands.
    pub span: Span,
    /// The places of what it holds, in order.
    pub children: Vec<Place<'a>>,
}

/// One step of a way through a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'k> {
    /// Into a map.
    Key(&'k str),
    /// Into a list; the first item is 0.
    Item(usize),
}

impl<'k> From<&'k str> for Step<'k> {
    fn from(key: &'k str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Item(index)
    }
}

impl<'a> Place<'a> {
    /// The place under a key.
    pub fn child(&self, key: &str) -> Option<&Place<'a>> {
        self.children.iter().find(|child| child.key.as_deref() == Some(key))
    }

    /// The place of an item of a list.
    pub fn item(&self, index: usize) -> Option<&Place<'a>> {
        self.children.get(index).filter(|child| child.key.is_none())
    }

    /// The place one step further.
    pub fn step(&self, step: Step) -> Option<&Place<'a>> {
        match step {
            Step::Key(key) => self.child(key),
            Step::Item(index) => self.item(index),
        }
    }

    /// The place at the end of a way.
    pub fn walk<'k>(&self, way: impl IntoIterator<Item = Step<'k>>) -> Option<&Place<'a>> {
        way.into_iter().try_fold(self, Place::step)
    }

    /// The last place there is on a way: where to point at something that is missing.
    pub fn nearest<'k>(&self, way: impl IntoIterator<Item = Step<'k>>) -> &Place<'a> {
        let mut place = self;
        for step in way {
            let Some(next) = place.step(step) else { break };
            place = next;
        }
        place
    }

    /// What to point at when the value as a whole is meant: its key, or itself in a list.
    pub fn head(&self) -> Span {
        if self.key.is_some() { self.key_span } else { self.span }
    }
}
