//! `attribute(resource, name)`: `Fn::GetAtt` with a name that cannot stand behind a point.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `attribute`.
pub static FUNCTION: Function = Function {
    name: "attribute",
    arguments: &[argument("resource", Kind::Any), argument("name", Kind::Text)],
    summary: "Takes an attribute of a resource by any name; `resource.Name` does where the name is a plain one.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html",
    example: "Custom::Lookup found < ServiceToken = \"arn:aws:sns:us-east-1:123456789012:lookup\" >\nAWS::SNS::Topic news < DisplayName = attribute(found, \"display-name\") >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let [resource, name] = call.arguments.as_slice() else { return None };
    let id = super::reference::id(values, resource, problems)?;
    match values.argument(name, Kind::Text, "name", problems)? {
        Value::Text(name) => Some(Value::attribute(id, name)),
        // CloudFormation takes a name that it works out itself, though no resource.
        name => Some(Value::Intrinsic("Fn::GetAtt", Box::new(Value::list([Value::Text(id), name])))),
    }
}
