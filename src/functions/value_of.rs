//! `value_of(parameter, attribute)`: `Fn::ValueOf`.

use super::{Function, Kind, Lowering, argument};

/// The description of `value_of`.
pub static FUNCTION: Function = Function {
    name: "value_of",
    arguments: &[argument("parameter", Kind::Literal), argument("attribute", Kind::Literal)],
    summary: "Gives in a rule an attribute of what a parameter names.",
    gives_list: true,
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = < Kinds = < Assertions = [< Assert = value_of(\"Kind\", \"VpcId\") == \"vpc-1\" >] > >\n>",
    lowering: Lowering::List("Fn::ValueOf"),
    ..Function::EMPTY
};
