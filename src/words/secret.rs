//! `secret`: a secret of Secrets Manager, made up or asked for.

mod content;

use super::encryption::KEY;
use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word, retention};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Resource;

/// The description of `secret`.
pub static WORD: Word = Word {
    name: "secret",
    form: Form::Resource,
    group: Group::Access,
    resource: "AWS::SecretsManager::Secret",
    summary: "Keeps a secret in Secrets Manager: one that is made up, which nobody ever sees, or one that is asked for when the stack is deployed. Each costs money every month.",
    sentence: "secret NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("description", Shape::Text, "Describes it.").or("the `##` lines above").sets("Description"),
        Entry::new(
            "encryption",
            Shape::Reference(&KEY),
            "The KMS key that it is encrypted with (a key of your own costs money).",
        )
        .or("the account's key for Secrets Manager")
        .sets("KmsKeyId"),
        Entry::new("exclude", Shape::Text, "Characters that what is made up does not have.")
            .or("none; those that databases refuse where a user is named"),
        Entry::new("generate", Shape::Int(8, 4_096), "How many characters are made up.").or("32"),
        Entry::new(
            "name",
            Shape::Name,
            "The secret's name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("Name"),
        Entry::new(
            "on_delete",
            Shape::Choice(&["retain", "delete"]),
            "Whether the secret stays when the stack is deleted.",
        )
        .or("retain"),
        Entry::new("punctuation", Shape::Bool, "Whether what is made up has other characters than letters and digits.")
            .or("yes"),
        Entry::new("user", Shape::Word, "Whose password it is: the secret is then JSON with username and password."),
        Entry::new("value", Shape::Text, "The secret itself: a `param` that is a secret.")
            .or("made up")
            .sets("SecretString"),
    ],
    elsewhere: &[
        ("length", "it is called `generate`: generate = 32"),
        ("password", "what is made up needs none; one that is asked for is its value: value = PARAM"),
        ("username", "it is called `user`"),
    ],
    attributes: &[Attribute { name: "arn", attribute: "", summary: "The secret's ARN." }],
    defaults: &[
        "32 characters are made up",
        "it is encrypted with the account's key for Secrets Manager, which costs nothing",
        "the secret stays when the stack is deleted or the secret replaced",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
        names: "secrets",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html",
    example: "secret \"shop/db\" as db-secret < user = shopkeeper >",
    lower,
    ..Word::EMPTY
};

/// From the page CreateSecret of the AWS Secrets Manager API Reference.
static NAMES: NameRules = NameRules {
    service: "Secrets Manager",
    what: "a secret",
    names: "secrets",
    property: "Name",
    length: (1, 512),
    allowed: |c| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "the name of a secret has 1 to 512 letters, digits and `/_+=.@-`",
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    NAMES.check(declaration, to);
    let mut secret = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    retention::keep(&mut secret, entries, "retain");
    if let Some(name) = super::name_of(declaration) {
        secret.set("Name", name);
    }
    for (entry, property) in [("description", "Description"), ("encryption", "KmsKeyId")] {
        if let Some(value) = entries.value(entry) {
            secret.set(property, value.clone());
        }
    }
    content::set(declaration, &mut secret, to);
    to.push_main(declaration, secret);
}
