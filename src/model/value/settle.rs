//! What is known at build, worked out: names of values, choices, operators and functions whose arguments are known.

use super::Values;
use crate::functions;
use crate::model::binding::Binding;
use crate::model::names::Named;
use crate::model::scopes::Found;
use crate::source::Span;
use crate::syntax::ast::{Binary, Body, Expr, ExprKind, Item, Part, Unary};
use std::borrow::Cow;

impl<'s, 'a> Values<'s, 'a> {
    /// The value with its outermost form worked out as far as it is known at build. What is inside of a list, a map or
    /// a call is left for whoever reads it. The name of a test stays: it becomes the name of a condition.
    pub fn settled<'e>(self, expr: &'e Expr<'a>) -> Cow<'e, Expr<'a>>
    where
        's: 'e,
    {
        let kind = match &expr.kind {
            ExprKind::Word(word) => return self.bound(word, expr.span).map_or(Cow::Borrowed(expr), Cow::Borrowed),
            ExprKind::Choice(parts) => match self.truth(&parts.0) {
                Some(true) => return self.settled(&parts.1),
                Some(false) => return self.settled(&parts.2),
                None => None,
            },
            ExprKind::Template(parts) => self.whole_text(parts).map(|text| ExprKind::Text(text.into())),
            ExprKind::Call(call) => {
                let takes = |known: &&functions::Function| functions::takes(known, call.arguments.len());
                let function = functions::find(call.name.text).filter(takes);
                let folded = function.and_then(|known| (known.fold)(self, &call.arguments, expr.span));
                return folded.map_or(Cow::Borrowed(expr), Cow::Owned);
            }
            ExprKind::Binary(Binary::Default, two) => return self.settled_default(expr, two),
            ExprKind::Binary(operator, two) => self.calculated(*operator, &two.0, &two.1),
            ExprKind::Unary(Unary::Not, operand) => self.truth(operand).map(|truth| switch(!truth)),
            ExprKind::Unary(Unary::Minus, operand) => self.negated(operand),
            ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::Range(_)
            | ExprKind::List(_)
            | ExprKind::Map(_) => None,
        };
        kind.map_or(Cow::Borrowed(expr), |kind| Cow::Owned(Expr { kind, span: expr.span }))
    }

    /// What a word stands for, if it is the name of a value: `zones`, `sizes.small`.
    fn bound(self, word: &str, place: Span) -> Option<&'s Expr<'a>> {
        let found = self.look_up(word, place);
        let binding = self.bound_by(found)?;
        if binding.is_test() && self.truth_of(binding).is_none() {
            return None;
        }
        let value = self.value_of(binding);
        match (found.rest, &value.kind) {
            (None, _) => Some(value),
            (Some(path), ExprKind::Map(body)) => below(body, path),
            (Some(_), _) => None,
        }
    }

    /// The `let` that a word at a place names.
    pub fn binding(self, word: &str, place: Span) -> Option<&'s Binding<'a>> {
        let found = self.look_up(word, place);
        self.bound_by(found).filter(|_| found.rest.is_none())
    }

    /// The value of a `let`, worked out.
    pub(super) fn value_of(self, binding: &'s Binding<'a>) -> &'s Expr<'a> {
        binding.settled.get_or_init(|| self.settled(&binding.value).into_owned())
    }

    pub(super) fn bound_by(self, found: Found<'_>) -> Option<&'s Binding<'a>> {
        match found.meaning {
            Some(Named::Binding(index)) => self.stack.bindings.get(index).filter(|_| !found.lost),
            Some(Named::Declaration(_) | Named::Input(_) | Named::Module(_)) | None => None,
        }
    }

    fn truth_of(self, binding: &'s Binding<'a>) -> Option<bool> {
        *binding.truth.get_or_init(|| self.truth(&binding.value))
    }

    /// Whether a test holds, where that is known at build.
    pub fn truth(self, expr: &Expr<'a>) -> Option<bool> {
        match &expr.kind {
            ExprKind::Word("true" | "on" | "yes") => Some(true),
            ExprKind::Word("false" | "off" | "no") => Some(false),
            ExprKind::Word(word) => match self.binding(word, expr.span) {
                Some(binding) => self.truth_of(binding),
                None => self.bound(word, expr.span).and_then(|value| self.truth(value)),
            },
            ExprKind::Unary(Unary::Not, operand) => self.truth(operand).map(|truth| !truth),
            ExprKind::Binary(Binary::And, two) => match (self.truth(&two.0), self.truth(&two.1)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), other) => other,
                (None, _) => None,
            },
            ExprKind::Binary(Binary::Or, two) => match (self.truth(&two.0), self.truth(&two.1)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), other) => other,
                (None, _) => None,
            },
            ExprKind::Binary(Binary::Equal, two) => self.same(&two.0, &two.1),
            ExprKind::Binary(Binary::NotEqual, two) => self.same(&two.0, &two.1).map(|same| !same),
            ExprKind::Call(_) => match self.settled(expr).kind {
                ExprKind::Word("true") => Some(true),
                ExprKind::Word("false") => Some(false),
                _ => None,
            },
            ExprKind::Choice(three) => match self.truth(&three.0)? {
                true => self.truth(&three.1),
                false => self.truth(&three.2),
            },
            ExprKind::Binary(Binary::Default, two) => match self.settled_default(expr, two) {
                Cow::Borrowed(settled) if std::ptr::eq(settled, expr) => None,
                settled => self.truth(&settled),
            },
            _ => None,
        }
    }

    /// Whether two values are the same text, number or switch. CloudFormation compares them as texts.
    fn same(self, one: &Expr<'a>, other: &Expr<'a>) -> Option<bool> {
        Some(self.known_text(one)? == self.known_text(other)?)
    }

    /// The text of a value that is known at build: a text, a number, an address or a switch.
    pub fn known_text(self, expr: &Expr<'a>) -> Option<Cow<'a, str>> {
        let settled = self.settled(expr);
        match &settled.kind {
            ExprKind::Text(text) | ExprKind::Number(text) => Some(text.clone()),
            ExprKind::Cidr(text) => Some(Cow::Borrowed(text)),
            ExprKind::Word("true") => Some(Cow::Borrowed("true")),
            ExprKind::Word("false") => Some(Cow::Borrowed("false")),
            ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
                ExprKind::Number(number) => Some(Cow::Owned(format!("-{number}"))),
                _ => None,
            },
            _ => None,
        }
    }

    /// A text whose values are all known at build.
    fn whole_text(self, parts: &[Part<'a>]) -> Option<String> {
        let mut whole = String::new();
        for part in parts {
            match part {
                Part::Text(text) => whole.push_str(text),
                Part::Value(expr) => whole.push_str(&self.known_text(expr)?),
            }
        }
        Some(whole)
    }

    /// What two numbers make, or what a comparison says.
    fn calculated(self, operator: Binary, left: &Expr<'a>, right: &Expr<'a>) -> Option<ExprKind<'a>> {
        match operator {
            Binary::Equal => self.same(left, right).map(switch),
            Binary::NotEqual => self.same(left, right).map(|same| switch(!same)),
            Binary::And | Binary::Or => {
                let (left, right) = (self.truth(left), self.truth(right));
                let decided = Some(operator == Binary::Or);
                if left == decided || right == decided {
                    return decided.map(switch);
                }
                left.and(right).map(switch)
            }
            Binary::Default => None,
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                self.arithmetic(operator, left, right)
            }
        }
    }
}

/// The value below a path of keys, where maps stand in each other as they are written.
pub fn below<'e, 'a>(body: &'e Body<'a>, path: &str) -> Option<&'e Expr<'a>> {
    for item in &body.items {
        let Item::Setting(setting) = item else { continue };
        let Some(rest) = path.strip_prefix(setting.key.text) else { continue };
        match (rest.strip_prefix('.'), &setting.value.kind) {
            (None, _) if rest.is_empty() => return Some(&setting.value),
            (Some(rest), ExprKind::Map(inner)) => return below(inner, rest),
            (None | Some(_), _) => {}
        }
    }
    None
}

/// The keys that a map has at the level of a path.
pub fn paths(body: &Body<'_>, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in &body.items {
        let Item::Setting(setting) = item else { continue };
        let key = setting.key.text;
        let rest = path.strip_prefix(key).and_then(|rest| rest.strip_prefix('.'));
        match (&setting.value.kind, rest) {
            (ExprKind::Map(inner), Some(rest)) => {
                found.extend(paths(inner, rest).into_iter().map(|below| format!("{key}.{below}")));
            }
            (_, _) => found.push(key.to_owned()),
        }
    }
    found
}

fn switch<'a>(truth: bool) -> ExprKind<'a> {
    ExprKind::Word(if truth { "true" } else { "false" })
}
