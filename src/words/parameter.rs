//! `parameter`: a parameter of Systems Manager, which everybody in the account can look up.

mod name;
mod value;

use super::shape::{Attribute, Entry, Shape};
use super::{Form, Group, Word};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `parameter`.
pub static WORD: Word = Word {
    name: "parameter",
    form: Form::Resource,
    group: Group::Access,
    resource: "AWS::SSM::Parameter",
    summary: "Keeps a setting in Parameter Store, where programs look it up by its name. It is not encrypted, and costs nothing.",
    sentence: "parameter NAME [as HANDLE] [was OLD-NAME] < value = … >",
    entries: &[
        Entry::new("description", Shape::Text, "Describes it.").or("the `##` lines above").sets("Description"),
        Entry::new(
            "name",
            Shape::Name,
            "The parameter's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("Name"),
        Entry::new("pattern", Shape::Text, "A regular expression that every value of it fits.").sets("AllowedPattern"),
        Entry::new(
            "value",
            Shape::Any,
            "What it holds: a text of at most 4,096 characters, or a list of texts without commas.",
        )
        .sets("Value")
        .required(),
    ],
    elsewhere: &[
        (
            "encryption",
            "CloudFormation makes no encrypted parameter; a secret belongs into Secrets Manager: secret NAME",
        ),
        ("secure", "CloudFormation makes no encrypted parameter; a secret belongs into Secrets Manager: secret NAME"),
        ("type", "it is a list where its value is one"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The parameter's ARN." },
        Attribute { name: "name", attribute: "", summary: "The parameter's name." },
        Attribute { name: "value", attribute: "Value", summary: "What it holds." },
    ],
    defaults: &["its type is StringList where its value is a list, and String otherwise"],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html",
    example: "parameter \"/shop/log-level\" as log-level < value = \"info\" >",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    name::check(declaration, to);
    let mut parameter = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    if let Some(name) = super::name_of(declaration) {
        parameter.set("Name", name);
    }
    let (kind, value) = match declaration.entries.value("value") {
        Some(given) => value::of(declaration, given, to),
        None => ("String", None),
    };
    parameter.set("Type", Value::text(kind));
    if let Some(value) = value {
        parameter.set("Value", value);
    }
    for (entry, property) in [("description", "Description"), ("pattern", "AllowedPattern")] {
        if let Some(value) = declaration.entries.value(entry) {
            parameter.set(property, value.clone());
        }
    }
    to.push_main(declaration, parameter);
}
