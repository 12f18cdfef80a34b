//! `transform(name, parameters)`: `Fn::Transform`.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `transform`.
pub static FUNCTION: Function = Function {
    name: "transform",
    arguments: &[argument("name", Kind::Text), optional("parameters", Kind::Map)],
    summary: "Puts in what a macro makes of these parameters.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-transform.html",
    example: "AWS::SNS::Topic news < Tags = transform(\"OurTags\", < Team = \"web\" >) >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let arguments = values.arguments(&FUNCTION, call, problems)?;
    let keyed = ["Name", "Parameters"].into_iter().zip(arguments);
    Some(Value::Intrinsic("Fn::Transform", Box::new(Value::map(keyed))))
}
