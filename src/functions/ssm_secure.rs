//! `ssm_secure(name, version)`: a dynamic reference to a secure string of Parameter Store.

use super::{Function, Kind, Lowering, argument, optional, ssm};

/// The description of `ssm_secure`.
pub static FUNCTION: Function = Function {
    name: "ssm_secure",
    arguments: &[argument("name", Kind::Text), optional("version", Kind::Number)],
    summary: "Takes a secure string out of Parameter Store when the stack is deployed; CloudFormation knows it for a few passwords only, and `secret` for every property.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html",
    example: "AWS::IAM::User jenny < LoginProfile = < Password = ssm_secure(\"/users/jenny\") > >",
    lowering: Lowering::Own(|values, call, problems| ssm::lower(values, call, "ssm-secure", problems)),
    ..Function::EMPTY
};
