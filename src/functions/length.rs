//! `length(list)`: `Fn::Length`.

use super::{Function, Kind, Lowering, argument};
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The description of `length`.
pub static FUNCTION: Function = Function {
    name: "length",
    arguments: &[argument("list", Kind::List)],
    summary: "Counts the items of a list.",
    extension: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html",
    example: "param names: list<string> = [\"a\", \"b\"]\nAWS::SSM::Parameter count < Type = \"String\", Value = length(names) >",
    lowering: Lowering::One("Fn::Length"),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [list] = arguments else { return None };
    match &values.settled(list).kind {
        ExprKind::List(items) => Some(Expr { kind: ExprKind::Number(items.len().to_string().into()), span }),
        _ => None,
    }
}
