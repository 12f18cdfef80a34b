//! `AWS::Service::Type name < Property = value >`: any CloudFormation resource by its own name.

use super::{Form, Word};
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

fn lower<'s, 't, 'a>(declaration: &'s Declaration<'t, 'a>, to: &mut Lowering<'s, 't, 'a>) {
    let properties = declaration.entries.properties.len();
    to.push_main(declaration, Resource::new(declaration.logical_id.clone(), declaration.resource_type(), properties));
}
