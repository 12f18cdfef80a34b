//! `base64(text)`: `Fn::Base64`.

use super::{Function, Kind, Lowering, argument};

/// The description of `base64`.
pub static FUNCTION: Function = Function {
    name: "base64",
    arguments: &[argument("text", Kind::Text)],
    summary: "Encodes a text in Base64.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html",
    example: "AWS::SSM::Parameter script < Type = \"String\", Value = base64(\"#!/bin/sh\") >",
    lowering: Lowering::One("Fn::Base64"),
    ..Function::EMPTY
};
