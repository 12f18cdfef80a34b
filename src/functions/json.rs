//! `json(value)`: `Fn::ToJsonString`.

use super::{Function, Kind, Lowering, argument};

/// The description of `json`.
pub static FUNCTION: Function = Function {
    name: "json",
    arguments: &[argument("value", Kind::Any)],
    summary: "Writes a map or a list as JSON, in one text.",
    extension: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter settings < Type = \"String\", Value = json(< topic = news, retries = 3 >) >",
    lowering: Lowering::One("Fn::ToJsonString"),
    ..Function::EMPTY
};
