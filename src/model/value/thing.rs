//! Something declared that is meant itself: its word takes what it needs of it.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::Things;

/// What stands for something that exists already, by its position among the declarations, until its word has taken what
/// it needs of it. No template has it.
const EXISTING: &str = "existing";

impl<'s, 'a> Values<'s, 'a> {
    /// Something declared, or a text.
    pub(super) fn thing(self, expr: &Expr<'a>, wanted: &Things, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Word(word) = expr.kind else {
            return Some(match self.text(expr, problems)? {
                Value::Text(text) => wanted.word(&text).map_or(Value::Text(text), Value::text),
                deferred => deferred,
            });
        };
        if let Some(theirs) = wanted.word(word) {
            return Some(Value::text(theirs));
        }
        let is_wanted = |one: &Declaration<'a>| wanted.types.contains(&one.resource_type());
        let declared = match self.the_one(word, expr.span, is_wanted, wanted.first) {
            Ok(declared) => declared,
            Err(problem) => {
                problems.push(*problem);
                return None;
            }
        };
        match declared {
            Some(one) if one.existing => {
                let at = self.stack.declarations.iter().position(|other| std::ptr::eq(other, one))?;
                Some(Value::Intrinsic(EXISTING, Box::new(Value::Int(at as i64))))
            }
            Some(one) => Some(Value::Ref(one.logical_id.clone())),
            None if word.contains('.') || self.is_lost(word, expr.span) => self.text(expr, problems),
            None => {
                problems.push(self.no_thing(word, expr, wanted));
                None
            }
        }
    }

    /// The same for a place in a sentence, by what names stand for.
    pub fn one_thing(self, expr: &Expr<'a>, wanted: &Things, problems: &mut Problems) -> Option<Value<'a>> {
        self.thing(&self.settled(expr), wanted, problems)
    }

    /// A word that is none of the place's, nor declared.
    fn no_thing(self, word: &str, expr: &Expr<'a>, wanted: &Things) -> Diagnostic {
        let problem = self.undeclared(word, expr.span);
        match suggest::nearest(word, wanted.words.iter().map(|(known, _)| *known)) {
            Some(near) if problem.fix.is_none() => {
                problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), expr.span, near)
            }
            _ if problem.fix.is_some() => problem,
            _ => problem.help(format!("expected {}", wanted.what)),
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
