//! Something declared that is meant itself: its word takes what it needs of it.

use super::{Problems, Values};
use crate::model::Declaration;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::Things;

/// What stands for something that exists already, by its position among the declarations, until its word has taken what
/// it needs of it. No template has it.
const EXISTING: &str = "existing";

impl<'s, 'a> Values<'s, 'a> {
    /// Something declared, or a text.
    pub(super) fn thing(self, expr: &Expr<'a>, wanted: &Things, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Word(word) = expr.kind else { return self.text(expr, problems) };
        match self.meant(word, expr.span, |one| wanted.types.contains(&one.resource_type())) {
            Some(one) if one.existing => {
                let at = self.stack.declarations.iter().position(|other| std::ptr::eq(other, one))?;
                Some(Value::Intrinsic(EXISTING, Box::new(Value::Int(at as i64))))
            }
            Some(one) => Some(Value::Ref(one.logical_id.clone())),
            None if word.contains('.') || self.is_lost(word, expr.span) => self.text(expr, problems),
            None => {
                problems.push(self.undeclared(word, expr.span));
                None
            }
        }
    }

    /// Something that exists already, of which a value is one.
    pub fn existing_thing(self, value: &Value<'a>) -> Option<&'s Declaration<'a>> {
        match value {
            Value::Intrinsic(EXISTING, at) => match **at {
                Value::Int(at) => self.stack.declarations.get(usize::try_from(at).ok()?),
                _ => None,
            },
            _ => None,
        }
    }
}
