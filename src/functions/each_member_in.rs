//! `each_member_in(list, allowed)`: `Fn::EachMemberIn`.

use super::{Function, Kind, Lowering, argument};

/// The description of `each_member_in`.
pub static FUNCTION: Function = Function {
    name: "each_member_in",
    arguments: &[argument("list", Kind::List), argument("allowed", Kind::List)],
    summary: "Tests in a rule whether every item of a list is in another list.",
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = < Kinds = < Assertions = [< Assert = each_member_in([kind], [\"small\", \"large\"]) >] > >\n>",
    lowering: Lowering::List("Fn::EachMemberIn"),
    ..Function::EMPTY
};
