//! `stack_output(stack, output, region, role)`: `Fn::GetStackOutput`.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// CloudFormation's names for the arguments.
const KEYS: [&str; 4] = ["StackName", "OutputName", "Region", "RoleArn"];

/// The description of `stack_output`.
pub static FUNCTION: Function = Function {
    name: "stack_output",
    arguments: &[
        argument("stack", Kind::Text),
        argument("output", Kind::Text),
        optional("region", Kind::Text),
        optional("role", Kind::Text),
    ],
    summary: "Takes an output of another stack, which need not be exported; of another region or account too.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "AWS::SQS::Queue jobs < KmsMasterKeyId = stack_output(\"keys\", \"JobsKey\") >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let keyed = KEYS.into_iter().zip(values.arguments(&FUNCTION, call, problems)?);
    Some(Value::Intrinsic("Fn::GetStackOutput", Box::new(Value::map(keyed))))
}
