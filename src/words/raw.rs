//! `AWS::Service::Type name < Property = value >`: any CloudFormation resource by its own name.

use super::{Form, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The stand-in for every CloudFormation type.
pub static WORD: Word = Word {
    name: "AWS::Service::Type",
    form: Form::Resource,
    summary: "Declares any CloudFormation resource by its type.",
    sentence: "AWS::Service::Type NAME < Property = value >",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html",
    example: "AWS::SQS::Queue jobs < VisibilityTimeout = 60 >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    if !is_type(declaration.written.text) {
        to.report(
            Diagnostic::error(
                "invalid-type",
                format!("`{}` does not have the form of a resource type", declaration.written.text),
            )
            .label(declaration.written.span, "not a resource type")
            .help("a type is spelled as in CloudFormation's reference: AWS::SQS::Queue, or Custom::Thing"),
        );
    }
    let properties = declaration.entries.properties.len();
    to.push_main(declaration, Resource::new(declaration.logical_id.clone(), declaration.resource_type(), properties));
}

/// `AWS::Service::Resource`, the same of another owner, a module, or `Custom::Anything`.
fn is_type(text: &str) -> bool {
    let parts: Vec<&str> = text.split("::").collect();
    let is_ours = parts[0].eq_ignore_ascii_case("aws");
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let upper = |part: &&str| part.starts_with(|first: char| first.is_ascii_uppercase());
    match parts.as_slice() {
        ["Custom", name] => !name.is_empty(),
        [_, _, _] | [_, _, _, "MODULE"] => {
            parts.iter().all(plain) && (!is_ours || parts[0] == "AWS" && parts.iter().all(upper))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_type;

    #[test]
    fn types_have_three_parts() {
        for good in ["AWS::SQS::Queue", "Custom::My_Thing", "MongoDB::Atlas::Cluster", "My::Team::Queue::MODULE"] {
            assert!(is_type(good), "{good}");
        }
        for bad in [
            "AWS::SQS",
            "aws::sqs::queue",
            "AWS::SQS::Queue::More",
            "AWS::SQS::queue",
            "Custom::A::B::C",
            "AWS::Log-Group::X",
        ] {
            assert!(!is_type(bad), "{bad}");
        }
    }
}
