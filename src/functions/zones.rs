//! `zones(region)`: `Fn::GetAZs`.

use super::{Function, Kind, Lowering, optional};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `zones`.
pub static FUNCTION: Function = Function {
    name: "zones",
    arguments: &[optional("region", Kind::Text)],
    summary: "Lists the availability zones of a region, without one those of the stack's.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html",
    example: "AWS::EC2::Volume data < AvailabilityZone = select(0, zones()), Size = 8 >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let region = values.arguments(&FUNCTION, call, problems)?.into_iter().next();
    Some(Value::Intrinsic("Fn::GetAZs", Box::new(region.unwrap_or(Value::text("")))))
}
