//! One argument of a function: whether it is of the kind that is wanted there.

use super::messages::{describe, known_at_build, wrong_type};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::functions::Kind;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// The value of an argument.
    pub fn argument(self, given: &Expr<'a>, kind: Kind, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        if self.is_other(given, kind, problems) {
            return None;
        }
        if kind == Kind::Literal && self.known_text(given).is_none() {
            problems.push(known_at_build(&format!("`{name}`"), given));
            return None;
        }
        let settled = self.settled(given);
        match (kind, &settled.kind) {
            // A number is as good as a text, but keeps its spelling.
            (Kind::Text | Kind::Literal, ExprKind::Number(_)) => self.text(&settled, problems),
            _ => self.any(&settled, None, problems),
        }
    }

    /// Says that an argument is of another kind for sure; whether it is.
    pub(super) fn is_other(self, given: &Expr<'a>, kind: Kind, problems: &mut Problems) -> bool {
        let settled = self.settled(given);
        let help = match (&settled.kind, kind) {
            (ExprKind::List(_), Kind::Text | Kind::Number | Kind::Literal) => {
                "make one text of a list with join(\",\", …)"
            }
            (ExprKind::Map(_), Kind::Text | Kind::Number | Kind::Literal) => {
                "take one of its values: a name for the map, a point and the key"
            }
            (ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Cidr(_), Kind::List) => {
                "put it in brackets for a list of one; split(\",\", …) makes a list of a text"
            }
            (ExprKind::Map(_), Kind::List) => "list what is in it with keys(…) or values(…)",
            (ExprKind::Text(text), Kind::Number) if text.parse::<i64>().is_err() => "write a number, without quotes",
            (ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::List(_) | ExprKind::Cidr(_), Kind::Map) => {
                "a map is written < key = \"value\" >"
            }
            (ExprKind::Word(_) | ExprKind::Call(_), Kind::Text | Kind::Number | Kind::Literal) => {
                // It says so itself.
                return !self.is_one(&settled, problems);
            }
            (ExprKind::Word(_), Kind::List) if self.input(&settled).is_some_and(|input| !input.kind.is_list()) => {
                "put it in brackets for a list of one; split(\",\", …) makes a list of a text"
            }
            _ => return false,
        };
        problems.push(other_kind(kind, given, &settled).help(help));
        true
    }
}

/// Where a name stands for the value, both places are shown.
fn other_kind(kind: Kind, given: &Expr<'_>, settled: &Expr<'_>) -> Diagnostic {
    if given.span == settled.span {
        return wrong_type(kind.called(), settled);
    }
    let message = format!("expected {}, found {}", kind.called(), describe(settled));
    Diagnostic::error("wrong-type", message)
        .label(given.span, format!("expected {}", kind.called()))
        .label(settled.span, "what it stands for")
}
