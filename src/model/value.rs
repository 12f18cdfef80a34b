//! Values: from an expression to what the template holds, by the shape of the place.

mod dependency;
mod messages;
mod reference;
mod scalar;
mod text;

pub use messages::{capitalised, wrong_type};

use super::body::set_twice;
use super::declare::Declaration;
use super::names::Names;
use super::unsupported;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Body, Expr, ExprKind, Item, Name, Unary};
use crate::template::{Items, Value};
use crate::words::{Entry, Shape};
use std::borrow::Cow;

/// What names mean, for reading values.
#[derive(Debug, Clone, Copy)]
pub struct Values<'s, 'a> {
    /// Everything that is declared.
    pub declarations: &'s [Declaration<'a>],
    /// Their names.
    pub names: &'s Names<'a>,
}

type Problems = Vec<Diagnostic>;

impl<'s, 'a> Values<'s, 'a> {
    /// The declaration of this name.
    pub fn declaration(self, name: &str) -> Option<&'s Declaration<'a>> {
        self.names.get(name).map(|index| &self.declarations[index])
    }

    /// A value in an entry's place.
    pub fn shaped(self, expr: &Expr<'a>, entry: &'static Entry, problems: &mut Problems) -> Option<Value<'a>> {
        self.of_shape(expr, &entry.shape, entry.name, problems)
    }

    fn of_shape(
        self,
        expr: &Expr<'a>,
        shape: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if let ExprKind::Call(_)
        | ExprKind::Choice(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Range(_) = &expr.kind
        {
            problems.push(unsupported::value(&expr.kind, expr.span));
            return None;
        }
        // What the name would have stood for is not known, so that nothing can be said of it.
        if let ExprKind::Word(word) = expr.kind
            && self.names.is_lost(word.split('.').next().unwrap_or_default())
        {
            return None;
        }
        match shape {
            Shape::Text => self.text(expr, problems),
            Shape::Policy => self.policy(expr, problems),
            Shape::Name => match expr.kind {
                ExprKind::Word("generated") => Some(Value::Bool(false)),
                _ => self.text(expr, problems),
            },
            Shape::Bool => scalar::boolean(expr, name, problems),
            Shape::Choice(choices) => scalar::choice(expr, choices, name, problems),
            Shape::Int(least, most) => scalar::integer(expr, *least, *most, name, problems),
            Shape::Duration(unit, least, most) => scalar::duration(expr, *unit, (*least, *most), name, problems),
            Shape::Gibibytes(least, most) => scalar::gibibytes(expr, (*least, *most), name, problems),
            Shape::Catalogue(catalogue) => self.catalogued(expr, catalogue, problems),
            Shape::Reference(wanted) => self.reference(expr, wanted, problems),
            Shape::List(inner) => self.list(expr, inner, name, problems),
            Shape::Map => self.map(expr, name, problems),
            Shape::Any => self.any(expr, problems),
            Shape::Resources => self.resources(expr, problems),
            Shape::Body(_) | Shape::Sentence(_) => None,
        }
    }

    fn list(self, expr: &Expr<'a>, inner: &'static Shape, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let items = match &expr.kind {
            ExprKind::List(items) => items.as_slice(),
            // One value reads as a list of one.
            _ => std::slice::from_ref(expr),
        };
        let before = problems.len();
        let values: Vec<_> = items.iter().filter_map(|item| self.of_shape(item, inner, name, problems)).collect();
        (problems.len() == before).then(|| Value::list(values))
    }

    fn map(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Map(body) = &expr.kind else {
            problems.push(wrong_type("`< key = value >`", expr).help(format!("write: {name} = < key = \"value\" >")));
            return None;
        };
        self.entries(body, problems, Self::text)
    }

    fn entries(
        self,
        body: &Body<'a>,
        problems: &mut Problems,
        read: fn(Self, &Expr<'a>, &mut Problems) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let before = problems.len();
        let mut entries: Vec<(Cow<'a, str>, Value<'a>)> = Vec::with_capacity(body.items.len());
        let mut keys: Vec<Name<'a>> = Vec::with_capacity(body.items.len());
        for item in &body.items {
            let Item::Setting(setting) = item else {
                problems.push(
                    Diagnostic::error("wrong-type", "a map has entries of the form `key = value`")
                        .label(item.span(), "expected `key = value`")
                        .help("write for example: team = \"web\""),
                );
                continue;
            };
            if let Some(first) = keys.iter().find(|key| key.text == setting.key.text) {
                problems.push(set_twice(setting.key, first.span));
                continue;
            }
            keys.push(setting.key);
            entries.extend(read(self, &setting.value, problems).map(|value| (Cow::Borrowed(setting.key.text), value)));
        }
        (problems.len() == before).then_some(Value::Map(Items::Owned(entries)))
    }

    /// A value in a place whose type is not known: a CloudFormation property.
    pub fn any(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Word("true") => Some(Value::Bool(true)),
            ExprKind::Word("false") => Some(Value::Bool(false)),
            ExprKind::Word("on" | "yes") => scalar::switch(expr, "true", problems),
            ExprKind::Word("off" | "no") => scalar::switch(expr, "false", problems),
            ExprKind::Number(text) => Some(scalar::number(text)),
            ExprKind::List(items) => {
                let before = problems.len();
                let values: Vec<_> = items.iter().filter_map(|item| self.any(item, problems)).collect();
                (problems.len() == before).then(|| Value::list(values))
            }
            ExprKind::Map(body) => self.entries(body, problems, Self::any),
            ExprKind::Word(_) | ExprKind::Text(_) | ExprKind::Template(_) | ExprKind::Cidr(_) => {
                self.text(expr, problems)
            }
            ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
                ExprKind::Number(text) => Some(scalar::negative(scalar::number(text))),
                kind => {
                    problems.push(unsupported::value(kind, expr.span));
                    None
                }
            },
            ExprKind::Quantity(number, unit) => {
                problems.push(
                    wrong_type("a value without a unit", expr)
                        .help(format!("CloudFormation properties take no units: write the number in the property's own unit, or \"{number}{unit}\"")),
                );
                None
            }
            ExprKind::Range(_)
            | ExprKind::Call(_)
            | ExprKind::Unary(Unary::Not, _)
            | ExprKind::Binary(..)
            | ExprKind::Choice(_) => {
                problems.push(unsupported::value(&expr.kind, expr.span));
                None
            }
        }
    }
}
