//! `format(pattern, value, …)`: worked out at build.

mod pattern;

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::{Values, known_at_build};
use crate::source::Span;
use crate::syntax::ast::{Call, Expr};
use crate::template::Value;
use pattern::{Malformed, Piece};
use std::fmt::Write as _;

/// The description of `format`.
pub static FUNCTION: Function = Function {
    name: "format",
    arguments: &[argument("pattern", Kind::Literal), argument("value", Kind::Literal)],
    repeats: true,
    summary: "Puts values into a text at `%s` (a text), `%d` (a whole number) and `%02d` (the same with zeros in front, to two digits); `%%` is a percent sign. All of it has to be known at build.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "for n in 1..3 < AWS::SQS::Queue \"${format(\"jobs-%02d\", n)}\" >",
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    made(values, arguments).ok().map(|made| super::text(made, span))
}

/// The text, or why there is none.
fn made<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> Result<String, Box<Diagnostic>> {
    let [pattern, given @ ..] = arguments else { return Ok(String::new()) };
    let text = values.known_text(pattern).ok_or_else(|| known_at_build("the pattern of `format`", pattern))?;
    let pieces = pattern::pieces(&text).map_err(|problem| malformed(problem, pattern.span))?;
    check_count(&pieces, pattern, given)?;
    let mut whole = String::new();
    let mut given = given.iter();
    for piece in pieces {
        match piece {
            Piece::Text(text) => whole.push_str(text),
            Piece::Value => {
                let Some(value) = given.next() else { continue };
                whole.push_str(&values.known_text(value).ok_or_else(|| unknown(value))?);
            }
            Piece::Number(width) => {
                let Some(value) = given.next() else { continue };
                let number = values.known_number(value).ok_or_else(|| no_number(values, value))?;
                _ = write!(whole, "{number:0width$}");
            }
        }
    }
    Ok(whole)
}

fn check_count(pieces: &[Piece<'_>], pattern: &Expr<'_>, given: &[Expr<'_>]) -> Result<(), Box<Diagnostic>> {
    let wanted = pieces.iter().filter(|piece| !matches!(piece, Piece::Text(_))).count();
    if wanted == given.len() {
        return Ok(());
    }
    let places = match wanted {
        0 => "no place for a value".to_owned(),
        1 => "a place for 1 value".to_owned(),
        count => format!("places for {count} values"),
    };
    let (at, label) = match given.get(wanted) {
        Some(extra) => (extra.span, "one too many"),
        None => (pattern.span, "has a place for more"),
    };
    let is = if given.len() == 1 { "is" } else { "are" };
    let message = format!("the pattern has {places}, and {} {is} given", given.len());
    let problem = Diagnostic::error("wrong-arguments", message).label(at, label);
    Err(Box::new(problem.help("each `%s`, `%d` and `%02d` takes one value; a percent sign is `%%`")))
}

fn malformed(problem: Malformed<'_>, pattern: Span) -> Diagnostic {
    match problem {
        Malformed::Unknown(verb) => Diagnostic::error("unknown-value", format!("`{verb}` is no place for a value"))
            .label(pattern, format!("has `{verb}`"))
            .help("write `%s` for a text, `%d` for a whole number or `%02d` for one with zeros in front; a percent sign is `%%`"),
        Malformed::Width(width) => {
            Diagnostic::error("out-of-range", format!("a number is at most {} digits wide here, found {width}", pattern::WIDEST))
                .label(pattern, "too wide")
                .help("write for example: %02d")
        }
    }
}

fn unknown(value: &Expr<'_>) -> Diagnostic {
    known_at_build("what `format` is given", value)
        .help("CloudFormation formats nothing; `${…}` in a text takes values of the deploy as they are")
}

fn no_number<'a>(values: Values<'_, 'a>, value: &Expr<'a>) -> Diagnostic {
    match values.known_text(value) {
        Some(_) => crate::model::wrong_type("a whole number", &values.settled(value)).help("`%s` takes a text"),
        None => unknown(value),
    }
}

/// Says what is wrong.
fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    match made(values, &call.arguments) {
        Ok(text) => Some(Value::text(text)),
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}
