//! Domain names in the place of values: as they are, without quotes.

use super::{Problems, Values};
use crate::domains;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// A domain name. What is called by one stands for it; a name of the file that is not stands for what it gives.
    pub(super) fn domain(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Word(word) = expr.kind else { return self.text(expr, problems) };
        let found = self.look_up(word, expr.span);
        let is_called = self.is_domain_name(found);
        // What stands behind the first dot may be no attribute of what has that name: `www` and www.example.com.
        let is_attribute = found.meaning.is_some() && (found.rest.is_none() || !self.lacks_attribute(found));
        let is_free = !is_attribute && !found.lost && self.dropped(word, expr.span).is_none();
        if is_called || is_free && domains::looks_like_host(word) {
            return Some(Value::text(word));
        }
        self.text(expr, problems)
    }
}
