//! `import(name)`: `Fn::ImportValue`.

use super::{Function, Kind, Lowering, argument};

/// The description of `import`.
pub static FUNCTION: Function = Function {
    name: "import",
    arguments: &[argument("name", Kind::Text)],
    summary: "Takes the output that another stack of the region exports under this name.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html",
    example: "AWS::SQS::Queue jobs < KmsMasterKeyId = import(\"keys-jobs\") >",
    lowering: Lowering::One("Fn::ImportValue"),
    ..Function::EMPTY
};
