//! Availability zones: `a` in the stack's own region, or the whole name.

use super::messages::wrong_type;
use super::{Problems, Values};
use crate::catalog::zones;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// A zone that is written out.
    pub(super) fn zone_of_region(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let text: &str = match &expr.kind {
            ExprKind::Word(word) if zones::is_letter(word) || zones::parts(word).is_some() => word,
            ExprKind::Text(text) => text,
            ExprKind::Word(word) if self.look_up(word, expr.span).meaning.is_none() && !word.contains('.') => {
                problems.push(no_zone(word, expr, name));
                return None;
            }
            ExprKind::Word(_) | ExprKind::Template(_) => return self.text(expr, problems),
            _ => {
                problems.push(wrong_type("a zone", expr).help(format!("write: {name} = a")));
                return None;
            }
        };
        if zones::is_letter(text) {
            return Some(Value::sub(format!("${{AWS::Region}}{text}")));
        }
        // There may be regions that nobody knows here.
        if zones::parts(text).is_none() && !text.contains(|c: char| c.is_ascii_digit()) {
            problems.push(no_zone(text, expr, name));
            return None;
        }
        match &expr.kind {
            ExprKind::Word(word) => Some(Value::text(*word)),
            _ => self.text(expr, problems),
        }
    }
}

fn no_zone(text: &str, expr: &Expr<'_>, name: &str) -> Diagnostic {
    let problem = Diagnostic::error("unknown-value", format!("`{text}` is not an availability zone"))
        .label(expr.span, "expected a zone");
    let lower = text.to_ascii_lowercase();
    if zones::is_letter(&lower) {
        return problem.help("its letter is a small one").fix(format!("write `{lower}`"), expr.span, lower);
    }
    problem.help(format!("write its letter in the stack's region, {name} = a, or its name, {name} = ap-northeast-2a"))
}
