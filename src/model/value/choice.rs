//! `if … then … else …` where only the deploy knows which.

use super::{Problems, Values};
use crate::syntax::ast::Expr;
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// `Fn::If`, with both values read in the same way.
    pub(super) fn choice(
        self,
        (test, then, otherwise): &(Expr<'a>, Expr<'a>, Expr<'a>),
        problems: &mut Problems,
        read: impl Fn(Self, &Expr<'a>, &mut Problems) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let name = self.condition(test, problems);
        let then = read(self, then, problems);
        let otherwise = read(self, otherwise, problems);
        Some(Value::Intrinsic("Fn::If", Box::new(Value::list([Value::Text(name?), then?, otherwise?]))))
    }

    /// A test as a value: true or false.
    pub(super) fn tested(self, test: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        if self.in_rules {
            return self.test(test, problems);
        }
        let name = self.condition(test, problems)?;
        let parts = [Value::Text(name), Value::Bool(true), Value::Bool(false)];
        Some(Value::Intrinsic("Fn::If", Box::new(Value::list(parts))))
    }
}
