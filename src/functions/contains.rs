//! `contains(list, text)`: `Fn::Contains`.

use super::{Function, Kind, Lowering, argument};

/// The description of `contains`.
pub static FUNCTION: Function = Function {
    name: "contains",
    arguments: &[argument("list", Kind::List), argument("text", Kind::Text)],
    summary: "Tests in a rule whether a list has a text.",
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = < Kinds = < Assertions = [< Assert = contains([\"small\", \"large\"], kind) >] > >\n>",
    lowering: Lowering::List("Fn::Contains"),
    ..Function::EMPTY
};
