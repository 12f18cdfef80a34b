//! `ssm(name, version)`: a dynamic reference to Parameter Store.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::{DynamicName, Values};
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `ssm`.
pub static FUNCTION: Function = Function {
    name: "ssm",
    arguments: &[argument("name", Kind::Text), optional("version", Kind::Number)],
    summary: "Takes a parameter out of Parameter Store when the stack is deployed, its latest version unless another is given.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html",
    example: "AWS::SNS::Topic news < DisplayName = ssm(\"/shop/newsletter/title\") >",
    lowering: Lowering::Own(|values, call, problems| lower(values, call, "ssm", problems)),
    ..Function::EMPTY
};

static NAME: DynamicName = DynamicName {
    what: "the name of a parameter",
    resources: &["AWS::SSM::Parameter"],
    accepts: |text| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-/".contains(c)),
    looks: "its name, of letters, digits and `_.-/`",
};

/// The reference, by CloudFormation's name of the service.
pub fn lower<'a>(
    values: Values<'_, 'a>,
    call: &Call<'a>,
    service: &'static str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let name = values.dynamic_name(call.arguments.first()?, &NAME, problems);
    let mut segments = Vec::new();
    if let Some(given) = call.arguments.get(1) {
        if values.known_number(given).is_some_and(|version| version < 1) {
            problems.push(
                Diagnostic::error("out-of-range", "the first version of a parameter is 1")
                    .label(given.span, "no such version")
                    .help("leave it out for the latest version"),
            );
            return None;
        }
        segments.push(values.argument(given, Kind::Number, "version", problems)?);
    }
    segments.insert(0, name?);
    values.dynamic(service, segments)
}
