//! `ref_all(type)`: `Fn::RefAll`.

use super::{Function, Kind, Lowering, argument};

/// The description of `ref_all`.
pub static FUNCTION: Function = Function {
    name: "ref_all",
    arguments: &[argument("type", Kind::Literal)],
    summary: "Gives in a rule the values of all parameters of a type of CloudFormation.",
    gives_list: true,
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = <\n    Kinds = < Assertions = [< Assert = each_member_in(ref_all(\"String\"), [\"small\", \"large\"]) >] >\n  >\n>",
    lowering: Lowering::One("Fn::RefAll"),
    ..Function::EMPTY
};
