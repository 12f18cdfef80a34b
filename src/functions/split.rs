//! `split(separator, text)`: `Fn::Split`.

use super::{Function, Kind, Lowering, argument};
use crate::model::Values;
use crate::syntax::ast::{Expr, ExprKind};

/// The description of `split`.
pub static FUNCTION: Function = Function {
    name: "split",
    arguments: &[argument("separator", Kind::Literal), argument("text", Kind::Text)],
    summary: "Makes a list of a text, cut at each separator.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter account < Type = \"String\", Value = select(4, split(\":\", news.TopicArn)) >",
    lowering: Lowering::List("Fn::Split"),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> Option<ExprKind<'a>> {
    let [separator, text] = arguments else { return None };
    let separator = values.known_text(separator).filter(|separator| !separator.is_empty())?;
    let whole = values.known_text(text)?;
    let part = |part: &str| Expr { kind: ExprKind::Text(part.to_owned().into()), span: text.span };
    Some(ExprKind::List(whole.split(&*separator).map(part).collect()))
}
