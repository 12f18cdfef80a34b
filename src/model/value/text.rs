//! Texts: as they stand, with values in them, or worked out by the template.

use super::choice::is_choice;
use super::messages::{known_at_build, wrong_type};
use super::{Problems, Values};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Part, Unary};
use crate::template::Value;
use std::borrow::Cow;

impl<'s, 'a> Values<'s, 'a> {
    /// A text, a number as it is spelled, or what the template works out.
    pub fn text(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) | ExprKind::Number(text) => Some(Value::Text(text.clone())),
            ExprKind::Cidr(text) => Some(Value::Text(Cow::Borrowed(text))),
            ExprKind::List(_) | ExprKind::Map(_) | ExprKind::Quantity(..) | ExprKind::Range(_) => {
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
            ExprKind::Template(parts) => self.interpolated(parts, problems),
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
        if let Some(declaration) = self.declared(found.meaning) {
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

    /// A text with `${…}`: one `Fn::Sub`, in which the text around stays text; or an `Fn::Join`, where something stands
    /// in it that `Fn::Sub` has no form for.
    pub(super) fn interpolated(self, parts: &[Part<'a>], problems: &mut Problems) -> Option<Value<'a>> {
        let before = problems.len();
        let pieces: Vec<Value<'a>> = parts.iter().filter_map(|part| self.piece(part, problems)).collect();
        if problems.len() > before || pieces.len() < parts.len() {
            return None;
        }
        Some(together(pieces))
    }

    /// One part: a text, or a value that stands in one.
    fn piece(self, part: &Part<'a>, problems: &mut Problems) -> Option<Value<'a>> {
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

    /// The text of an `Fn::Sub`: what `given` knows stays a name.
    pub fn substituted(self, expr: &Expr<'a>, given: &dyn Fn(&str) -> bool, problems: &mut Problems) -> Option<String> {
        let ExprKind::Template(parts) = &expr.kind else {
            let value = self.text(expr, problems)?;
            if let Value::Intrinsic(..) = value {
                problems.push(known_at_build("the text that values are put into", expr));
                return None;
            }
            return Some(in_sub(&value).into_owned());
        };
        let mut whole = String::new();
        for part in parts {
            match part {
                Part::Value(Expr { kind: ExprKind::Word(name), .. }) if given(name) => {
                    whole.push_str(&format!("${{{name}}}"));
                }
                _ => match self.piece(part, problems)? {
                    Value::Intrinsic(..) => {
                        problems.push(known_at_build("what stands in the text without a name", expr));
                        return None;
                    }
                    piece => whole.push_str(&in_sub(&piece)),
                },
            }
        }
        Some(whole)
    }
}

/// One text of several pieces: a plain one, one `Fn::Sub`, or an `Fn::Join` where something stands in it that `Fn::Sub`
/// has no form for.
pub fn together(pieces: Vec<Value<'_>>) -> Value<'_> {
    let pieces: Vec<Value<'_>> = pieces.into_iter().flat_map(parts).collect();
    if pieces.iter().any(|piece| matches!(piece, Value::Intrinsic(..))) {
        return Value::Intrinsic("Fn::Join", Box::new(Value::list([Value::text(""), Value::list(pieces)])));
    }
    // A text that turned out to hold no reference is plain.
    if pieces.iter().all(|piece| matches!(piece, Value::Text(_))) {
        let texts = pieces.iter().map(|piece| if let Value::Text(text) = piece { text.as_ref() } else { "" });
        return Value::text(texts.collect::<String>());
    }
    Value::sub(pieces.iter().map(in_sub).collect::<String>())
}

/// What a piece is made of, where it is a text of several pieces itself.
fn parts(piece: Value<'_>) -> Vec<Value<'_>> {
    if let Value::Intrinsic("Fn::Join", argument) = &piece
        && let Value::List(join) = argument.as_ref()
        && let [Value::Text(between), Value::List(parts)] = &**join
        && between.is_empty()
    {
        return parts.to_vec();
    }
    vec![piece]
}

/// A value as it stands in an `Fn::Sub`.
fn in_sub<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Text(text) if text.contains("${") => Cow::Owned(text.replace("${", "${!")),
        Value::Text(text) | Value::Sub(text) => Cow::Borrowed(text),
        Value::Ref(id) => Cow::Owned(format!("${{{id}}}")),
        Value::GetAtt(target) => Cow::Owned(format!("${{{}.{}}}", target.0, target.1)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => Cow::Borrowed(""),
        Value::List(_) | Value::Map(_) | Value::Intrinsic(..) => Cow::Borrowed(""),
    }
}
