//! How the values of a body are read.

use crate::diagnostic::Diagnostic;
use crate::model::input::Kind;
use crate::model::{Values, wrong_type};
use crate::schema::Place;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::existing::exports;
use crate::words::{Entry, Shape};

/// How the values of a body are read.
#[derive(Debug, Clone, Copy)]
pub enum Reads<'s, 'a> {
    /// By the shapes of its entries.
    Shapes,
    /// The same for the body of a parameter of this type, some of whose entries take its own values.
    Parameter(Kind),
    /// What the file says of something that exists already; of what a stack of this name exports, where there is one.
    Existing(Option<&'s Value<'a>>),
}

impl<'a> Reads<'_, 'a> {
    /// The value of an entry.
    pub fn entry(
        self,
        values: Values<'_, 'a>,
        expr: &Expr<'a>,
        entry: &'static Entry,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Value<'a>> {
        match (self, &entry.shape) {
            (Self::Parameter(kind), Shape::Allowed) => allowed(values, expr, kind, entry, problems),
            (Self::Parameter(kind), Shape::Limit) => limit(values, expr, kind, problems),
            (Self::Existing(Some(stack)), _) => exports::entry(stack, expr, values, problems),
            (Self::Parameter(_) | Self::Existing(None) | Self::Shapes, _) => values.shaped(expr, entry, problems),
        }
    }

    /// The value of a property.
    pub fn property(
        self,
        values: Values<'_, 'a>,
        expr: &Expr<'a>,
        place: Option<Place>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Value<'a>> {
        match self {
            Self::Existing(Some(stack)) => exports::entry(stack, expr, values, problems),
            Self::Existing(None) | Self::Parameter(_) | Self::Shapes => values.any(expr, place, problems),
        }
    }
}

/// Values of the type, as a list; one value reads as a list of one.
fn allowed<'a>(
    values: Values<'_, 'a>,
    expr: &Expr<'a>,
    kind: Kind,
    entry: &Entry,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let settled = values.settled(expr);
    let items = match &settled.kind {
        ExprKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&*settled),
    };
    let before = problems.len();
    let items: Vec<_> = items.iter().filter_map(|item| values.of_input(item, kind, entry.name, problems)).collect();
    (problems.len() == before).then(|| Value::list(items))
}

/// A number, or how many characters a text has.
fn limit<'a>(values: Values<'_, 'a>, expr: &Expr<'a>, kind: Kind, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let settled = values.settled(expr);
    match values.any(&settled, None, problems)? {
        Value::Float(number) if kind.is_number() => Some(Value::Float(number)),
        Value::Int(number) if kind.is_number() || number >= 0 => Some(Value::Int(number)),
        _ => {
            let expected = if kind.is_number() { "a number" } else { "a whole number, which is one of characters" };
            problems.push(wrong_type(expected, expr).help("a limit is written in digits, without quotes"));
            None
        }
    }
}
