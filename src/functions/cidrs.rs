//! `cidrs(block, count, bits)`: `Fn::Cidr`.

use super::{Function, Kind, Lowering, argument, optional};

/// The description of `cidrs`.
pub static FUNCTION: Function = Function {
    name: "cidrs",
    arguments: &[argument("block", Kind::Text), argument("count", Kind::Number), optional("bits", Kind::Number)],
    summary: "Cuts so many blocks out of one; each leaves so many bits for its own addresses.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html",
    example: "AWS::EC2::VPC main < CidrBlock = 10.0.0.0/16 >\nAWS::EC2::Subnet first < VpcId = main, CidrBlock = select(0, cidrs(main.CidrBlock, 4, 8)) >",
    lowering: Lowering::List("Fn::Cidr"),
    ..Function::EMPTY
};
