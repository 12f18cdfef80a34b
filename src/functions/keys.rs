//! `keys(map)`: worked out at build.

use super::{Function, Kind, Lowering, argument, values};
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The description of `keys`.
pub static FUNCTION: Function = Function {
    name: "keys",
    arguments: &[argument("map", Kind::Map)],
    summary: "Lists the keys of a map in the order in which they are written; the map has to be known at build.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "let queues = < mail = 30, images = 300 >\nfor name in keys(queues) < AWS::SQS::Queue \"${name}\" >\nAWS::SSM::Parameter names < Type = \"StringList\", Value = join(\",\", keys(queues)) >",
    lowering: Lowering::Own(values::unknown),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let map = values.settled(arguments.first()?);
    let ExprKind::Map(body) = &map.kind else { return None };
    let keys = values.known_entries(body)?.into_iter().map(|(key, _)| super::text(key.text, key.span));
    Some(Expr { kind: ExprKind::List(keys.collect()), span })
}
