//! `stream`: a data stream of Kinesis.

use super::encryption::{ACCOUNT, KEY};
use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, Identity, Shape, TimeUnit};
use super::{Form, Group, Word, retention};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `stream`.
pub static WORD: Word = Word {
    name: "stream",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::Kinesis::Stream",
    summary: "Takes records in and keeps them in order for a time, for several programs to read. It costs money for every hour that it is there.",
    sentence: "stream NAME [as HANDLE] [was OLD-NAME] < … >",
    entries: &[
        Entry::new("encryption", Shape::Or(&[ACCOUNT, "off"], &Shape::Reference(&KEY)), "The KMS key that records are encrypted with: the account's for Kinesis, which costs nothing but its requests, or one of yours; or none.").or("kms").sets("StreamEncryption"),
        Entry::new("name", Shape::Name, "The stream's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("Name"),
        Entry::new("on_delete", Shape::Choice(&["retain", "delete"]), "Whether the stream stays when the stack is deleted, and goes on costing money.").or("retain"),
        Entry::new("retention", Shape::Duration(TimeUnit::Hours, 24, 8_760), "How long a record is kept, 24h to 365d (more than a day costs money).").or("24h").sets("RetentionPeriodHours"),
        Entry::new("shards", Shape::Or(&["on_demand"], &Shape::Int(1, 10_000)), "How many parts it has: each takes 1 MB or 1,000 records a second in, and costs money every hour; on_demand grows by itself and costs more.").or("1").sets("ShardCount"),
    ],
    elsewhere: &[
        ("capacity", "it is called `shards`: shards = 2, or: shards = on_demand"),
        ("mode", "it is called `shards`: shards = on_demand"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The stream's ARN." },
        Attribute { name: "name", attribute: "", summary: "The stream's name." },
    ],
    defaults: &[
        "it has one shard",
        "records are encrypted with the account's key for Kinesis",
        "the stream stays when the stack is deleted or the stream replaced",
    ],
    identity: Identity {
        by: "name",
        arn: "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}",
        names: "streams",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html",
    example: "stream clicks < shards = 2, retention = 7d >",
    lower,
    ..Word::EMPTY
};

/// The alias of the account's key for Kinesis.
const ACCOUNT_KEY: &str = "alias/aws/kinesis";

/// From the page CreateStream of the Amazon Kinesis Data Streams API Reference.
static NAMES: NameRules = NameRules {
    service: "Kinesis",
    what: "a stream",
    names: "streams",
    property: "Name",
    length: (1, 128),
    allowed: |c| c.is_ascii_alphanumeric() || "_.-".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "the name of a stream has 1 to 128 letters, digits and `_.-`",
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    NAMES.check(declaration, to);
    let mut stream = Resource::new(declaration.logical_id.clone(), WORD.resource, 5);
    retention::keep(&mut stream, entries, "retain");
    if let Some(name) = super::name_of(declaration) {
        stream.set("Name", name);
    }
    let mode = |mode: &'static str| Value::map([("StreamMode", Value::text(mode))]);
    match entries.value("shards") {
        Some(Value::Text(_)) => stream.set("StreamModeDetails", mode("ON_DEMAND")),
        count => {
            stream.set("StreamModeDetails", mode("PROVISIONED"));
            stream.set("ShardCount", count.cloned().unwrap_or(Value::Int(1)));
        }
    }
    if let Some(hours) = entries.value("retention") {
        stream.set("RetentionPeriodHours", hours.clone());
    }
    let usual = Value::text(ACCOUNT);
    let key = entries.value("encryption").map_or(usual.clone(), |given| given.or(&usual));
    if let Some(encryption) = key.changed(&mut encrypted).filter(|value| !value.is_nothing()) {
        stream.set("StreamEncryption", encryption);
    }
    to.push_main(declaration, stream);
}

/// With which key; nothing for none.
fn encrypted<'a>(key: &Value<'a>) -> Option<Value<'a>> {
    let with = |key: Value<'a>| Value::map([("EncryptionType", Value::text("KMS")), ("KeyId", key)]);
    Some(match key {
        Value::Text(word) if word == "off" => Value::nothing(),
        Value::Text(word) if word == ACCOUNT => with(Value::text(ACCOUNT_KEY)),
        key => with(key.clone()),
    })
}
