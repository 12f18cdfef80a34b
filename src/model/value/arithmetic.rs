//! `+ - * /` on whole numbers that are known at build.

use super::messages::{known_at_build, wrong_type};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Binary, Expr, ExprKind, Unary};

/// A number that is whole and not below zero: others have no spelling of their own.
pub fn result<'a>(operator: Binary, left: i64, right: i64) -> Option<ExprKind<'a>> {
    let number = match operator {
        Binary::Add => left.checked_add(right)?,
        Binary::Subtract => left.checked_sub(right)?,
        Binary::Multiply => left.checked_mul(right)?,
        Binary::Divide if right != 0 && left % right == 0 => left / right,
        Binary::Divide | Binary::Default | Binary::And | Binary::Or | Binary::Equal | Binary::NotEqual => return None,
    };
    if number >= 0 {
        return Some(ExprKind::Number(number.to_string().into()));
    }
    let operand = ExprKind::Number(number.unsigned_abs().to_string().into());
    Some(ExprKind::Unary(Unary::Minus, Box::new(Expr { kind: operand, span: Span::default() })))
}

/// Whether a value is a calculation.
pub fn is_calculation(expr: &Expr<'_>) -> bool {
    use Binary::{Add, Divide, Multiply, Subtract};
    matches!(expr.kind, ExprKind::Binary(Add | Subtract | Multiply | Divide, _))
}

impl<'a> Values<'_, 'a> {
    /// Says why a calculation has no result.
    pub(super) fn no_result(self, expr: &Expr<'a>, problems: &mut Problems) {
        let ExprKind::Binary(operator, two) = &expr.kind else { return };
        let (left, right) = (self.known_number(&two.0), self.known_number(&two.1));
        match (left, right) {
            (Some(left), Some(right)) => problems.push(out_of_reach(*operator, left, right, expr.span)),
            (_, _) => {
                for (side, number) in [(&two.0, left), (&two.1, right)] {
                    if number.is_none() {
                        self.no_number(side, problems);
                    }
                }
            }
        }
    }

    /// Says why a side of a calculation is no number.
    fn no_number(self, side: &Expr<'a>, problems: &mut Problems) {
        let settled = self.settled(side);
        if is_calculation(&settled) {
            return self.no_result(&settled, problems);
        }
        let is_input = self.is_deferred(&settled);
        let (ExprKind::Word(word), false) = (&settled.kind, is_input) else {
            let is_known = !is_input && !matches!(settled.kind, ExprKind::Template(_));
            problems.push(if is_known { no_whole_number(&settled, side.span) } else { deferred(side) });
            return;
        };
        let found = self.look_up(word, settled.span);
        match self.declared(found.meaning) {
            Some(_) => problems.push(deferred(side)),
            None if found.lost => {}
            // Quotes would not make a number of it.
            None => problems.push(self.undeclared(found.name, settled.span)),
        }
    }
}

fn deferred(side: &Expr<'_>) -> Diagnostic {
    known_at_build("what is calculated with", side)
        .help("CloudFormation calculates nothing: use numbers that are known at build, or ask for the result")
}

fn no_whole_number(value: &Expr<'_>, span: Span) -> Diagnostic {
    let problem = wrong_type("a whole number", &Expr { kind: value.kind.clone(), span });
    problem.help(match value.kind {
        ExprKind::Quantity(..) => "units are not calculated with: write the result with its unit",
        _ => "calculations are made with whole numbers: write the result",
    })
}

fn out_of_reach(operator: Binary, left: i64, right: i64, span: Span) -> Diagnostic {
    match operator {
        Binary::Divide if right == 0 => Diagnostic::error("out-of-range", "a number cannot be divided by zero")
            .label(span, "divides by zero")
            .help("divide by another number"),
        Binary::Divide => {
            let below = left.div_euclid(right);
            Diagnostic::error("loses-precision", format!("{left} / {right} is not a whole number"))
                .label(span, "not a whole number")
                .help(format!("write {below} or {}: nothing is rounded silently", below + 1))
        }
        _ => Diagnostic::error("out-of-range", "the result is too large").label(span, "too large").help(format!(
            "numbers go from {} to {}",
            i64::MIN,
            i64::MAX
        )),
    }
}
