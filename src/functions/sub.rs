//! `sub(text, values)`: `Fn::Sub` with values under names of its own.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `sub`.
pub static FUNCTION: Function = Function {
    name: "sub",
    arguments: &[argument("text", Kind::Text), optional("values", Kind::Map)],
    summary: "Puts values into a text under names of its own; a text with `${…}` in it needs no function.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter text < Type = \"String\", Value = sub(\"see ${Topic}\", < Topic = news.TopicName >) >",
    lowering: Lowering::Own(lower),
    compares: true,
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let (text, given) = (call.arguments.first()?, call.arguments.get(1));
    let map = given.map(|given| values.argument(given, Kind::Map, "values", problems));
    let names: &[_] = match &map {
        Some(Some(Value::Map(entries))) => entries,
        Some(_) => return None,
        None => &[],
    };
    let text = values.substituted(text, &|name| names.iter().any(|(known, _)| known == name), problems)?;
    Some(match map.flatten() {
        Some(map) => Value::Intrinsic("Fn::Sub", Box::new(Value::list([Value::text(text), map]))),
        None => Value::sub(text),
    })
}
