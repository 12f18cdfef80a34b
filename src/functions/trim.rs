//! `trim(text)`: worked out at build.

use super::{Function, Kind, argument};
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::Expr;

/// The description of `trim`.
pub static FUNCTION: Function = Function {
    name: "trim",
    arguments: &[argument("text", Kind::Literal)],
    summary: "Takes spaces and line ends off both ends of a text, as of a file's that holds one line; the text has to be known at build.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "AWS::SSM::Parameter version < Type = \"String\", Value = trim(\" 1.2.3\\n\") >",
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let text = values.known_text(arguments.first()?)?;
    Some(super::text(text.trim().to_owned(), span))
}
