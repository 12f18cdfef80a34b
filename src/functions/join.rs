//! `join(separator, list)`: `Fn::Join`.

use super::{Function, Kind, Lowering, argument};
use crate::model::Values;
use crate::syntax::ast::{Expr, ExprKind};

/// The description of `join`.
pub static FUNCTION: Function = Function {
    name: "join",
    arguments: &[argument("separator", Kind::Literal), argument("list", Kind::List)],
    summary: "Makes one text of a list, with a separator between its items.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter path < Type = \"String\", Value = join(\"/\", [\"topics\", news.TopicName]) >",
    lowering: Lowering::List("Fn::Join"),
    fold,
    compares: true,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> Option<ExprKind<'a>> {
    let [separator, list] = arguments else { return None };
    let separator = values.known_text(separator)?;
    let list = values.settled(list);
    let ExprKind::List(items) = &list.kind else { return None };
    let items: Option<Vec<_>> = items.iter().map(|item| values.known_text(item)).collect();
    Some(ExprKind::Text(items?.join(&*separator).into()))
}
