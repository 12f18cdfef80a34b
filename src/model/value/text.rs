//! Texts: as they stand, with values in them, or worked out by the template.

use super::messages::wrong_type;
use super::{Problems, Values};
use crate::model::unsupported;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Part};
use crate::template::Value;
use std::borrow::Cow;

impl<'s, 'a> Values<'s, 'a> {
    /// A text, a number as it is spelled, or an attribute of something declared.
    pub fn text(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) => Some(Value::Text(text.clone())),
            ExprKind::Number(text) | ExprKind::Cidr(text) => Some(Value::Text(Cow::Borrowed(text))),
            ExprKind::Template(parts) => self.interpolated(parts, problems),
            ExprKind::Word(word) => self.word(word, expr.span, problems),
            ExprKind::Call(_)
            | ExprKind::Choice(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Range(_) => {
                problems.push(unsupported::value(&expr.kind, expr.span));
                None
            }
            _ => {
                problems.push(wrong_type("a text", expr).help("a text stands in double quotes"));
                None
            }
        }
    }

    /// `name` or `name.attribute` as a value that the template works out.
    pub(super) fn word(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let (name, attribute) = word.split_once('.').map_or((word, None), |(name, rest)| (name, Some(rest)));
        let Some(declaration) = self.declaration(name) else {
            if !self.names.is_lost(name) {
                problems.push(self.unknown_name(word, name, span));
            }
            return None;
        };
        self.attribute(declaration, attribute, span, problems)
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

    /// A text with `${…}`: one `Fn::Sub`, in which the text around stays text.
    pub(super) fn interpolated(self, parts: &[Part<'a>], problems: &mut Problems) -> Option<Value<'a>> {
        let mut sub = String::new();
        let mut whole = true;
        let mut substituted = false;
        for part in parts {
            match part {
                Part::Text(text) => sub.push_str(&text.replace("${", "${!")),
                Part::Value(expr) => match self.interpolation(expr, problems) {
                    Some((text, references)) => {
                        substituted |= references;
                        sub.push_str(&text);
                    }
                    None => whole = false,
                },
            }
        }
        if !whole {
            return None;
        }
        // A text that turned out to hold no reference is plain; its `${` needs no escape then.
        Some(if substituted { Value::sub(sub) } else { Value::text(sub.replace("${!", "${")) })
    }

    /// The piece of an `Fn::Sub`, and whether it refers to something.
    pub(super) fn interpolation(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<(String, bool)> {
        match &expr.kind {
            ExprKind::Word(word) => match self.word_in_text(word, expr.span, problems)? {
                Value::Ref(id) => Some((format!("${{{id}}}"), true)),
                Value::GetAtt(target) => Some((format!("${{{}.{}}}", target.0, target.1), true)),
                Value::Sub(text) => Some((text.into_owned(), true)),
                Value::Text(text) => Some((text.replace("${", "${!"), false)),
                Value::Null
                | Value::Bool(_)
                | Value::Int(_)
                | Value::Float(_)
                | Value::List(_)
                | Value::Map(_)
                | Value::Intrinsic(..) => None,
            },
            ExprKind::Text(text) => Some((text.replace("${", "${!"), false)),
            ExprKind::Number(text) => Some(((*text).to_owned(), false)),
            kind => {
                problems.push(unsupported::value(kind, expr.span));
                None
            }
        }
    }
}
