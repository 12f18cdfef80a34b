//! `existing WORD name`: something that this stack does not own.

mod check;
pub mod exports;
pub mod identity;
mod said;

pub use check::check;
pub use said::{Missing, attribute, identifier, missing, name};

use super::shape::{Entry, RelationRule, Shape};
use super::{Form, Word};

/// The description of `existing`.
pub static WORD: Word = Word {
    name: "existing",
    form: Form::Modifier,
    summary: "Names something that this stack does not own, so that other statements can refer to it. Whatever else is needed of it is said by CloudFormation's name for the attribute, as in PrivateIp = \"10.0.0.5\". It makes nothing, so that an `if` around it changes nothing either.",
    sentence: "existing WORD NAME [as HANDLE] [from stack STACK] < … >",
    relations: &[RelationRule {
        keyword: "from",
        required: false,
        summary: "say which stack exports it: the entries are then names of that stack's outputs, or in quotes of exports",
    }],
    entries: &[
        Entry::new("arn", Shape::Text, "Its ARN.").or("made of its id or name, where AWS makes it of that"),
        Entry::new("id", Shape::Text, "Its id, such as i-0123456789abcdef0.").or("what stands in its ARN"),
        Entry::new(
            "name",
            Shape::Text,
            "Its name where it differs from the declared one; for an instance, the value of its Name tag.",
        )
        .or("the declared name"),
    ],
    defaults: &[
        "from another stack it is that stack's output of the same name, as `output NAME = … < export >` exports it there",
    ],
    reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    example: "existing instance web01 < id = \"i-0123456789abcdef0\" >\nexisting AWS::EC2::VPC main from stack network < id = vpc >\nrole sample-role-web trusts ec2 < policy AmazonS3ReadOnlyAccess >\nattach sample-role-web to web01\nAWS::EC2::SecurityGroup web < VpcId = main, GroupDescription = \"web servers\" >",
    ..Word::EMPTY
};
