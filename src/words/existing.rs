//! `existing WORD name`: something that this stack does not own.

use super::shape::{Entry, Shape};
use super::{Form, Word, arn};
use crate::model::Declaration;
use crate::template::Value;

/// The description of `existing`.
pub static WORD: Word = Word {
    name: "existing",
    form: Form::Modifier,
    summary: "Names something that this stack does not own, so that other statements can refer to it.",
    sentence: "existing WORD NAME [as HANDLE] < … >",
    entries: &[
        Entry::new("arn", Shape::Text, "Its ARN."),
        Entry::new("id", Shape::Text, "Its id, such as i-0123456789abcdef0."),
        Entry::new(
            "name",
            Shape::Text,
            "Its name where it differs from the declared one; for an instance, the value of its Name tag.",
        )
        .or("the declared name"),
    ],
    reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    example: "existing instance web01 < id = \"i-0123456789abcdef0\" >\nrole sample-role-web trusts ec2 < policy AmazonS3ReadOnlyAccess >\nattach sample-role-web to web01",
    ..Word::EMPTY
};

/// What an existing thing gives; its own identifier for the empty name. None when the file does not say.
pub fn attribute<'a>(declaration: &Declaration<'a>, attribute: &str) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let name = || super::name_of(declaration);
    match (declaration.resource_type(), attribute) {
        (_, "arn" | "Arn") if entries.value("arn").is_some() => entries.value("arn").cloned(),
        ("AWS::S3::Bucket", "arn" | "Arn") => name().and_then(text).map(|name| arn(&format!("s3:::{name}"))),
        ("AWS::IAM::Role", "arn" | "Arn") => {
            name().and_then(text).map(|name| arn(&format!("iam::${{AWS::AccountId}}:role/{name}")))
        }
        ("AWS::S3::Bucket" | "AWS::IAM::Role", "" | "name") => name(),
        (_, "" | "id") => entries.value("id").cloned(),
        (_, "name") => entries.value("name").cloned(),
        _ => None,
    }
}

fn text<'a>(value: Value<'a>) -> Option<crate::template::Text<'a>> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
