//! `key_pair`: a key for logging in to instances.

use super::shape::{Attribute, Entry, Identity, Shape};
use super::{Form, Group, Word, known_name, name_of, same_name, set_properties};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `key_pair`.
pub static WORD: Word = Word {
    name: "key_pair",
    group: Group::Compute,
    form: Form::Resource,
    resource: "AWS::EC2::KeyPair",
    summary: "A key for logging in to instances with SSH. EC2 makes it, and keeps the private half as a secret parameter of Systems Manager, /ec2/keypair/ID; or a public key of your own is imported.",
    sentence: "key_pair NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new(
            "format",
            Shape::Choice(&["pem", "ppk"]),
            "The format of the private half: pem for OpenSSH, ppk for PuTTY.",
        )
        .or("pem")
        .sets("KeyFormat"),
        Entry::new("name", Shape::Text, "The key pair's name where it differs from the declared one.")
            .or("the declared name")
            .sets("KeyName"),
        Entry::new(
            "public_key",
            Shape::Text,
            "A public key to import, as it stands in a file such as ~/.ssh/id_ed25519.pub; the private half stays with you.",
        )
        .or("EC2 makes both halves")
        .sets("PublicKeyMaterial"),
        Entry::new("type", Shape::Choice(&["rsa", "ed25519"]), "The kind of key; Windows takes rsa only.")
            .or("rsa")
            .sets("KeyType"),
    ],
    attributes: &[
        Attribute { name: "fingerprint", attribute: "KeyFingerprint", summary: "Its fingerprint." },
        Attribute { name: "id", attribute: "KeyPairId", summary: "Its id." },
        Attribute { name: "name", attribute: "", summary: "Its name." },
    ],
    defaults: &[
        "the private half is read with: aws ssm get-parameter --name /ec2/keypair/ID --with-decryption; it goes when the key pair is deleted",
    ],
    identity: Identity {
        by: "name",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:key-pair/${KeyPairName}",
        names: "key pairs",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-keypair.html",
    example: "key_pair login < type = ed25519 >\noutput private_key = \"/ec2/keypair/${login.id}\"",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let id = declaration.logical_id.clone();
    let mut pair = Resource::new(id.clone(), WORD.resource, 4);
    // It has to have a name, and one that a module may use again.
    let generic = || Value::sub(format!("${{AWS::StackName}}-{id}"));
    pair.set("KeyName", name_of(declaration).unwrap_or_else(generic));
    check_name(declaration, to);
    check_public_key(declaration, to);
    set_properties(declaration, &mut pair);
    to.push_main(declaration, pair);
}

/// EC2: at most 255 characters of ASCII, no spaces at the ends. See "CreateKeyPair" in the Amazon EC2 API Reference.
fn check_name<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = known_name(declaration, "KeyName") else { return };
    let is_plain = name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if !is_plain || !(1..=255).contains(&name.len()) || name.trim().len() < name.len() {
        to.report(
            Diagnostic::error("invalid-name", format!("EC2 does not accept the key pair's name `{name}`"))
                .label(span, "not a name for a key pair")
                .help(
                    "it has 1 to 255 ASCII characters and no spaces at its ends; a name of ASCII letters: name = \"…\"",
                ),
        );
    } else if let Some((_, first)) = to.take_name("key pairs", name.clone(), span) {
        to.report(same_name("key pairs", &name, span, first));
    }
}

/// A public key, and not the other half; what that would be made like says nothing beside it.
fn check_public_key(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    let Some(given) = entries.setting("public_key") else { return };
    if entries.text("public_key").is_some_and(|key| key.contains("PRIVATE KEY")) {
        to.report(
            Diagnostic::error("secret-in-source", "this is a private key, which nobody else is to see")
                .label(given.span, "the private half")
                .help("import the public half, which stands beside it in a file that ends with .pub, and make a new pair: this one is known now"),
        );
    }
    for name in ["format", "type"] {
        if let Some(setting) = entries.setting(name) {
            let message = format!("`{name}` is about a key that EC2 makes, and this one is imported");
            let problem = Diagnostic::warning("no-effect", message).label(setting.key, "has no effect");
            to.report(problem.label(given.key, "imported here").help("leave it out"));
        }
    }
}
