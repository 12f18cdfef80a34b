//! Values as parts.

use super::INDENT;
use super::builder::Builder;
use super::doc::Doc;
use super::parts::{Brackets, Gap};
use super::tokens::Kind;
use crate::syntax::ast::Binary;

/// Values with operators between them: `a + b`.
struct Chain<'a> {
    operands: Vec<Doc<'a>>,
    /// Each behind the operand of the same number: itself, its spelling, and the place behind it.
    operators: Vec<(Binary, Doc<'a>, Doc<'a>)>,
}

impl<'a> Builder<'a> {
    /// A value that ends with its line; lines on which it goes on are indented by so much.
    pub(super) fn value(&mut self, indent: usize) -> Doc<'a> {
        let first = self.prefixed();
        self.chain(first, false).doc(indent)
    }

    /// A value in brackets, where line ends mean nothing.
    pub(super) fn value_inside(&mut self) -> Doc<'a> {
        let first = self.prefixed();
        self.chain(first, true).doc(INDENT)
    }

    /// A value and the operators behind it.
    fn chain(&mut self, first: Doc<'a>, inside: bool) -> Chain<'a> {
        let mut chain = Chain { operands: vec![first], operators: Vec::new() };
        while let Some(operator) = self.operator(inside) {
            let spelled = self.token();
            let gap = Doc::gap(self.gap());
            chain.operators.push((operator, spelled, gap));
            chain.operands.push(self.prefixed());
        }
        chain
    }

    /// The operator that is the next token.
    fn operator(&self, inside: bool) -> Option<Binary> {
        let next = self.next();
        let is_one = matches!(next.kind, Kind::Operator | Kind::Word) && (inside || self.is_on_line());
        if is_one { Binary::from_text(next.text) } else { None }
    }

    /// A value with what stands in front of it.
    fn prefixed(&mut self) -> Doc<'a> {
        let next = self.next();
        if next.kind == Kind::Minus {
            return Doc::row(vec![self.token(), self.prefixed()]);
        }
        if next.is_word("not") && self.has_value() {
            return Doc::row(vec![self.token(), Doc::token(" "), self.prefixed()]);
        }
        if next.is_word("if") {
            return self.choice().unwrap_or_else(|| self.token());
        }
        if next.kind == Kind::Word && self.ahead(1).touches && self.ahead(1).text == "(" {
            return self.call();
        }
        self.operand()
    }

    /// Whether a value stands behind the next token, so that it may be a keyword.
    fn has_value(&self) -> bool {
        let behind = self.ahead(1);
        matches!(behind.kind, Kind::Word | Kind::Text | Kind::Open | Kind::Minus) && behind.line_ends == 0
    }

    /// A value in one piece.
    pub(super) fn operand(&mut self) -> Doc<'a> {
        match self.next().text {
            "<" => self.brackets(Brackets::Body),
            "[" => self.brackets(Brackets::List),
            "(" => self.brackets(Brackets::Group),
            _ => self.token(),
        }
    }

    /// `name(argument, …)`
    pub(super) fn call(&mut self) -> Doc<'a> {
        Doc::row(vec![self.token(), self.brackets(Brackets::Call)])
    }

    /// `if condition then value else value`, each of them on a line of its own when one is not enough. None where `if`
    /// is a word.
    fn choice(&mut self) -> Option<Doc<'a>> {
        let mut lines = vec![Doc::group(self.branch()?, INDENT)];
        loop {
            lines.push(Doc::gap(self.gap()));
            let mut line = vec![self.token()];
            let gap = self.gap();
            let further = if gap.is_free() { self.branch() } else { None };
            if let Some(branch) = further {
                line.push(Doc::token(" "));
                line.extend(branch);
                lines.push(Doc::group(line, INDENT));
                continue;
            }
            // What began like a branch and is none is a word.
            let is_word = gap.is_free() && self.next().is_word("if");
            let first = if is_word { self.token() } else { self.prefixed() };
            let value = self.chain(first, false).doc(INDENT);
            line.extend([behind_keyword(gap, &value), value]);
            lines.push(Doc::group(line, INDENT));
            return Some(Doc::group(lines, 0));
        }
    }

    /// `if condition then value`, when `else` is behind it; otherwise the cursor stays.
    fn branch(&mut self) -> Option<Vec<Doc<'a>>> {
        if !self.next().is_word("if") || !self.has_value() {
            return None;
        }
        let place = self.place();
        let mut parts = vec![self.token(), Doc::token(" "), self.value_inside(), Doc::token(" ")];
        if self.next().is_word("then") {
            parts.push(self.token());
            let gap = self.gap();
            let value = self.value_inside();
            parts.extend([behind_keyword(gap, &value), value]);
            if self.next().is_word("else") {
                return Some(parts);
            }
        }
        self.back_to(place);
        None
    }
}

/// What stands between a keyword and its value: a value in brackets begins on the same line.
fn behind_keyword<'a>(gap: Gap<'a>, value: &Doc) -> Doc<'a> {
    if gap.is_free() && value.hugs() { Doc::token(" ") } else { Doc::gap(gap) }
}

impl<'a> Chain<'a> {
    /// The chain, divided where its weakest operators are.
    fn doc(self, indent: usize) -> Doc<'a> {
        let Some(weakest) = self.operators.iter().map(|(operator, ..)| operator.precedence()).min() else {
            return Doc::row(self.operands);
        };
        let mut parts = Vec::new();
        let mut operands = self.operands.into_iter();
        let mut chain = Chain { operands: operands.by_ref().take(1).collect(), operators: Vec::new() };
        for ((operator, spelled, gap), operand) in self.operators.into_iter().zip(operands) {
            if operator.precedence() == weakest {
                let before = std::mem::replace(&mut chain, Chain { operands: vec![operand], operators: Vec::new() });
                parts.extend([before.doc(INDENT), Doc::token(" "), spelled, gap]);
            } else {
                chain.operators.push((operator, spelled, gap));
                chain.operands.push(operand);
            }
        }
        parts.push(chain.doc(INDENT));
        Doc::group(parts, indent)
    }
}
