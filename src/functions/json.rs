//! `json(value)`: `Fn::ToJsonString`.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// Bytes of a text: more than a whole template may have in S3.
const MOST_BYTES: usize = 1_024 * 1_024;

/// The description of `json`.
pub static FUNCTION: Function = Function {
    name: "json",
    arguments: &[argument("value", Kind::Any)],
    summary: "Writes a map or a list as JSON, in one text; what is known at build is written there.",
    extension: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter settings < Type = \"String\", Value = json(< topic = news, retries = 3 >) >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let value = values.argument(call.arguments.first()?, Kind::Any, "value", problems)?;
    if is_known(&value)
        && let Ok(json) = serde_json::to_string(&value)
    {
        // JSON in JSON in JSON has twice as many backslashes each time.
        if json.len() > MOST_BYTES {
            problems.push(
                Diagnostic::error(
                    "out-of-range",
                    format!("the JSON has {} bytes, expected at most {MOST_BYTES}", json.len()),
                )
                .label(call.name.span, "too long for a template")
                .help("put the text into a bucket, and name it there"),
            );
            return None;
        }
        return Some(Value::text(json));
    }
    Some(Value::Intrinsic("Fn::ToJsonString", Box::new(value)))
}

fn is_known(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => true,
        Value::List(items) => items.iter().all(is_known),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
        Value::Dynamic(_) | Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    }
}
