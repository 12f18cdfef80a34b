//! pest's tokens as a flat list of nodes. Walking it costs a few instructions a node, where pest's own pairs count
//! references at every step.

use super::grammar::Rule;
use crate::source::Span;
use pest::Token;
use pest::iterators::Pairs;

/// What one rule matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The rule.
    pub rule: Rule,
    /// Where it matched.
    pub span: Span,
    /// What it holds.
    pub inside: Cursor,
}

/// A place among the nodes, and where their parent ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    at: u32,
    end: u32,
}

/// The nodes of one piece in source order, without its comments.
#[derive(Debug, Default)]
pub struct Nodes {
    nodes: Vec<Node>,
    /// Nodes that have not ended yet.
    open: Vec<u32>,
    too_deep: Option<u32>,
}

/// How deeply nodes may be nested. Brackets are counted before parsing; chains of `else if` are met here.
const MAX_DEPTH: usize = 512;

impl Nodes {
    /// Replaces the nodes by those of a piece that starts at `base`. Comments are no nodes: they may stand anywhere,
    /// so they go to a list of their own.
    pub fn read(&mut self, pairs: Pairs<'_, Rule>, base: u32, comments: &mut Vec<Span>) -> Cursor {
        self.nodes.clear();
        self.too_deep = None;
        for token in pairs.tokens() {
            match token {
                Token::Start { rule: Rule::comment, pos } => {
                    // The rule begins behind the `#`.
                    let start = pos.pos() as u32 + base - 1;
                    comments.push(Span { start, end: start });
                }
                Token::End { rule: Rule::comment, pos } => {
                    if let Some(comment) = comments.last_mut() {
                        comment.end = pos.pos() as u32 + base;
                    }
                }
                Token::Start { rule, pos } => self.begin(rule, pos.pos() as u32 + base),
                Token::End { pos, .. } => self.finish(pos.pos() as u32 + base),
            }
        }
        Cursor { at: 0, end: self.nodes.len() as u32 }
    }

    fn begin(&mut self, rule: Rule, start: u32) {
        let first = self.nodes.len() as u32 + 1;
        self.open.push(first - 1);
        if self.open.len() > MAX_DEPTH {
            self.too_deep.get_or_insert(first - 1);
        }
        let inside = Cursor { at: first, end: first };
        self.nodes.push(Node { rule, span: Span { start, end: start }, inside });
    }

    fn finish(&mut self, end: u32) {
        let count = self.nodes.len() as u32;
        if let Some(index) = self.open.pop() {
            let node = &mut self.nodes[index as usize];
            node.span.end = end;
            node.inside.end = count;
        }
    }

    /// Whether the tree of a node cannot be built, because recursion would go too deep. To be asked in source order.
    pub fn too_deep(&self, node: Node) -> bool {
        self.too_deep.is_some_and(|at| at < node.inside.end)
    }

    /// How many nodes there are from a cursor on, without those inside them.
    pub fn count(&self, mut cursor: Cursor) -> usize {
        let mut count = 0;
        while self.next(&mut cursor).is_some() {
            count += 1;
        }
        count
    }

    /// The node at a cursor.
    pub fn peek(&self, cursor: Cursor) -> Option<Node> {
        if cursor.at < cursor.end { self.nodes.get(cursor.at as usize).copied() } else { None }
    }

    /// The node at a cursor, which moves behind it.
    pub fn next(&self, cursor: &mut Cursor) -> Option<Node> {
        let node = self.peek(*cursor)?;
        cursor.at = node.inside.end;
        Some(node)
    }

    /// The same, if the node is of a rule.
    pub fn next_if(&self, cursor: &mut Cursor, rule: Rule) -> Option<Node> {
        if self.peek(*cursor)?.rule == rule { self.next(cursor) } else { None }
    }
}
