//! `concat(list, …)`: worked out at build.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::{Values, known_at_build};
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `concat`.
pub static FUNCTION: Function = Function {
    name: "concat",
    arguments: &[argument("list", Kind::List)],
    repeats: true,
    summary: "Puts lists one behind the other; which items they have must be known at build, what the items are need not.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "let common = [< Key = \"team\", Value = \"web\" >]\nAWS::SQS::Queue jobs < Tags = concat(common, [< Key = \"stage\", Value = \"prod\" >]) >",
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let mut all = Vec::new();
    for list in arguments {
        match &values.settled(list).kind {
            ExprKind::List(items) => all.extend(items.iter().cloned()),
            _ => return None,
        }
    }
    Some(Expr { kind: ExprKind::List(all), span })
}

/// Says which list is none, or not known.
fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let unknown = call.arguments.iter().find(|list| !matches!(values.settled(list).kind, ExprKind::List(_)))?;
    values.argument(unknown, Kind::List, "list", problems)?;
    problems.push(known_at_build("a list of `concat`", unknown).help(
        "CloudFormation puts no lists together: write the lists out, or join their items to one text with `join`",
    ));
    None
}
