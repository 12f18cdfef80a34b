//! `each_member_equals(list, text)`: `Fn::EachMemberEquals`.

use super::{Function, Kind, Lowering, argument};

/// The description of `each_member_equals`.
pub static FUNCTION: Function = Function {
    name: "each_member_equals",
    arguments: &[argument("list", Kind::List), argument("text", Kind::Text)],
    summary: "Tests in a rule whether every item of a list is this text.",
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = < Kinds = < Assertions = [< Assert = each_member_equals([kind], \"small\") >] > >\n>",
    lowering: Lowering::List("Fn::EachMemberEquals"),
    ..Function::EMPTY
};
