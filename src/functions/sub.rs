//! `sub(text, values)`: `Fn::Sub` with values under names of its own.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::{Values, known_at_build};
use crate::source::Span;
use crate::syntax::ast::{Call, Expr};
use crate::template::{Items, Value};

/// The description of `sub`.
pub static FUNCTION: Function = Function {
    name: "sub",
    arguments: &[argument("text", Kind::Text), optional("values", Kind::Map)],
    summary: "Puts values into a text under names of its own; a text with `${…}` in it needs no function.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter text <\n  Type  = \"String\"\n  Value = sub(\"see ${Topic}\", < Topic = news.TopicName >)\n>",
    lowering: Lowering::Own(lower),
    fold,
    compares: true,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [text] = arguments else { return None };
    values.known_text(text).map(|text| super::text(text, span))
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let text = call.arguments.first()?;
    let own = match call.arguments.get(1) {
        Some(given) => match values.argument(given, Kind::Map, "values", problems)? {
            Value::Map(own) => own,
            // A macro makes the map, and nobody knows its names before.
            _ => return known(given, problems),
        },
        None => Items::Shared(&[]),
    };
    values.substituted(text, &own, problems)
}

fn known<'a>(given: &Expr<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    problems.push(
        known_at_build("the map of `values`", given).help("write: sub(\"see ${Topic}\", < Topic = news.TopicName >)"),
    );
    None
}
