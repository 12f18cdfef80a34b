//! `+ - * /` on numbers that are known at build, and why something cannot be calculated.

use super::decimal::Decimal;
use super::messages::{describe, wrong_type};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Binary, Expr, ExprKind, Unary};

impl<'a> Values<'_, 'a> {
    /// A number that is known at build.
    pub(super) fn known_decimal(self, expr: &Expr<'a>) -> Option<Decimal> {
        let settled = self.settled(expr);
        match &settled.kind {
            ExprKind::Number(text) => Decimal::parse(text),
            ExprKind::Unary(Unary::Minus, operand) => self.known_decimal(operand).map(Decimal::negated),
            _ => None,
        }
    }

    /// A whole number that is known at build.
    pub fn known_number(self, expr: &Expr<'a>) -> Option<i64> {
        self.known_decimal(expr)?.whole()
    }

    /// What two numbers make.
    pub(super) fn arithmetic(self, operator: Binary, left: &Expr<'a>, right: &Expr<'a>) -> Option<ExprKind<'a>> {
        let (left, right) = (self.known_decimal(left)?, self.known_decimal(right)?);
        let made = match operator {
            Binary::Add => left.plus(right),
            Binary::Subtract => left.minus(right),
            Binary::Multiply => left.times(right),
            Binary::Divide => left.over(right),
            Binary::Default | Binary::And | Binary::Or | Binary::Equal | Binary::NotEqual => None,
        };
        made.map(number)
    }

    /// The number with the other sign, where it is not written so.
    pub(super) fn negated(self, operand: &Expr<'a>) -> Option<ExprKind<'a>> {
        match operand.kind {
            ExprKind::Number(_) => None,
            _ => self.known_decimal(operand).map(|known| number(known.negated())),
        }
    }

    /// Says why there is no result.
    pub(super) fn not_calculated(self, expr: &Expr<'a>, problems: &mut Problems) {
        if let ExprKind::Binary(Binary::Add, two) = &expr.kind
            && let Some(text) = [&two.0, &two.1].into_iter().find(|operand| self.is_text(operand))
        {
            let wrong = Expr { kind: ExprKind::Text("".into()), span: text.span };
            problems.push(wrong_type("a number", &wrong).help("put texts together with `${…}`: \"${name}-jobs\""));
            return;
        }
        match &expr.kind {
            ExprKind::Binary(operator, two) => match [&two.0, &two.1].map(|operand| self.known_decimal(operand)) {
                [None, _] => self.no_number(Some(*operator), &two.0, problems),
                [_, None] => self.no_number(Some(*operator), &two.1, problems),
                [Some(left), Some(right)] => problems.push(no_result(*operator, (left, right), &two.1, expr.span)),
            },
            ExprKind::Unary(Unary::Minus, operand) => self.no_number(None, operand, problems),
            _ => {}
        }
    }

    /// Whether an operand is a text for sure.
    fn is_text(self, operand: &Expr<'a>) -> bool {
        let settled = self.settled(operand);
        let is_asked_for = || {
            self.input(&settled)
                .is_some_and(|input| !(input.kind.is_number() || input.kind.is_list() || input.kind.is_bool()))
        };
        matches!(settled.kind, ExprKind::Text(_) | ExprKind::Template(_)) || is_asked_for()
    }

    /// An operand that is no number, or none that is known.
    fn no_number(self, operator: Option<Binary>, operand: &Expr<'a>, problems: &mut Problems) {
        let settled = self.settled(operand);
        let is_sum = operator == Some(Binary::Add);
        let help = match &settled.kind {
            ExprKind::Binary(Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide, _)
            | ExprKind::Unary(Unary::Minus, _) => return self.not_calculated(&settled, problems),
            ExprKind::List(_) if is_sum => "put lists together with `concat`",
            ExprKind::Cidr(_) => "blocks of addresses are cut with `cidr(block, bits, index)`",
            ExprKind::Quantity(..) => "calculate without units, or write the result with its unit",
            ExprKind::Number(_) => "a number has at most 19 digits, and 18 behind its point",
            ExprKind::Word("true" | "false" | "on" | "off" | "yes" | "no")
            | ExprKind::Text(_)
            | ExprKind::Template(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Range(_) => "write a number, without quotes",
            ExprKind::Word(_)
            | ExprKind::Call(_)
            | ExprKind::Choice(_)
            | ExprKind::Binary(..)
            | ExprKind::Unary(Unary::Not, _) => return self.not_known(&settled, operand.span, problems),
        };
        let at = Expr { kind: settled.kind.clone(), span: operand.span };
        problems.push(wrong_type("a number", &at).help(help));
    }

    /// An operand that only the deploy knows, or that names nothing.
    fn not_known(self, operand: &Expr<'a>, span: Span, problems: &mut Problems) {
        if let ExprKind::Word(word) = operand.kind {
            let before = problems.len();
            let found = self.look_up(word, operand.span);
            // What is unknown is said in the same way anywhere.
            if found.lost || self.word(word, operand.span, problems).is_none() && problems.len() > before {
                return;
            }
        }
        let help = match &operand.kind {
            ExprKind::Choice(_) => "put the choice around it: if prod then 2 * base else base",
            ExprKind::Word(_) if self.input(operand).is_some() => {
                "ask for the result itself, or give the number a name with `let`"
            }
            _ => "calculate with numbers that are written in the file",
        };
        let what = describe(operand);
        problems.push(
            Diagnostic::error(
                "deploy-time-value",
                format!("CloudFormation calculates nothing, and {what} is not known when the template is built"),
            )
            .label(span, "known only at the deploy")
            .help(help),
        );
    }
}

/// Whether a value is a calculation.
pub fn is_calculation(expr: &Expr<'_>) -> bool {
    use Binary::{Add, Divide, Multiply, Subtract};
    matches!(expr.kind, ExprKind::Binary(Add | Subtract | Multiply | Divide, _))
}

/// A number as an expression.
fn number<'a>(number: Decimal) -> ExprKind<'a> {
    let digits = ExprKind::Number(number.digits().into());
    if !number.is_negative() {
        return digits;
    }
    ExprKind::Unary(Unary::Minus, Box::new(Expr { kind: digits, span: Span::default() }))
}

fn no_result(operator: Binary, (left, right): (Decimal, Decimal), divisor: &Expr<'_>, span: Span) -> Diagnostic {
    if operator != Binary::Divide {
        return Diagnostic::error("out-of-range", "the result has more digits than a number may have")
            .label(span, "too many digits")
            .help("a number has at most 19 digits, and 18 behind its point");
    }
    if right.is_zero() {
        return Diagnostic::error("out-of-range", "nothing can be divided by zero")
            .label(divisor.span, "is zero")
            .help("divide by another number");
    }
    let shown = |number: Decimal| format!("{}{}", if number.is_negative() { "-" } else { "" }, number.digits());
    Diagnostic::error("loses-precision", format!("{} / {} is not a whole number", shown(left), shown(right)))
        .label(span, "would have to be rounded")
        .help("divide by a number that goes into it, or write the result that is meant")
}
