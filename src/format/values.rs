//! Values as parts.

use super::INDENT;
use super::builder::Builder;
use super::doc::{Brackets, Doc};
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
        self.chain(false).doc(indent)
    }

    /// A value in brackets, where line ends mean nothing.
    pub(super) fn value_inside(&mut self) -> Doc<'a> {
        self.chain(true).doc(INDENT)
    }

    fn chain(&mut self, inside: bool) -> Chain<'a> {
        let mut chain = Chain { operands: vec![self.prefixed()], operators: Vec::new() };
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
        let has_value = {
            let behind = self.ahead(1);
            matches!(behind.kind, Kind::Word | Kind::Text | Kind::Open | Kind::Minus) && behind.line_ends == 0
        };
        if next.kind == Kind::Minus {
            return Doc::row(vec![self.token(), self.prefixed()]);
        }
        if next.is_word("not") && has_value {
            return Doc::row(vec![self.token(), Doc::token(" "), self.prefixed()]);
        }
        if next.is_word("if") && has_value {
            let place = self.place();
            if let Some(choice) = self.choice() {
                return choice;
            }
            self.back_to(place);
        }
        if next.kind == Kind::Word && self.ahead(1).touches && self.ahead(1).text == "(" {
            return self.call();
        }
        self.operand()
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
        let mut lines = Vec::new();
        let mut head = Vec::new();
        loop {
            head.extend([self.token(), Doc::token(" "), self.value_inside(), Doc::token(" ")]);
            if !self.next().is_word("then") {
                return None;
            }
            head.push(self.token());
            head.push(Doc::gap(self.gap()));
            head.push(self.value_inside());
            lines.push(Doc::group(std::mem::take(&mut head), INDENT));
            if !self.next().is_word("else") {
                return None;
            }
            lines.push(Doc::gap(self.gap()));
            head.push(self.token());
            let gap = self.gap();
            if gap.is_free() && self.next().is_word("if") {
                head.push(Doc::token(" "));
                continue;
            }
            head.extend([Doc::gap(gap), self.value(INDENT)]);
            lines.push(Doc::group(head, INDENT));
            return Some(Doc::group(lines, 0));
        }
    }
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
