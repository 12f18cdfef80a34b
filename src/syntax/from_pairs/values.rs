//! Expressions and what they are made of.

use super::Builder;
use super::messages::{extra_comma, missing_comma, not_a_call, not_one_value, too_many_operators};
use crate::source::Span;
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::syntax::nodes::{Cursor, Node};
use crate::syntax::{literal, word};

/// Operators of one level in a row.
const MOST_OPERATORS: usize = 100;

impl<'a> Builder<'a, '_> {
    /// Operands and operators up to something else, by precedence.
    pub(super) fn expression(&mut self, cursor: &mut Cursor) -> Option<Expr<'a>> {
        let first = self.operand(cursor)?;
        if let Some(group) = self.next_if(cursor, Rule::group) {
            self.findings.diagnostics.push(not_a_call(first.span, group.span));
        }
        if self.peek(*cursor) != Some(Rule::operator) {
            return Some(first);
        }
        self.binary(first, cursor, 0)
    }

    pub(super) fn binary(&mut self, mut left: Expr<'a>, cursor: &mut Cursor, above: u8) -> Option<Expr<'a>> {
        let mut count = 0;
        while let Some(operator) = self.operator(*cursor, above) {
            let node = self.next(cursor);
            let mut right = self.operand(cursor)?;
            count += 1;
            if count > MOST_OPERATORS {
                // Each operator is one level of the tree.
                if count == MOST_OPERATORS + 1 {
                    self.findings.diagnostics.extend(node.map(|node| too_many_operators(node.span, MOST_OPERATORS)));
                }
                continue;
            }
            while self.operator(*cursor, operator.precedence()).is_some() {
                right = self.binary(right, cursor, operator.precedence())?;
            }
            let span = left.span.to(right.span);
            left = Expr { kind: ExprKind::Binary(operator, Box::new((left, right))), span };
        }
        Some(left)
    }

    /// The next operator, if it binds more strongly than `above`.
    pub(super) fn operator(&self, cursor: Cursor, above: u8) -> Option<Binary> {
        let next = self.nodes.peek(cursor).filter(|node| node.rule == Rule::operator)?;
        Binary::from_text(self.slice(next.span)).filter(|operator| operator.precedence() > above)
    }

    pub(super) fn operand(&mut self, cursor: &mut Cursor) -> Option<Expr<'a>> {
        let node = self.next(cursor)?;
        let span = node.span;
        let kind = match node.rule {
            Rule::bare => return Some(self.word(node, cursor)),
            Rule::plain => ExprKind::Text(self.slice(Span { start: span.start + 1, end: span.end - 1 }).into()),
            Rule::string => self.string(node),
            Rule::text => self.text(node),
            Rule::address => {
                let (kind, problem) = literal::numeric(self.slice(span), span);
                self.findings.diagnostics.extend(problem);
                kind
            }
            Rule::list => ExprKind::List(self.items(node)),
            Rule::group => return self.group(node),
            Rule::body => ExprKind::Map(Box::new(self.body(node))),
            Rule::choice => return self.choice(node),
            Rule::negation | Rule::minus => return self.prefixed(node, cursor),
            _ => return None,
        };
        Some(Expr { kind, span })
    }

    /// A bare word, or a call when a group stands right behind it.
    pub(super) fn word(&mut self, node: Node, cursor: &mut Cursor) -> Expr<'a> {
        let adjacent = |next: &Node| next.rule == Rule::group && next.span.start == node.span.end;
        let Some(group) = self.nodes.peek(*cursor).filter(adjacent) else {
            return word::value(self.slice(node.span), node.span, &mut self.findings.diagnostics);
        };
        self.next(cursor);
        let name = self.name(node);
        self.findings.diagnostics.extend(word::key_problem(name.text, name.span, false));
        let arguments = self.items(group);
        Expr { kind: ExprKind::Call(Box::new(Call { name, arguments })), span: name.span.to(group.span) }
    }

    pub(super) fn group(&mut self, node: Node) -> Option<Expr<'a>> {
        let mut items = self.items(node);
        if items.len() != 1 {
            self.findings.diagnostics.push(not_one_value(node.span, items.len()));
        }
        items.pop()
    }

    /// The values between brackets.
    pub(super) fn items(&mut self, node: Node) -> Vec<Expr<'a>> {
        let mut cursor = node.inside;
        let mut items: Vec<Expr<'a>> = Vec::with_capacity(self.nodes.count(cursor).div_ceil(2));
        let mut separated = true;
        while let Some(next) = self.nodes.peek(cursor) {
            match next.rule {
                Rule::comma => {
                    self.next(&mut cursor);
                    if separated {
                        self.findings.diagnostics.push(extra_comma("a value", next.span.start));
                    }
                    separated = true;
                }
                Rule::close_group => break,
                _ => {
                    if !separated {
                        let end = items.last().map_or(next.span.start, |item| item.span.end);
                        self.findings.diagnostics.push(missing_comma("values", end, next.span));
                    }
                    separated = false;
                    items.extend(self.expression(&mut cursor));
                }
            }
        }
        items
    }

    pub(super) fn choice(&mut self, node: Node) -> Option<Expr<'a>> {
        let mut cursor = node.inside;
        let condition = self.expression(&mut cursor)?;
        self.next_if(&mut cursor, Rule::keyword_then);
        let then = self.expression(&mut cursor)?;
        self.next_if(&mut cursor, Rule::keyword_else);
        let otherwise = self.expression(&mut cursor)?;
        let span = Span { start: self.keyword_before(node, "if"), end: otherwise.span.end };
        Some(Expr { kind: ExprKind::Choice(Box::new((condition, then, otherwise))), span })
    }

    /// Where the keyword begins that stands in front of a node, with blanks between.
    pub(super) fn keyword_before(&self, node: Node, keyword: &str) -> u32 {
        let before = self.text[..node.span.start as usize].trim_end_matches([' ', '\t']);
        (before.len() - keyword.len()) as u32
    }

    pub(super) fn prefixed(&mut self, node: Node, cursor: &mut Cursor) -> Option<Expr<'a>> {
        let mut operand = self.operand(cursor)?;
        let (operator, start) = match node.rule {
            Rule::minus => (Unary::Minus, node.span.start),
            _ => {
                // `not a == b` denies the comparison, as people read it.
                operand = self.binary(operand, cursor, Binary::And.precedence())?;
                (Unary::Not, self.keyword_before(node, "not"))
            }
        };
        let span = Span { start, end: operand.span.end };
        Some(Expr { kind: ExprKind::Unary(operator, Box::new(operand)), span })
    }

    pub(super) fn string(&mut self, node: Node) -> ExprKind<'a> {
        let mut parts = Vec::new();
        let mut cursor = node.inside;
        while let Some(node) = self.next(&mut cursor) {
            match node.rule {
                Rule::escape => {
                    let (text, problem) = literal::escape(self.slice(node.span), node.span);
                    self.findings.diagnostics.extend(problem);
                    literal::push(&mut parts, text);
                }
                Rule::close_quote => {}
                _ => self.text_part(node, &mut parts),
            }
        }
        literal::joined(parts)
    }

    pub(super) fn text(&mut self, node: Node) -> ExprKind<'a> {
        let mut parts = Vec::new();
        let mut cursor = node.inside;
        while let Some(node) = self.next(&mut cursor) {
            match node.rule {
                Rule::close_text => {}
                // Every piece stays a part of its own here, so that indentation is seen where it stands.
                Rule::text_chunk => parts.push(Part::Text(self.slice(node.span).into())),
                _ => self.text_part(node, &mut parts),
            }
        }
        literal::joined(literal::dedent(parts))
    }

    pub(super) fn text_part(&mut self, node: Node, parts: &mut Vec<Part<'a>>) {
        match node.rule {
            Rule::dollar => literal::push(parts, "${".into()),
            Rule::interpolation => {
                let mut cursor = node.inside;
                parts.extend(self.expression(&mut cursor).map(Part::Value));
            }
            _ => literal::push(parts, self.slice(node.span).into()),
        }
    }
}
