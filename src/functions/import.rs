//! `import(name)`: `Fn::ImportValue`.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::lower::unusable_export;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `import`.
pub static FUNCTION: Function = Function {
    name: "import",
    arguments: &[argument("name", Kind::Text)],
    summary: "Takes the output that another stack of the region exports under this name.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html",
    example: "AWS::SQS::Queue jobs < KmsMasterKeyId = import(\"keys-jobs\") >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let name = values.arguments(&FUNCTION, call, problems)?.pop()?;
    if let Value::Text(text) = &name
        && let Some(problem) = unusable_export(text, call.arguments[0].span)
    {
        problems.push(problem);
        return None;
    }
    Some(Value::Intrinsic("Fn::ImportValue", Box::new(name)))
}
