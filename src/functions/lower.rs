//! `lower(text)`: worked out at build.

use super::{Function, Kind, argument};
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::Expr;

/// The description of `lower`.
pub static FUNCTION: Function = Function {
    name: "lower",
    arguments: &[argument("text", Kind::Literal)],
    summary: "Writes a text in lowercase; CloudFormation cannot, so that it has to be known at build.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "let team = \"Web\"\nAWS::SNS::Topic news < DisplayName = lower(team) >",
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [text] = arguments else { return None };
    Some(super::text(values.known_text(text)?.to_lowercase(), span))
}
