//! `value_of_all(type, attribute)`: `Fn::ValueOfAll`.

use super::{Function, Kind, Lowering, argument};

/// The description of `value_of_all`.
pub static FUNCTION: Function = Function {
    name: "value_of_all",
    arguments: &[argument("type", Kind::Literal), argument("attribute", Kind::Literal)],
    summary: "Gives in a rule an attribute of what all parameters of a type name.",
    gives_list: true,
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param net: subnet\nAWS::SNS::Topic news < DisplayName = net >\nstack sample <\n  rules = <\n    Kinds = <\n      Assertions = [\n        < Assert = each_member_equals(value_of_all(\"AWS::EC2::Subnet::Id\", \"VpcId\"), \"vpc-1\") >,\n      ]\n    >\n  >\n>",
    lowering: Lowering::List("Fn::ValueOfAll"),
    ..Function::EMPTY
};
