//! From the parser's events to a tree, without recursion.

use super::alias::{Anchor, Anchors};
use super::frame::{Content, Frame, Key, OpenMap};
use super::tag::Tag;
use super::{place, problems, scalar};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::Text;
use crate::template::read::node::{Kind, Member, Node};
use crate::template::read::problems::{MOST_NESTED, MOST_VALUES, Problems, too_deep, too_many};
use granit_parser::{Event, ScalarStyle};

pub(super) struct Builder<'a, 'p> {
    pub text: &'a str,
    pub found: &'p mut Problems,
    pub anchors: Anchors<'a>,
    pub frames: Vec<Frame<'a>>,
    /// The levels of all open frames.
    pub depth: usize,
    /// How many values there are, aliases expanded.
    pub values: usize,
    /// Whether a limit is exceeded.
    pub stopped: bool,
    root: Option<Node<'a>>,
}

impl<'a, 'p> Builder<'a, 'p> {
    pub fn new(text: &'a str, found: &'p mut Problems) -> Self {
        let anchors = Anchors::default();
        Self { text, found, anchors, frames: Vec::new(), depth: 0, values: 0, stopped: false, root: None }
    }

    /// Takes one event.
    pub fn event(&mut self, event: Event<'a>, at: granit_parser::Span) {
        let span = place(at);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.and_then(|tag| Tag::read(&tag, at, self.found));
                let plain = style == ScalarStyle::Plain;
                // For a value that is not there the parser writes `~`.
                let text = if plain && span.is_empty() { Text::Borrowed("") } else { text };
                self.scalar(text, plain, tag, anchor, self.trimmed(span));
            }
            Event::SequenceStart(_, anchor, tag) => self.open(Content::List(Vec::new()), anchor, tag.as_deref(), at),
            Event::MappingStart(_, anchor, tag) => {
                self.open(Content::Map(OpenMap::default()), anchor, tag.as_deref(), at)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                self.found.broken(problems::no_anchor(span, &name));
                self.complete(Node::new(span, Kind::Text(name)), None, Anchor::NONE);
            }
            // Where documents begin and end, and what is not asked for.
            _ => {}
        }
    }

    /// A block scalar ends with its last line, where the parser says where the next token begins.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.text.get(span.range()).unwrap_or("").trim_end();
        Span { start: span.start, end: span.start + text.len() as u32 }
    }

    pub fn problem(&mut self, problem: Diagnostic) {
        self.found.broken(problem);
    }

    /// Reports a limit, and reads no further.
    pub fn stop(&mut self, problem: Diagnostic) {
        self.found.broken(problem);
        self.stopped = true;
    }

    fn scalar(&mut self, text: Text<'a>, plain: bool, tag: Option<Tag>, anchor: usize, span: Span) {
        if self.frames.last().is_some_and(Frame::wants_key) {
            if anchor != 0 {
                let node = Node::new(span, Kind::Text(text.clone()));
                self.anchors.keep(Anchor { number: anchor, values: 1 }, node);
            }
            return self.key(Key { merges: plain && tag.is_none() && text == "<<", text, span }, plain, tag);
        }
        let kind = match &tag {
            None if plain => scalar::resolve(text, span, self.found),
            Some(Tag::Core) => scalar::resolve(text, span, self.found),
            None | Some(Tag::Text | Tag::Function { .. }) => Kind::Text(text),
        };
        self.count(1, span);
        self.complete(Node::new(span, kind), tag, Anchor { number: anchor, values: 1 });
    }

    fn key(&mut self, key: Key<'a>, plain: bool, tag: Option<Tag>) {
        if plain && tag.is_none() && scalar::is_null(&key.text) {
            self.found.push(problems::null_key(key.span));
        }
        if let Some(Tag::Function { span, .. }) = tag {
            self.found.push(problems::tagged_key(span));
        }
        if key.merges {
            self.found.alias(problems::merge(key.span));
        }
        if let Some(Frame { content: Content::Map(map), .. }) = self.frames.last_mut() {
            map.key = Some(key);
        }
    }

    fn open(&mut self, content: Content<'a>, anchor: usize, tag: Option<&granit_parser::Tag>, at: granit_parser::Span) {
        let span = place(at);
        let tag = tag.and_then(|tag| Tag::read(tag, at, self.found)).filter(Tag::is_function);
        self.count(1, span);
        let frame = Frame { content, span, tag, anchor, values: self.values };
        self.depth += frame.levels();
        self.frames.push(frame);
        if self.depth > MOST_NESTED {
            self.stop(too_deep(span));
        }
    }

    fn close(&mut self, end: Span) {
        let Some(frame) = self.frames.pop() else { return };
        self.depth -= frame.levels();
        let values = self.values - frame.values;
        let (node, tag, anchor) = frame.close(end);
        if anchor != 0 {
            // A copy is kept for the aliases.
            self.count(values, node.span);
        }
        if !self.stopped {
            self.complete(node, tag, Anchor { number: anchor, values });
        }
    }

    pub fn count(&mut self, values: usize, span: Span) {
        self.values = self.values.saturating_add(values);
        if self.values > MOST_VALUES && !self.stopped {
            self.stop(too_many(span));
        }
    }

    /// Puts a finished value where it belongs.
    pub fn complete(&mut self, node: Node<'a>, tag: Option<Tag>, anchor: Anchor) {
        let node = match tag {
            Some(Tag::Function { name, span }) => {
                let whole = span.to(node.span);
                let member = Member { key: name, key_span: span, value: node };
                Node::new(whole, Kind::Tagged(Box::new(member)))
            }
            Some(Tag::Text | Tag::Core) | None => node,
        };
        if anchor.number != 0 {
            self.anchors.keep(anchor, node.clone());
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut frame.content {
            Content::List(items) => items.push(node),
            Content::Map(map) => match map.key.take() {
                Some(key) if key.merges => self.merge(node),
                Some(key) => map.members.push(member(key, node), self.found),
                None => {
                    let span = node.span;
                    let text = self.text.get(span.range()).unwrap_or("").into();
                    map.key = Some(Key { text, span, merges: false });
                    self.found.broken(problems::no_text_as_key(span, node.describe()));
                }
            },
        }
    }

    /// What was read, with everything closed that is open.
    pub fn finish(mut self) -> Option<Node<'a>> {
        self.stopped = false;
        // No alias follows.
        self.frames.iter_mut().for_each(|frame| frame.anchor = 0);
        while !self.frames.is_empty() {
            self.close(Span::default());
        }
        self.root
    }
}

/// A value that is not there stands behind its key.
fn member<'a>(key: Key<'a>, mut value: Node<'a>) -> Member<'a> {
    if value.span.is_empty() {
        value.span = Span { start: key.span.end, end: key.span.end };
    }
    Member { key: key.text, key_span: key.span, value }
}
