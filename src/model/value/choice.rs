//! `if … then … else …` and `a ?? b` where only the deploy knows which.

use super::{Problems, Values};
use crate::syntax::ast::{Binary, Expr, ExprKind};
use crate::template::Value;

/// Whether it is one of two values.
pub fn is_choice(expr: &Expr<'_>) -> bool {
    matches!(expr.kind, ExprKind::Choice(_) | ExprKind::Binary(Binary::Default, _))
}

impl<'a> Values<'_, 'a> {
    /// `Fn::If`, with both values read in the same way.
    pub(super) fn choice(
        self,
        expr: &Expr<'a>,
        problems: &mut Problems,
        read: impl Fn(Self, &Expr<'a>, &mut Problems) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Choice(three) => {
                let (test, then, otherwise) = three.as_ref();
                let name = self.condition(test, problems);
                let then = read(self, then, problems);
                let otherwise = read(self, otherwise, problems);
                Some(Value::choice(name?, then?, otherwise?))
            }
            ExprKind::Binary(Binary::Default, two) => self.defaulted(two, problems, &read),
            _ => read(self, expr, problems),
        }
    }

    /// A test as a value: true or false.
    pub(super) fn tested(self, test: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        if self.in_rules {
            return self.test(test, problems);
        }
        let name = self.condition(test, problems)?;
        Some(Value::choice(name, Value::Bool(true), Value::Bool(false)))
    }
}
