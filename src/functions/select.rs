//! `select(index, list)`: `Fn::Select`.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `select`.
pub static FUNCTION: Function = Function {
    name: "select",
    arguments: &[argument("index", Kind::Number), argument("list", Kind::List)],
    summary: "Takes one item of a list; the first one has the index 0.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html",
    example: "AWS::EC2::Volume data < AvailabilityZone = select(0, zones()), Size = 8 >",
    lowering: Lowering::Own(lower),
    fold,
    compares: true,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], _: Span) -> Option<Expr<'a>> {
    let [index, list] = arguments else { return None };
    let index = usize::try_from(index_of(values, index)?).ok()?;
    let list = values.settled(list);
    let ExprKind::List(items) = &list.kind else { return None };
    items.get(index).map(|item| values.settled(item).into_owned())
}

/// CloudFormation takes a number in quotes too.
fn index_of<'a>(values: Values<'_, 'a>, index: &Expr<'a>) -> Option<i64> {
    values.known_text(index)?.parse().ok()
}

/// The list, if it surely has no item at an index.
fn without_item(list: &Expr<'_>, index: i64) -> Option<String> {
    match &list.kind {
        ExprKind::List(items) => {
            let is_in = usize::try_from(index).is_ok_and(|index| index < items.len());
            (!is_in).then(|| format!("a list of {}", items.len()))
        }
        _ => (index < 0).then(|| "a list".to_owned()),
    }
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    if let [index, list] = call.arguments.as_slice()
        && let Some(at) = index_of(values, index)
        && let Some(what) = without_item(&values.settled(list), at)
    {
        problems.push(
            Diagnostic::error("out-of-range", format!("{what} has no item {at}"))
                .label(index.span, "not in the list")
                .help("the first item has the index 0"),
        );
        return None;
    }
    let arguments = values.arguments(&FUNCTION, call, problems)?;
    Some(Value::Intrinsic("Fn::Select", Box::new(Value::list(arguments))))
}
