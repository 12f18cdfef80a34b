//! Anchors, aliases and merges. CloudFormation takes none of them; the programs that send templates to it expand them.

use super::builder::Builder;
use super::frame::{Content, Frame};
use super::problems;
use crate::source::Span;
use crate::template::read::node::{Kind, Member, Node};
use crate::template::read::problems::{MOST_NESTED, too_deep};
use rustc_hash::FxHashMap;

/// What stands at the anchors of a document.
#[derive(Default)]
pub(super) struct Anchors<'a> {
    known: FxHashMap<usize, Anchored<'a>>,
}

/// The parser's number of an anchor, 0 for none, and how many values stand at it.
pub(super) struct Anchor {
    pub number: usize,
    pub values: usize,
}

impl Anchor {
    pub const NONE: Self = Self { number: 0, values: 0 };
}

struct Anchored<'a> {
    node: Node<'a>,
    depth: usize,
    values: usize,
}

impl<'a> Anchors<'a> {
    /// Keeps a value for its aliases.
    pub fn keep(&mut self, anchor: Anchor, node: Node<'a>) {
        let depth = node.depth();
        self.known.insert(anchor.number, Anchored { node, depth, values: anchor.values });
    }
}

impl<'a> Builder<'a, '_> {
    /// Puts a copy of what stands at an anchor in the place of an alias. The parts of the copy keep their places.
    pub(super) fn alias(&mut self, anchor: usize, span: Span) {
        let name = self.text.get(span.range()).unwrap_or("");
        let Some(anchored) = self.anchors.known.get(&anchor) else {
            self.problem(problems::endless(span, name));
            return self.complete(Node::new(span, Kind::Text(name.into())), None, Anchor::NONE);
        };
        let (depth, values) = (anchored.depth, anchored.values);
        if self.depth + depth > MOST_NESTED {
            return self.stop(too_deep(span));
        }
        self.count(values, span);
        if self.stopped {
            return;
        }
        let Some(mut node) = self.anchors.known.get(&anchor).map(|anchored| anchored.node.clone()) else { return };
        node.span = span;
        self.found.alias(problems::alias(span, name));
        self.complete_alias(node);
    }

    /// A text may be the key of a map through an alias, too.
    fn complete_alias(&mut self, node: Node<'a>) {
        if let Kind::Text(text) = &node.kind
            && let Some(Frame { content: Content::Map(map), .. }) = self.frames.last_mut()
            && map.key.is_none()
        {
            map.key = Some(super::frame::Key { text: text.clone(), span: node.span, merges: false });
            return;
        }
        self.complete(node, None, Anchor::NONE);
    }

    /// Takes what stands behind `<<`: a map, or a list of maps of which the first counts most.
    pub(super) fn merge(&mut self, node: Node<'a>) {
        let span = node.span;
        let maps = match node.kind {
            Kind::Map(members) => vec![members],
            Kind::List(items) => items.into_iter().filter_map(|item| members(item.kind)).collect(),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Text(_) | Kind::Tagged(_) => {
                return self.problem(problems::merges_no_map(span, node.describe()));
            }
        };
        if let Some(Frame { content: Content::Map(map), .. }) = self.frames.last_mut() {
            map.merged.extend(maps.into_iter().flatten());
        }
    }
}

fn members<'a>(kind: Kind<'a>) -> Option<Vec<Member<'a>>> {
    match kind {
        Kind::Map(members) => Some(members),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Text(_) => None,
        Kind::List(_) | Kind::Tagged(_) => None,
    }
}
