//! Texts: as they stand, with values in them, or worked out by the template.

use super::choice::is_choice;
use super::dynamic::dynamic_reference;
use super::messages::{known_at_build, wrong_type};
use super::{Problems, Values};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Part, Unary};
use crate::template::{LiteralReference, Value, has_dynamic_reference, put_together};
use std::borrow::Cow;

impl<'s, 'a> Values<'s, 'a> {
    /// A text, a number as it is spelled, or what the template works out.
    pub fn text(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) => self.written(text, expr.span, problems),
            ExprKind::Number(text) => Some(Value::Text(text.clone())),
            ExprKind::Cidr(text) | ExprKind::Word(text @ ("true" | "false")) => Some(Value::Text(Cow::Borrowed(text))),
            ExprKind::List(_) => {
                problems.push(wrong_type("a text", expr).help("make one text of its items: join(\",\", …)"));
                None
            }
            ExprKind::Map(_) | ExprKind::Quantity(..) | ExprKind::Range(_) => {
                problems.push(wrong_type("a text", expr).help("a text stands in double quotes"));
                None
            }
            ExprKind::Word(_)
            | ExprKind::Template(_)
            | ExprKind::Call(_)
            | ExprKind::Choice(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..) => self.text_worked_out(expr, problems),
        }
    }

    /// The same for a form that may turn out to be another one.
    fn text_worked_out(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match self.settled(expr) {
            Cow::Owned(settled) => self.settled_text(&settled, problems),
            Cow::Borrowed(settled) if !std::ptr::eq(settled, expr) => self.text(settled, problems),
            Cow::Borrowed(_) => self.settled_text(expr, problems),
        }
    }

    fn settled_text(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        if !self.is_one(expr, problems) {
            return None;
        }
        match &expr.kind {
            ExprKind::Word(word) => self.word(word, expr.span, problems),
            ExprKind::Template(parts) => self.interpolated(parts, expr.span, problems),
            _ if is_choice(expr) => self.choice(expr, problems, Self::text),
            ExprKind::Call(call) => self.call(call, problems),
            ExprKind::Unary(Unary::Minus, _) if self.known_text(expr).is_some() => {
                self.known_text(expr).map(Value::Text)
            }
            ExprKind::Unary(..) | ExprKind::Binary(..) => self.deferred(expr, problems),
            _ => self.text(expr, problems),
        }
    }

    /// A text that is known at build.
    pub(super) fn literal(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let value = self.text(expr, problems)?;
        if let Value::Text(_) = value {
            return Some(value);
        }
        problems.push(known_at_build(&format!("`{name}`"), expr));
        None
    }

    /// `name` or `name.attribute` as a value that the template works out.
    pub(super) fn word(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let found = self.look_up(word, span);
        if self.declared(found.meaning).is_some() {
            let declaration = self.one_called(found, span, problems)?;
            return self.attribute(declaration, found.rest, span, problems);
        }
        if found.lost {
            return None;
        }
        self.named(word, span, problems)
    }

    /// The same inside `${…}`, where quotes help nobody: a script may want its own `${…}`.
    pub(super) fn word_in_text(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let before = problems.len();
        let value = self.word(word, span, problems);
        for problem in problems[before..].iter_mut().filter(|problem| problem.code == "unknown-name") {
            if problem.fix.take_if(|fix| fix.edits.iter().any(|edit| edit.text.starts_with('"'))).is_some() {
                problem.help =
                    Some(format!("declare it; for a text that has `${{{word}}}` in it, write `$${{{word}}}`"));
            }
        }
        value
    }

    /// A text with `${…}`, in which the text around stays text.
    pub(super) fn interpolated(self, parts: &[Part<'a>], span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let before = problems.len();
        let pieces: Vec<Value<'a>> = parts.iter().filter_map(|part| self.piece(part, problems)).collect();
        if problems.len() > before || pieces.len() < parts.len() {
            return None;
        }
        put_together(pieces).map_err(|LiteralReference(text)| problems.push(dynamic_reference(&text, false, span))).ok()
    }

    /// One part: a text, or a value that stands in one.
    pub(super) fn piece(self, part: &Part<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let expr = match part {
            Part::Text(text) => return Some(Value::Text(text.clone())),
            Part::Value(expr) => expr,
        };
        if let Some(text) = self.known_text(expr) {
            return Some(Value::Text(text));
        }
        let settled = self.settled(expr);
        if !self.is_one(&settled, problems) {
            return None;
        }
        match &settled.kind {
            // What `let` or an argument gives stands where it was written.
            ExprKind::Word(word) if settled.span != expr.span => self.word(word, settled.span, problems),
            ExprKind::Word(word) => self.word_in_text(word, expr.span, problems),
            _ => self.text(&settled, problems),
        }
    }

    /// A text of the source, in which nothing is resolved.
    fn written(self, text: &Cow<'a, str>, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        if has_dynamic_reference(text) {
            // One that is borrowed, and as long as its place, stands there as it is.
            let written = matches!(text, Cow::Borrowed(_)) && span.len() == text.len() + "\"\"".len();
            problems.push(dynamic_reference(text, written, span));
            return None;
        }
        Some(Value::Text(text.clone()))
    }
}
