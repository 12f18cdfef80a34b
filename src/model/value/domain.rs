//! Domain names in the place of values: as they are, without quotes.

use super::{Problems, Values};
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// A domain name. What is called by one stands for it; a name of the file that is not stands for what it gives.
    pub(super) fn domain(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Word(word) = expr.kind else { return self.text(expr, problems) };
        let found = self.look_up(word, expr.span);
        let is_called = self.declared(found.meaning).is_some_and(|one| one.shares_name() && found.rest.is_none());
        let is_free = found.meaning.is_none() && !found.lost && self.dropped(word, expr.span).is_none();
        if is_called || is_free && looks_like_one(word) {
            return Some(Value::text(word));
        }
        self.text(expr, problems)
    }
}

/// Names between dots, the last one of letters.
fn looks_like_one(word: &str) -> bool {
    let is_plain = |label: &str| label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let last = word.rsplit('.').next().unwrap_or_default();
    word.contains('.') && word.split('.').all(is_plain) && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}
