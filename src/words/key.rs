//! `key`: a key of KMS, with an alias and a policy.

mod policy;

use super::naming::{NameRules, Unusable};
use super::shape::{Attribute, Entry, Identity, Shape, TimeUnit, Wanted};
use super::{Form, Group, Word, retention};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::together;

/// The description of `key`.
pub static WORD: Word = Word {
    name: "key",
    form: Form::Resource,
    group: Group::Access,
    resource: "AWS::KMS::Key",
    summary: "A key of KMS of your own, to encrypt with. It costs money every month, and requests to it do.",
    sentence: "key NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("admins", Shape::List(&ADMIN), "Roles and users who may change the key and its policy, besides those whom the account's policies let."),
        Entry::new("allow", Shape::Sentence("allow logs, cloudtrail"), "Lets services of AWS use it for what they do in this account, such as CloudWatch Logs and CloudTrail. Topics and log groups of this file are let by themselves.").sets("KeyPolicy"),
        Entry::new("deletion_window", Shape::Duration(TimeUnit::Days, 7, 30), "How long it can be taken back after it was deleted, 7d to 30d.").or("30d").sets("PendingWindowInDays"),
        Entry::new("description", Shape::Text, "Describes it.").or("the `##` lines above").sets("Description"),
        Entry::new("name", Shape::Name, "What stands behind `alias/` in its alias, where that differs from the declared name; `generated` for no alias.").or("the declared name"),
        Entry::new("on_delete", Shape::Choice(&["retain", "delete"]), "Whether the key stays when the stack is deleted: what it encrypted cannot be read without it.").or("retain"),
        Entry::new("rotation", Shape::Or(&["on", "off"], &Shape::Duration(TimeUnit::Days, 90, 2_560)), "Whether KMS renews it every year, or every so many days. The first two times cost money.").or("on").sets("EnableKeyRotation"),
    ],
    elsewhere: &[
        ("alias", "its name is its alias too; another one is given by name = \"…\""),
        ("grant", "write a statement: grant ROLE use on KEY"),
        ("policy", "the account's policies say who may use it: grant ROLE use on KEY; services are let by sentences: allow logs"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The key's ARN." },
        Attribute { name: "id", attribute: "", summary: "The key's id." },
    ],
    defaults: &[
        "an alias of the same name is made",
        "policies of the account say who may use it",
        "KMS renews it every year",
        "the key stays when the stack is deleted or the key replaced",
    ],
    identity: Identity { by: "id", arn: "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html",
    example: "key data\nqueue jobs < encryption = data >",
    lower,
    ..Word::EMPTY
};

static ADMIN: Shape = Shape::OneOf(&[&ROLE, &USER]);
static ROLE: Wanted = Wanted { what: "a role", resource: "AWS::IAM::Role", attribute: "Arn", prefix: "arn:" };
static USER: Wanted = Wanted { what: "a user", resource: "AWS::IAM::User", attribute: "Arn", prefix: "arn:" };

const ALIAS: &str = "alias/";

/// From the page CreateAlias of the AWS KMS API Reference.
static ALIASES: NameRules = NameRules {
    service: "KMS",
    what: "an alias",
    names: "aliases",
    property: "",
    length: (1, 250),
    allowed: |c| c.is_ascii_alphanumeric() || "/_-".contains(c),
    also: |name| {
        name.starts_with("aws/")
            .then(|| Unusable::Reserved("aliases that start with `aws/` are those of services".to_owned()))
    },
    case_counts: true,
    says: "an alias has 1 to 250 letters, digits and `/_-` behind `alias/`, and does not start with `aws/`",
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let id = declaration.logical_id.clone();
    ALIASES.check(declaration, to);
    let mut key = Resource::new(id.clone(), WORD.resource, 5);
    retention::keep(&mut key, entries, "retain");
    if let Some(description) = entries.value("description") {
        key.set("Description", description.clone());
    }
    rotate(declaration, &mut key);
    if let Some(days) = entries.value("deletion_window") {
        key.set("PendingWindowInDays", days.clone());
    }
    key.set("KeyPolicy", policy::document(declaration, to));
    to.push_main(declaration, key);
    if let Some(name) = super::name_of(declaration) {
        let mut alias = Resource::new(derived(&id, "Alias"), "AWS::KMS::Alias", 2);
        let whole = &mut |name: &Value<'a>| {
            Some(match name {
                name if name.is_nothing() => name.clone(),
                name => together(vec![Value::text(ALIAS), name.clone()]),
            })
        };
        alias.set("AliasName", name.changed(whole).unwrap_or_else(Value::nothing));
        alias.set("TargetKeyId", Value::Ref(id));
        to.push(alias, declaration.span);
    }
}

/// Only a key that encrypts and decrypts by itself can be renewed.
fn rotate<'a>(declaration: &Declaration<'a>, key: &mut Resource<'a>) {
    let entries = &declaration.entries;
    let is_other = |name: &str, usual: &str| {
        entries.property(name).is_some_and(|given| given.value != Value::text(usual.to_owned()))
    };
    match entries.value("rotation") {
        Some(Value::Int(days)) => {
            key.set("EnableKeyRotation", Value::Bool(true));
            key.set("RotationPeriodInDays", Value::Int(*days));
        }
        Some(Value::Text(word)) if word == "off" => {}
        None if is_other("KeySpec", "SYMMETRIC_DEFAULT") || is_other("Origin", "AWS_KMS") => {}
        Some(_) | None => key.set("EnableKeyRotation", Value::Bool(true)),
    }
}
