//! Goes through the values of a tree.

use super::ast::*;

impl<'a> Item<'a> {
    /// Calls back with every value in it.
    pub fn visit<'e>(&'e self, found: &mut dyn FnMut(&'e Expr<'a>)) {
        match self {
            Item::Sentence(item) => {
                item.arguments.iter().for_each(|argument| argument.value.visit(found));
                item.body.iter().for_each(|body| body.visit(found));
            }
            Item::Setting(item) => item.value.visit(found),
            Item::Parameter(item) => {
                item.default.iter().for_each(|value| value.visit(found));
                item.body.iter().for_each(|body| body.visit(found));
            }
            Item::Binding(item) => item.value.visit(found),
            Item::Output(item) => {
                item.value.visit(found);
                item.body.iter().for_each(|body| body.visit(found));
            }
            Item::Conditional(item) => item.visit(found),
            Item::Repeat(item) => {
                item.over.visit(found);
                item.body.visit(found);
            }
            Item::Module(item) => {
                item.arguments.iter().for_each(|argument| argument.value.visit(found));
                item.items.iter().for_each(|item| item.visit(found));
            }
        }
    }
}

impl<'a> Body<'a> {
    fn visit<'e>(&'e self, found: &mut dyn FnMut(&'e Expr<'a>)) {
        self.items.iter().for_each(|item| item.visit(found));
    }
}

impl<'a> Conditional<'a> {
    fn visit<'e>(&'e self, found: &mut dyn FnMut(&'e Expr<'a>)) {
        self.condition.visit(found);
        self.then.visit(found);
        match &self.otherwise {
            Some(Otherwise::Body(body)) => body.visit(found),
            Some(Otherwise::Conditional(next)) => next.visit(found),
            None => {}
        }
    }
}

impl<'a> Expr<'a> {
    /// Calls back with the value and with every value in it.
    pub fn visit<'e>(&'e self, found: &mut dyn FnMut(&'e Expr<'a>)) {
        found(self);
        match &self.kind {
            ExprKind::Word(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_) => {}
            ExprKind::Template(parts) => parts.iter().for_each(|part| match part {
                Part::Text(_) => {}
                Part::Value(value) => value.visit(found),
            }),
            ExprKind::Range(two) | ExprKind::Binary(_, two) => {
                two.0.visit(found);
                two.1.visit(found);
            }
            ExprKind::List(items) => items.iter().for_each(|item| item.visit(found)),
            ExprKind::Map(body) => body.items.iter().for_each(|item| item.visit(found)),
            ExprKind::Call(call) => call.arguments.iter().for_each(|argument| argument.visit(found)),
            ExprKind::Unary(_, operand) => operand.visit(found),
            ExprKind::Choice(three) => {
                three.0.visit(found);
                three.1.visit(found);
                three.2.visit(found);
            }
        }
    }
}
