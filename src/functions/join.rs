//! `join(separator, list)`: `Fn::Join`.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `join`.
pub static FUNCTION: Function = Function {
    name: "join",
    arguments: &[argument("separator", Kind::Literal), argument("list", Kind::List)],
    summary: "Makes one text of a list, with a separator between its items.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter path < Type = \"String\", Value = join(\"/\", [\"topics\", news.TopicName]) >",
    lowering: Lowering::Own(lower),
    fold,
    compares: true,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [separator, list] = arguments else { return None };
    let separator = values.known_text(separator)?;
    let list = values.settled(list);
    let ExprKind::List(items) = &list.kind else { return None };
    let items: Option<Vec<_>> = items.iter().map(|item| values.known_text(item)).collect();
    Some(super::text(items?.join(&*separator), span))
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let [separator, list] = call.arguments.as_slice() else { return None };
    let separator = values.argument(separator, Kind::Literal, "separator", problems);
    let settled = values.settled(list);
    let list = match &settled.kind {
        ExprKind::List(items) => texts(values, items, problems),
        _ => values.argument(list, Kind::List, "list", problems),
    };
    Some(Value::Intrinsic("Fn::Join", Box::new(Value::list([separator?, list?]))))
}

/// Items as texts, so that numbers keep their spelling.
fn texts<'a>(values: Values<'_, 'a>, items: &[Expr<'a>], problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let before = problems.len();
    let texts: Vec<_> = items.iter().filter_map(|item| values.text(item, problems)).collect();
    (problems.len() == before && texts.len() == items.len()).then(|| Value::list(texts))
}
