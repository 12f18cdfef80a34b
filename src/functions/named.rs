//! `named(text)`: what is declared under a name that is put together.

use super::{Function, Kind, argument};

/// The description of `named`. It is worked out where loops are, before names have a meaning.
pub static FUNCTION: Function = Function {
    name: "named",
    arguments: &[argument("name", Kind::Literal)],
    summary: "Stands for what is declared under a name that is put together, as in a loop; behind a dot in it stands an attribute, as behind a bare name.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
    example: "for name in [\"orders\", \"returns\"] <\n  AWS::SNS::Topic \"${name}-news\"\n  AWS::SSM::Parameter \"${name}-topic\" < Type = \"String\", Value = named(\"${name}-news\") >\n>",
    ..Function::EMPTY
};
