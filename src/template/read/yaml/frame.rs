//! Collections that are open while a document is read.

use super::tag::Tag;
use crate::source::Span;
use crate::template::Text;
use crate::template::read::node::{Kind, Member, Members, Node};

/// A list or a map whose end is not reached.
pub(super) struct Frame<'a> {
    pub content: Content<'a>,
    /// Where it begins.
    pub span: Span,
    pub tag: Option<Tag>,
    /// The parser's number of its anchor; 0 for none.
    pub anchor: usize,
    /// How many values were read before it.
    pub values: usize,
}

pub(super) enum Content<'a> {
    List(Vec<Node<'a>>),
    Map(OpenMap<'a>),
}

/// A map that is being read.
#[derive(Default)]
pub(super) struct OpenMap<'a> {
    pub members: Members<'a>,
    /// A key whose value is not read.
    pub key: Option<Key<'a>>,
    /// What `<<` brings along, which gives way to what is written here.
    pub merged: Vec<Member<'a>>,
}

pub(super) struct Key<'a> {
    pub text: Text<'a>,
    pub span: Span,
    /// Whether it is a plain `<<`.
    pub merges: bool,
}

impl<'a> Frame<'a> {
    /// How many levels of nesting it is.
    pub fn levels(&self) -> usize {
        1 + usize::from(self.tag.is_some())
    }

    /// Whether a key is the next thing in it.
    pub fn wants_key(&self) -> bool {
        match &self.content {
            Content::List(_) => false,
            Content::Map(map) => map.key.is_none(),
        }
    }

    /// The finished value. In block style it ends with the last thing in it, where the parser says where the next begins.
    pub fn close(self, end: Span) -> (Node<'a>, Option<Tag>, usize) {
        let (kind, last) = match self.content {
            Content::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Kind::List(items), last)
            }
            Content::Map(map) => {
                let last = map.members.end();
                (Kind::Map(map.close()), last)
            }
        };
        let end = if end.is_empty() { last.unwrap_or(self.span.end) } else { end.end };
        let span = Span { start: self.span.start, end: end.max(self.span.end) };
        (Node::new(span, kind), self.tag, self.anchor)
    }
}

impl<'a> OpenMap<'a> {
    fn close(mut self) -> Vec<Member<'a>> {
        for member in self.merged {
            self.members.push_missing(member);
        }
        self.members.into_list()
    }
}
